"""Documents that change one another: amended, replaced, abolished, interpreted, and what follows from it."""
