"""Where somebody is signed in, for how long, and how it ends (docs/accounts.md)."""
