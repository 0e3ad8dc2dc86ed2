"""The page to try it: what the document says, for people to read and press."""
