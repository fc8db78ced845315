"""Mail that comes in: read from a mailbox by IMAP, stored once, and kept until somebody has decided what it is.

docs/notices-to-citizens.md
"""
