"""The public REST API, version 1: read-only, of what the asked host shows to everybody: pages, and what apps register.

The portal's host answers for the channels below it as well, because their pages are on this host; every item names its
unit, and `unit=` narrows a list to one. A site with a host of its own answers for itself alone.
"""
