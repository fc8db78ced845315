"""The site group, in floors that import downwards only (docs/map.md).

`organisation` ← `approval` ← `pages` ← `casework` (to come) ← `website`, `backoffice`, `importing`; those three do not
know each other.
"""
