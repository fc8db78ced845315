"""Demonstration content: pure Python, no Django, the same each time it is asked for."""
