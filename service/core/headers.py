"""What every answer carries that is no page: problems, files, the server's own."""

from collections.abc import Mapping

BARE: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; object-src 'none';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Browsers that have come by TLS once never come without it again (ASVS 3.4.1).
SECURE: Mapping[str, str] = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains"
}
