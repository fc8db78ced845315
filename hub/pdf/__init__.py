"""PDFs by WeasyPrint, where the system has what it takes."""
