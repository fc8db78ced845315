"""Personal data in the database: encrypted fields, blind indexes to find them by, and the exchange of their keys.

docs/private-data.md
"""
