"""Page types, what they list and show, navigation, provisioning of sites, translation (Arts. 2, 12, 14, 15)."""
