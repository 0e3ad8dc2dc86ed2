"""Celery's side of the house: it carries hints, and keeps processes alive."""
