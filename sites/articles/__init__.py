"""What stands around the text of an article: its neighbours, contents, attachments, PDF, QR code, share links."""
