"""veraPDF, the reference validator of PDF/A and PDF/UA (docs/decisions/0016)."""
