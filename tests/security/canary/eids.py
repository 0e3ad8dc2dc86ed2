"""Somebody shows by e-ID who they are; what the broker tells is listened for."""

from flask import Flask

from service.actions.links import make_token
from service.store.tables.consents import ParticipantRow
from tests.auth.provider import Provider
from tests.consent.eid.holders import LOA3, NUMBER, SOMEBODYS, Holder
from tests.house import House
from tests.security.canary.birds import Birds
from tests.web.browser import Browser


def proved(
    birds: Birds,
    house: House,
    app: Flask,
    broker: Provider,
    one: ParticipantRow,
    *,
    number: str,
) -> Browser:
    """Return the browser in which somebody of this number has come in; first somebody
    else has tried, and once they stopped on the way."""
    token = make_token(one.delivery_id, house.settings.secret_key)
    birds.places |= {token.lower(): "an e-ID's link", SOMEBODYS: "another's number"}
    holder = Holder(house, broker, Browser(app.test_client()), one.record_id, token)
    for told in (SOMEBODYS, number):
        broker.person = _person(birds, told)
        holder.identify()
    birds.places[holder.secret.lower()] = "the browser's secret"
    return holder.browser


def _person(birds: Birds, number: str) -> dict[str, str]:
    told = {name: birds.one(f"e-ID.{name}") for name in ("sub", "name", "email", "txn")}
    return {**told, "acr": LOA3, NUMBER: number}
