"""How the API says no: application/problem+json (RFC 9457), in the asker's language."""
