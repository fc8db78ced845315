"""Roads to the public, one function each, by the name that docs/roads.md gives it."""
