"""How often articles are read (阅读次数): a beacon from the page, counted in batches, nothing kept about who read."""
