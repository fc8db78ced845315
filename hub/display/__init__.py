"""How a visitor wants pages shown: the normal, accessible and elder modes, and what the toolbar sets."""
