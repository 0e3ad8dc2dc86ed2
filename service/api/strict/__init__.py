"""What a request must be before an operation sees it: one mechanism per file."""
