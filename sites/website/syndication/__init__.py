"""What other programs subscribe to and crawl: feeds, sitemaps, robots.txt."""
