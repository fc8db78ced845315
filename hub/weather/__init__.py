"""Weather from a provider of the install's choice: fetched by a scheduled task, in one shape, aged out visibly."""
