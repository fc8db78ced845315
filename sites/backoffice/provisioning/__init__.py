"""The centre's form that opens, completes and moves a unit's site."""
