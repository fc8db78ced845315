"""A chapter app as docs/extending.md tells one to write it, on floor 5: 古树名木, whose model is no page."""
