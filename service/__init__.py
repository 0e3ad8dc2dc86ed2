"""Handslag: forms, documents and follow-up for collaboration around children."""

__version__ = "0.1.0"
