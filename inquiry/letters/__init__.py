"""The public side of letters (Arts. 21–24): writing, following, reading what was answered, figures."""
