"""Coverage: what there is of each category of Arts. 14 and 15 in each unit, what is late, and who answers for it."""
