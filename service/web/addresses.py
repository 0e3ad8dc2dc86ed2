"""Where to go next: only ever a page of our own."""

from urllib.parse import urlsplit

from flask import request


def local(address: str, *, otherwise: str = "/") -> str:
    """Return `address` if it is a path on this site (catalogue row L12)."""
    parts = urlsplit(address) if address.isprintable() else None
    if parts is None or parts.scheme or parts.netloc or "\\" in address:
        return otherwise
    return address if address.startswith("/") and address[1:2] != "/" else otherwise


def here() -> str:
    """Return this page's address, or the start page's when it cannot be asked for."""
    rule = request.url_rule
    if rule is None or rule.methods is None or "GET" not in rule.methods:
        return "/"
    return request.full_path.removesuffix("?")


def is_here(address: str) -> bool:
    """Tell whether this page belongs under a link of the main menu."""
    path = request.path
    return path == address if address == "/" else path.startswith(address)
