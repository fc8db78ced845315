"""Bringing articles in from files: JSON lines in, live pages with real structure out (Arts. 10, 12, 14).

`markdown` and what it stands on (`inline`, `lines`, `provisions`) are pure; `rows` reads one line into the values of
an article; `actions` stores one row in one transaction, through the gate and into the ledger; `run` goes over a file.
"""
