"""The proof that an auditor asks for: as a page, as a PDF, and by `manage.py audit` (docs/approval.md)."""
