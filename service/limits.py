"""How often is often enough: counters in Redis, which know nobody's name or address."""

import hmac
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_network
from math import ceil
from time import time
from uuid import UUID

from limits import RateLimitItem, parse
from limits.storage import RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from service.core.errors import TooMany, Unavailable
from service.core.sentence import Sentence
from service.settings import Settings

log = logging.getLogger(__name__)
UNCOUNTED = Sentence("That cannot be checked right now. Try again in a few minutes.")

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Shared:
    """What several links lead to: a consent, whose guardians are counted together."""

    name: str


Key = UUID | str | Address | Shared
NETWORK_BITS = {4: 24, 6: 64}  # what one household, office or attacker may call its own
PATIENCE_SECONDS = 0.5
PREFIX = "handslag:limit"


class Limit(StrEnum):
    SIGN_IN = "sign-in"
    CODE_SENT = "code-sent"
    CODE_TRIED = "code-tried"
    LINK_OPENED = "link-opened"
    GLASS_BROKEN = "glass-broken"
    SEARCH = "search"
    API = "api"
    EXPORT = "export"
    COPY_CHECKED = "copy-checked"


@dataclass(frozen=True, slots=True)
class Rule:
    """How often for each id, each network, for what ids share and for everybody.

    What ids share counts as one of them, and everybody not at all, where it is not
    told. `closed` says what happens without Redis: nobody may.
    """

    one: RateLimitItem
    network: RateLimitItem
    shared: RateLimitItem | None = None
    everybody: RateLimitItem | None = None
    closed: bool = False

    def of(self, key: Key) -> RateLimitItem:
        if isinstance(key, Address):
            return self.network
        return self.shared or self.one if isinstance(key, Shared) else self.one


def _rule(
    one: str,
    *,
    network: str,
    shared: str = "",
    everybody: str = "",
    closed: bool = False,
) -> Rule:
    of_some, of_all = (parse(one) if one else None for one in (shared, everybody))
    return Rule(parse(one), parse(network), of_some, of_all, closed)


# Networks are wide because a municipality may stand behind one address. Codes: at most
# 500 tries in 15 minutes, each right by one chance in a million, from wherever they
# come (ASVS 6.3.1, 6.6.3). One link never uses up what its consent has: who holds it
# must not be able to shut the other guardian out. What only reads, or helps in need,
# goes on without Redis.
RULES: Mapping[Limit, Rule] = {
    Limit.SIGN_IN: _rule("20/10minute", network="600/10minute", shared="60/10minute"),
    Limit.CODE_SENT: _rule(
        "5/30minute",
        network="100/30minute",
        shared="20/30minute",
        everybody="2000/30minute",
        closed=True,
    ),
    Limit.CODE_TRIED: _rule(
        "10/15minute",
        network="50/15minute",
        shared="30/15minute",
        everybody="500/15minute",
        closed=True,
    ),
    Limit.LINK_OPENED: _rule(
        "60/10minute", network="600/10minute", shared="180/10minute"
    ),
    Limit.GLASS_BROKEN: _rule("10/hour", network="100/hour"),
    Limit.COPY_CHECKED: _rule(
        "60/10minute", network="60/10minute", everybody="600/10minute"
    ),
    Limit.SEARCH: _rule("60/minute", network="600/minute"),
    Limit.EXPORT: _rule(
        "10/hour", network="100/hour", everybody="200/hour", closed=True
    ),
}


@dataclass(frozen=True, slots=True)
class Limits:
    rules: Mapping[Limit, Rule]
    secret: bytes
    storage: RedisStorage

    def take(self, limit: Limit, *keys: Key) -> None:
        """Count one more for each of the keys, and for everybody together.

        A key is an id, what ids share, or the address of whoever asks; each is counted
        by itself, in that order, until one has had enough. An address stands for its
        network. Raises TooMany when one of them has had
        enough; Unavailable when Redis is gone and the limit must not be without it.
        """
        rule = self.rules[limit]
        try:
            for item, name in self._counters(rule, keys):
                self._take(item, limit, name)
        except RedisError as problem:
            log.warning("no limit for %s: %s", limit, type(problem).__name__)
            if rule.closed:
                raise Unavailable(UNCOUNTED) from problem

    def close(self) -> None:
        self.storage.storage.close()

    def _counters(
        self, rule: Rule, keys: tuple[Key, ...]
    ) -> Iterator[tuple[RateLimitItem, str]]:
        for key in keys:
            name = network(key) if isinstance(key, Address) else str(key)
            yield rule.of(key), self._hashed(name)
        if rule.everybody:
            yield rule.everybody, self._hashed("everybody")

    def _take(self, item: RateLimitItem, limit: Limit, name: str) -> None:
        limiter = SlidingWindowCounterRateLimiter(self.storage)
        if not limiter.hit(item, limit, name):
            until = limiter.get_window_stats(item, limit, name).reset_time
            raise TooMany(max(1, ceil(until - time())))

    def _hashed(self, name: str) -> str:
        """Return a name that only this installation can make: no ids, no addresses."""
        return hmac.digest(self.secret, name.encode(), "sha256").hex()[:32]


def network(address: Address) -> str:
    """Return the network that is counted as one, such as 192.0.2.0/24."""
    plain = getattr(address, "ipv4_mapped", None) or address
    bits = NETWORK_BITS[plain.version]
    return str(ip_network(f"{plain}/{bits}", strict=False))


def open_limits(settings: Settings) -> Limits:
    """Return the limits. Nothing is asked of Redis before the first is taken."""
    per_key = f"{settings.api_per_minute}/minute"
    api = _rule(per_key, network=per_key)
    storage = RedisStorage(
        settings.redis_url.replace("redis+socket://", "redis+unix://", 1),
        key_prefix=PREFIX,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type] # passed on to redis-py
    )
    secret = hmac.digest(settings.secret_key.encode(), b"limits", "sha256")
    return Limits({**RULES, Limit.API: api}, secret, storage)
