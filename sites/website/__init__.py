"""What the public gets around pages: metadata, feeds, API, errors, notices, the exit notice, readings, PDFs."""
