"""Structured information that Articles 14 and 15 name: licence items, fees, procurement, accounts and so on."""
