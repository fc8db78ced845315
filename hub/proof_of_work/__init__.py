"""Proof that a person pressed: work that a browser does once for a form, or, without scripts, a little patience."""
