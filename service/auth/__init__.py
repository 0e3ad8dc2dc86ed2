"""Sign-in by OpenID Connect: it believes what a configured provider has signed."""
