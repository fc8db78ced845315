"""Translating in the admin: the way to a page's languages, and its segments beside their source."""
