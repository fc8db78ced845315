"""The short road of a typographical correction (Art. 26): one reviewer, where the unit's leader has opened it."""
