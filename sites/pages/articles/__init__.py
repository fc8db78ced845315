"""What belongs to an article: its form, contents, related articles, validity, and what the inbox says of it."""
