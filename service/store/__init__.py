"""Everything that is written down: tables, transactions, files."""
