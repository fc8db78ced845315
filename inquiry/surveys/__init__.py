"""网上调查: questions of a unit to everybody, answers without names, results as charts (Art. 21)."""
