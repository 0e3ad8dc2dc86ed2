"""Unique words in every field, every flow and every failure; then a search for them."""
