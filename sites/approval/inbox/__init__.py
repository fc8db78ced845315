"""The leader's inbox: everything that waits for one person, over all sites (Arts. 26, 35)."""
