"""No mail over a line that others can read, and no login that is silently ignored."""

import ssl

import pytest
import trustme

from service.core.errors import HoldQueue, TryLater
from tests.mail.letters import channel_to, message
from tests.smtp_script import open_relay

WITH_LOGIN = {"SMTP_USER": "handslag", "SMTP_PASSWORD": "a-password"}


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """Let this process trust our own authority, as an operator would."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_over_a_verified_line(trusted, tmp_path, security):
    with secure_relay(trusted, "localhost", security) as relay:
        deliver(relay, tmp_path, SMTP_SECURITY=security)

    assert len(relay.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("who", ["another machine", "another authority"])
def test_a_wrong_certificate_is_refused(trusted, tmp_path, security, who):
    """Mutant: STARTTLS without a context, which checks nothing in Python 3.11."""
    signer = trustme.CA() if who == "another authority" else trusted
    name = "mail.example.se" if who == "another machine" else "localhost"
    with secure_relay(signer, name, security) as relay:
        problem = refused(relay, tmp_path, TryLater, SMTP_SECURITY=security)

    assert problem.code == "no_connection"
    assert said_after_the_door(relay) == []


def test_a_stripped_starttls_is_refused(relay, tmp_path):
    """Somebody in between may cut the offer out: then no mail goes at all."""
    problem = refused(relay, tmp_path, TryLater, SMTP_SECURITY="starttls")

    assert problem.code == "no_connection"
    assert said_after_the_door(relay) == []


def test_a_refused_starttls_is_refused(tmp_path):
    with open_relay(offers=("STARTTLS",)) as relay:
        relay.say(starttls="454 4.7.0 not now")
        refused(relay, tmp_path, TryLater, SMTP_SECURITY="starttls")

    assert said_after_the_door(relay) == []


def test_a_refused_line_is_not_used_by_the_next_letter(tmp_path):
    """Mutant: the plaintext connection kept after a failed STARTTLS, alive and well."""
    with open_relay() as relay:
        channel = channel_to(relay.port, tmp_path, SMTP_SECURITY="starttls")
        for _ in range(2):
            with pytest.raises(TryLater):
                channel.ping()

    assert relay.visits == 2
    assert said_after_the_door(relay) == []


def test_a_wrong_password_holds_the_queue(tmp_path):
    with open_relay(offers=("AUTH PLAIN",)) as relay:
        relay.say(auth="535 5.7.8 no")
        problem = refused(relay, tmp_path, HoldQueue, **WITH_LOGIN)

    assert problem.code == "login_535"


def test_a_login_service_that_is_busy_is_asked_again(tmp_path):
    with open_relay(offers=("AUTH PLAIN",)) as relay:
        relay.say(auth="454 4.7.0 later")
        problem = refused(relay, tmp_path, TryLater, **WITH_LOGIN)

    assert (problem.code, problem.cause) == ("login_454", "connection")


def test_a_login_that_is_not_offered_is_not_skipped(relay, tmp_path):
    refused(relay, tmp_path, TryLater, **WITH_LOGIN)

    assert relay.taken == []


def secure_relay(signer, name, security):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    signer.issue_cert(name).configure_cert(context)
    return open_relay(
        context=context, tls_first=security == "tls", offers=("STARTTLS",)
    )


def deliver(relay, tmp_path, **env):
    channel = channel_to(relay.port, tmp_path, **env)
    try:
        channel.deliver(channel.write(message()), on_intent=lambda: None)
    finally:
        channel.close()


def refused(relay, tmp_path, kind, **env):
    with pytest.raises(kind) as caught:
        deliver(relay, tmp_path, **env)
    return caught.value


def said_after_the_door(relay):
    return [
        line for line in relay.heard if not line.lower().startswith(("ehlo", "start"))
    ]
