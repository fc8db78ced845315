"""Who the group consists of (Arts. 2, 6–9): units, offices, who holds or stands in for them, and rights that follow."""
