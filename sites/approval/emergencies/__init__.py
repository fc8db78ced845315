"""The review that follows an emergency (Arts. 14(7), 26, 35): by the offices that were not asked, within a term."""
