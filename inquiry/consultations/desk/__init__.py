"""征集意见 in the admin: comments are read, sorted and counted, and what became of them is written into the page's draft."""
