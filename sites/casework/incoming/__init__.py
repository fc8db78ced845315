"""Mail that comes in, and to which case it belongs: by the mail that it answers, or by the number in its subject."""
