"""The texts of the demonstration: patterns with variable parts, and the words that fill them."""
