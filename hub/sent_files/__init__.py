"""Files that the public sends with a form: what is taken in, how it is kept apart, and how it is given out."""
