"""The desk in the admin: what has to be done now, and everything about one case."""
