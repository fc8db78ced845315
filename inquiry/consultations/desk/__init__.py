"""征集意见 in the admin: comments are read and sorted, and what became of them is written into the page's draft."""
