"""What can be asked for about a consent: asking, answering, withdrawing, following."""
