"""Accounts and offices change by two people: one of the centre proposes, another one confirms (docs/accounts.md)."""
