"""How Word says what our documents look like: styles, letterhead, lines and tables."""
