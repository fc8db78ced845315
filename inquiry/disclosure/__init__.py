"""Requests for disclosure (Art. 10; 条例 Arts. 27–45)."""
