"""The public catalogue (Arts. 10–12): every document of the group, found by what it is, taken home freely."""
