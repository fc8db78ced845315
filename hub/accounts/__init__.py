"""People's accounts: what a name may be, who changes it, how often a password may be tried (docs/accounts.md)."""
