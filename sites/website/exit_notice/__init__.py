"""The way out of the group: which links lead to other people's sites, and the page that says so."""
