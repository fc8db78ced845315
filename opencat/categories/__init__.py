"""The categories as the centre keeps them, the columns that belong to them, and the entries in them."""
