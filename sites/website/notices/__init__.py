"""Notices over the pages of one site or of the whole group (Arts. 14(7), 30(2)), and mourning."""
