"""Three real records through the whole service, and everything that came out."""
