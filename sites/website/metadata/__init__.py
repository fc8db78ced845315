"""What pages say about themselves to machines: addresses of their variants, national meta tags, Open Graph, JSON-LD."""
