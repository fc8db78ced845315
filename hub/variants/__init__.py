"""One text, many variants: the Traditional twin of every public URL, and pages that were really translated."""
