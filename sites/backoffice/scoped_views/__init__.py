"""Only your own (Art. 28): where Wagtail's admin shows more than its page and collection permissions give."""
