"""The second factor: who needs one, which there are, how one is lost and given back (docs/accounts.md)."""
