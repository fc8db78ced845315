"""Chapter 2 of the regulation (Arts. 6–9), the page trees, and the way to publication (Arts. 12, 26, 27, 32, 35).

Units and offices, provisioning of sites, page types, approval, the ledger, the leader's inbox, import.
"""
