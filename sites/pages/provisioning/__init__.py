"""Making the sites of units (Arts. 2, 14, 15, 28): provision, don't configure."""
