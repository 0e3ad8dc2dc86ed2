"""How often is often enough, counted in a real Redis that learns nobody's name."""

from ipaddress import ip_address
from uuid import uuid4

import pytest
from redis import Redis

from service.core.errors import TooMany, Unavailable
from service.limits import RULES, Limit, Shared, network, open_limits
from service.settings import Settings
from tests.house import settings_for

HERE, NEXT_DOOR, ELSEWHERE = (
    ip_address(text) for text in ("192.0.2.7", "192.0.2.8", "198.51.100.7")
)


@pytest.fixture
def settings(services, tmp_path) -> Settings:
    return settings_for("sqlite:///", services, tmp_path, 25, API_PER_MINUTE="3")


@pytest.fixture
def limits(settings):
    opened = open_limits(settings)
    yield opened
    opened.close()


@pytest.fixture
def limits_without_redis(services, tmp_path):
    lost = f"redis+socket://{tmp_path}/nobody.sock"
    opened = open_limits(
        settings_for("sqlite:///", services, tmp_path, 25, REDIS_URL=lost)
    )
    yield opened
    opened.close()


def how_many(limits, limit, *keys, most=1_000) -> int:
    """Take until it is refused, or `most` times; return how often it was given."""
    for taken in range(most):
        try:
            limits.take(limit, *keys)
        except TooMany:
            return taken
    return most


def test_it_is_given_as_often_as_the_rule_says_and_then_no_more(limits):
    assert how_many(limits, Limit.API, "a") == 3

    with pytest.raises(TooMany) as refused:
        limits.take(Limit.API, "a")
    assert 1 <= refused.value.retry_after <= 60


def test_what_one_has_used_up_is_there_for_the_other(limits):
    how_many(limits, Limit.API, "a")

    assert how_many(limits, Limit.API, "b") == 3
    assert how_many(limits, Limit.SEARCH, "a") == RULES[Limit.SEARCH].one.amount


def test_one_key_that_has_had_enough_is_enough(limits):
    """Many addresses that try one link are as bad as one address that tries many."""
    link = uuid4()
    how_many(limits, Limit.LINK_OPENED, link, HERE)

    with pytest.raises(TooMany):
        limits.take(Limit.LINK_OPENED, link, ELSEWHERE)


@pytest.mark.parametrize(
    "limit", [Limit.CODE_SENT, Limit.CODE_TRIED, Limit.LINK_OPENED, Limit.SIGN_IN]
)
def test_the_links_of_one_consent_are_counted_together_too(limits, limit):
    """One of them cannot use up what the others need."""
    rule, consent = RULES[limit], Shared("consent")
    each = rule.one.amount
    links = [f"link {number}" for number in range(rule.shared.amount // each)]

    assert [how_many(limits, limit, one, consent) for one in links] == [each] * len(
        links
    )
    assert how_many(limits, limit, "one link more", consent) == 0
    assert how_many(limits, limit, "one link more", Shared("another"), most=1) == 1


def test_neighbours_are_counted_as_one(limits):
    how_many(limits, Limit.CODE_TRIED, HERE)

    with pytest.raises(TooMany):
        limits.take(Limit.CODE_TRIED, NEXT_DOOR)
    limits.take(Limit.CODE_TRIED, ELSEWHERE)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_an_address_stands_for_its_network(address, counted):
    assert network(ip_address(address)) == counted


def test_guessing_codes_from_a_thousand_addresses_is_of_no_use(limits):
    """Each try hits with one chance in a million (ASVS 6.3.1, 6.6.3)."""
    attackers = (ip_address(f"10.{n // 250}.{n % 250}.1") for n in range(1_000))

    tried = sum(how_many(limits, Limit.CODE_TRIED, one, most=1) for one in attackers)

    assert 0 < tried / 1_000_000 < 1e-3


def test_redis_learns_neither_ids_nor_addresses(limits, settings):
    key = uuid4()
    limits.take(Limit.SIGN_IN, key, HERE)

    held = everything(settings)
    assert held
    for secret in (str(key), "192.0.2", "ida.broman@example.se"):
        assert secret not in held


def test_what_is_counted_is_forgotten(limits, settings):
    limits.take(Limit.EXPORT, "a", HERE)

    redis = redis_of(settings)
    assert {redis.ttl(name) > 0 for name in redis.keys("handslag:limit:*")} == {True}


def test_another_installation_counts_for_itself(limits, services, tmp_path):
    how_many(limits, Limit.API, "a")
    other = settings_for("sqlite:///", services, tmp_path / "other", 25)

    open_limits(other).take(Limit.API, "a")


def test_without_redis_reading_goes_on(limits_without_redis):
    for limit in (Limit.SEARCH, Limit.API, Limit.LINK_OPENED, Limit.GLASS_BROKEN):
        limits_without_redis.take(limit, "a", HERE)


@pytest.mark.parametrize("limit", [Limit.CODE_SENT, Limit.CODE_TRIED, Limit.EXPORT])
def test_without_redis_codes_are_refused_in_words(limits_without_redis, limit):
    with pytest.raises(Unavailable, match="Try again in a few minutes"):
        limits_without_redis.take(limit, "a", HERE)


def test_every_limit_has_a_rule(limits):
    assert limits.rules.keys() == set(Limit)


def everything(settings) -> str:
    """Return all that Redis holds, names and values, as text."""
    redis = redis_of(settings)
    return "".join(f"{name}{redis.dump(name)}" for name in redis.scan_iter())


def redis_of(settings) -> Redis:
    return Redis.from_url(settings.redis_url.replace("redis+socket", "unix"))
