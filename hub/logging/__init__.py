"""Lines of the log, the request that each belongs to, and mail to the people who run the install (docs/logging.md)."""
