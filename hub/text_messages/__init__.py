"""Text messages to telephones: the words are templates that a gateway knows, only their parameters are ours.

docs/notices-to-citizens.md
"""
