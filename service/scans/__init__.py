"""Scanned paper: what others made, looked at in a process of its own."""
