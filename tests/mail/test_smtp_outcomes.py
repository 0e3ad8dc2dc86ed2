"""What each answer of a relay means: PROMISES 3.5 and 5, row by row."""

import socket
from typing import NamedTuple

import pytest

from service.channels.breaker import FAILURES
from service.core.errors import GiveUp, HoldQueue, OutcomeUnknown, TryLater
from tests.mail.letters import channel_to, large_message, message
from tests.smtp_script import CUT, MUTE


class Follows(NamedTuple):
    """The error a delivery ends with, its code, and the retry schedule it names."""

    kind: type[Exception]
    code: str
    cause: str = ""

    @classmethod
    def told(cls, problem):
        return cls(type(problem), str(problem), getattr(problem, "cause", ""))


BUSY = "451 4.3.0 mailbox busy"
FULL = "452 4.2.2 mailbox full"
AWAY = "421 4.3.2 shutting down"
NOBODY = "550 5.1.1 no such user"

# What the relay says where, and what follows from it.
BEFORE_THE_DOT = (
    ("greeting", AWAY, Follows(TryLater, "no_connection", "connection")),
    ("greeting", CUT, Follows(TryLater, "no_connection", "connection")),
    ("mail", AWAY, Follows(TryLater, "sender_421", "connection")),
    ("mail", BUSY, Follows(TryLater, "sender_451", "greylisted")),
    ("mail", FULL, Follows(TryLater, "sender_452", "too_large")),
    ("mail", "550 5.7.1 not you", Follows(HoldQueue, "sender_550")),
    ("mail", CUT, Follows(TryLater, "connection_lost", "connection")),
    ("rcpt", AWAY, Follows(TryLater, "recipient_421", "connection")),
    ("rcpt", "450 4.2.0 greylisted", Follows(TryLater, "recipient_450", "greylisted")),
    ("rcpt", BUSY, Follows(TryLater, "recipient_451", "greylisted")),
    ("rcpt", FULL, Follows(TryLater, "recipient_452", "too_large")),
    ("rcpt", "552 5.2.2 over quota", Follows(TryLater, "recipient_552", "too_large")),
    ("rcpt", NOBODY, Follows(GiveUp, "recipient_550")),
    ("rcpt", CUT, Follows(TryLater, "connection_lost", "connection")),
    ("data", AWAY, Follows(TryLater, "data_421", "connection")),
    ("data", BUSY, Follows(TryLater, "data_451", "greylisted")),
    ("data", "554 5.5.1 no", Follows(GiveUp, "data_554")),
    ("data", CUT, Follows(TryLater, "connection_lost", "connection")),
)
AFTER_THE_DOT = (
    (AWAY, Follows(TryLater, "content_421", "connection")),
    (BUSY, Follows(TryLater, "content_451", "greylisted")),
    (FULL, Follows(TryLater, "content_452", "too_large")),
    ("550 5.7.1 policy", Follows(GiveUp, "content_550")),
    ("552 5.3.4 too large", Follows(TryLater, "content_552", "too_large")),
    (CUT, Follows(OutcomeUnknown, "connection_lost_after_dot")),
    ("999 what", Follows(OutcomeUnknown, "no_answer_after_dot")),
    ("HTTP/1.1 400 Bad Request", Follows(OutcomeUnknown, "no_answer_after_dot")),
)


@pytest.mark.parametrize(("phase", "answer", "follows"), BEFORE_THE_DOT)
def test_before_the_dot_nothing_has_happened(relay, channel, phase, answer, follows):
    relay.say(**{phase: answer})

    problem, intents = refused(channel, follows.kind)

    assert follows == Follows.told(problem)
    assert intents == []
    assert relay.taken == []


@pytest.mark.parametrize(("answer", "follows"), AFTER_THE_DOT)
def test_after_the_dot_the_answer_decides(relay, channel, answer, follows):
    """Mutant: silence after the dot taken for a failure, and mailed again."""
    relay.say(dot=answer)

    problem, intents = refused(channel, follows.kind)

    assert follows == Follows.told(problem)
    assert intents == ["intent"]


