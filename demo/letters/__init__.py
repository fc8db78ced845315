"""Invented letters, by invented people, in every state that a case can be in."""
