"""Scanned paper: handed in, sorted by its codes, placed by hand where those fail."""
