"""Everybody's sign-ins: the security officer, or a superuser, ends those of a person who leaves."""
