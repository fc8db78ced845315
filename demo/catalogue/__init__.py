"""The demonstration's catalogue: invented documents in every category, some late, some missing."""
