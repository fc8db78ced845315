"""From a draft to the public (Arts. 26, 27, 32(2), 35): steps, gate, ledger, inbox, requests to take away.

`gate` stands in every road to live; `ledger` holds what happened; `actions` are the only way to take a step. What can
be approved is `models.content.ApprovableContent`; this app knows no page type.
"""
