"""What can be fetched beside an article: its PDF and its QR code."""
