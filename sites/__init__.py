"""The site group, in floors that import downwards only (docs/map.md).

`organisation` ← `approval` ← `pages` ← `casework`, `website`, `backoffice`, `importing`; those of the last row do not
know each other.
"""
