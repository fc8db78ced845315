"""What the search box offers while one types: titles, names, answers, what others often ask for."""