@pytest.mark.parametrize("answer", ["250 2.0.0 taken", "251 will forward", "200 ok"])
def test_any_answer_of_200_and_more_is_a_yes(relay, channel, answer):
    relay.say(dot=answer)

    assert deliver(channel) == answer[:3]


def test_a_connection_lost_in_the_body_leaves_no_doubt(relay, channel):
    relay.say(body=CUT)

    problem, intents = refused(channel, TryLater, large_message())

    assert problem.code == "connection_lost"
    assert intents == []
    assert relay.taken == []


def test_silence_after_the_dot_leaves_the_outcome_open(relay, channel, hurried):
    relay.say(dot=MUTE)

    problem, _ = refused(channel, OutcomeUnknown)

    assert str(problem) == "connection_lost_after_dot"


def test_silence_before_the_dot_is_tried_again(relay, channel, hurried):
    relay.say(rcpt=MUTE)

    problem, _ = refused(channel, TryLater)

    assert problem.code == "connection_lost"


def test_without_the_intent_no_letter_leaves(relay, channel):
    """Whatever stops the intent also stops the mail: a body without its dot is none."""

    def forbid():
        raise RuntimeError("The database said no.")

    with pytest.raises(RuntimeError):
        channel.deliver(channel.write(message()), on_intent=forbid)

    deliver(channel)  # a later one is not mixed up with what was left behind
    assert len(relay.taken) == 1
    assert relay.visits == 2


def test_the_intent_stands_before_the_relay_can_know(relay, channel):
    """Mutant: the intent written after the dot, when it can be too late."""
    known = []

    channel.deliver(
        channel.write(message()), on_intent=lambda: known.append(list(relay.taken))
    )

    assert known == [[]]
    assert len(relay.taken) == 1


def test_a_connection_is_used_again(relay, channel):
    deliver(channel)
    deliver(channel)

    assert relay.visits == 1
    assert len(relay.taken) == 2


@pytest.mark.parametrize("answer", [AWAY, CUT])
def test_a_connection_that_has_died_meanwhile_is_replaced(relay, channel, answer):
    deliver(channel)
    relay.say_once(noop=answer)

    deliver(channel)

    assert relay.visits == 2
    assert len(relay.taken) == 2


def test_a_connection_is_not_used_after_trouble(relay, channel):
    relay.say_once(rcpt=NOBODY)
    refused(channel, GiveUp)

    deliver(channel)

    assert relay.visits == 2


def test_a_relay_that_does_not_answer_is_left_alone_for_a_while(tmp_path):
    channel = channel_to(closed_port(), tmp_path)

    for _ in range(FAILURES - 1):
        refused(channel, TryLater)
    assert not channel.rests
    refused(channel, TryLater)

    assert channel.rests


def test_a_relay_that_answers_in_between_is_trusted_again(relay, channel):
    for answer in (CUT, CUT, CUT, "220 back", CUT, CUT, CUT, CUT):
        relay.say(greeting=answer)
        channel.close()
        deliver(channel) if answer != CUT else refused(channel, TryLater)

    assert not channel.rests


def test_a_letter_of_refused_recipients_says_nothing_about_the_relay(relay, channel):
    relay.say(rcpt=NOBODY)

    for _ in range(FAILURES + 1):
        refused(channel, GiveUp)

    assert not channel.rests


def deliver(channel, letter=None):
    return channel.deliver(channel.write(letter or message()), on_intent=lambda: None)


def refused(channel, kind, letter=None):
    """Return why a delivery failed, and whether the intent was written before."""
    intents = []
    with pytest.raises(kind) as caught:
        channel.deliver(
            channel.write(letter or message()),
            on_intent=lambda: intents.append("intent"),
        )
    return caught.value, intents


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]
