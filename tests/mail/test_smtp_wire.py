"""What goes over the wire: one recipient, safe lines, a return path of our own."""

import re
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from service.channels.letter import bounce_address
from service.channels.message import Letter
from service.channels.smtp import _dotted
from tests.mail.letters import DELIVERY, channel_to, message, settings_for
from tests.smtp_script import open_relay

VERP = re.compile(r"bounce\+([0-9a-f]{32})\.([0-9a-f]{8})@bounces\.example\.se")


def test_a_letter_has_one_recipient_and_one_transaction(relay, channel):
    for address in ("a@example.se", "b@example.se"):
        deliver(channel, channel.write(message(to_address=address)))

    assert [one.recipients for one in relay.taken] == [
        ["a@example.se"],
        ["b@example.se"],
    ]


def test_a_relay_that_reports_is_asked_for_reports_without_the_content(relay, channel):
    deliver(channel, channel.write(message()))

    assert [line.split(" ", 1)[1] for line in said(relay, "mail")] == [
        f"FROM:<{relay.taken[0].sender}> RET=HDRS ENVID={DELIVERY.hex}@example.se"
    ]
    assert said(relay, "rcpt")[0].endswith("> NOTIFY=FAILURE,DELAY")


def test_a_relay_that_cannot_report_is_not_asked(tmp_path):
    with open_relay(offers=()) as relay:
        channel = channel_to(relay.port, tmp_path)
        deliver(channel, channel.write(message()))
        channel.close()

    assert said(relay, "mail")[0].endswith(">")
    assert said(relay, "rcpt")[0].endswith(">")


def test_the_return_path_is_signed(relay, channel, tmp_path):
    """A bounce can be counted only by who holds the key: forged ones are noise."""
    deliver(channel, channel.write(message()))
    other_key = settings_for(25, tmp_path, SECRET_KEY="another-key")

    delivery, seal = VERP.fullmatch(relay.taken[0].sender).groups()

    assert delivery == DELIVERY.hex
    assert seal not in bounce_address(DELIVERY, other_key)
    assert seal not in bounce_address(uuid4(), channel.settings)


def test_what_was_written_is_what_arrives(relay, channel):
    letter = channel.write(message(text=".\n.dot\n..two dots\nFrom here\n"))

    deliver(channel, letter)

    assert undotted(relay.taken[0].wire) == letter.raw


def test_a_bare_line_end_cannot_smuggle_a_second_mail(relay, channel):
    """SMTP smuggling: LF . LF or CR . CR must not end a mail for any relay."""
    raw = b"Subject: x\n\nhello\r.\rMAIL FROM:<e@x.se>\n.\nmore\r\n.\r\nend"

    deliver(channel, Letter("<a@example.se>", "b@example.se", "c@example.se", raw))

    [taken] = relay.taken
    assert b"\r\n..\r\n" in taken.wire
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", taken.wire)


@given(st.binary(max_size=60).map(lambda noise: noise.replace(b"x", b"\r\n.")))
def test_a_body_never_ends_before_its_end(raw):
    wire = _dotted(raw)

    assert wire.endswith(b"\r\n")
    assert b"\r\n.\r\n" not in b"\r\n" + wire
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", wire)


def deliver(channel, letter):
    channel.deliver(letter, on_intent=lambda: None)


def said(relay, verb):
    return [line for line in relay.heard if line.lower().startswith(verb)]


def undotted(wire):
    return re.sub(rb"(?m)^\.", b"", wire)
