"""Every route by every role by whose the thing is, held to the permit table."""
