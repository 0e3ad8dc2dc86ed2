"""Who asks how often: by the address they come from, and by who they are."""

from ipaddress import IPv4Address, ip_address

from flask import request

from service.limits import Address, Key, Limit
from service.web.context import tools

UNKNOWN = IPv4Address("0.0.0.0")


def client_address() -> Address:
    """Return the address as our own proxies tell it (`PROXY_HOPS`).

    What a proxy spells so that nobody can read it counts as one address.
    """
    try:
        return ip_address(request.remote_addr or "")
    except ValueError:
        return UNKNOWN


def take(limit: Limit, *keys: Key) -> None:
    """Count one more for the client's network and the keys. Raises TooMany."""
    tools().limits.take(limit, client_address(), *keys)
