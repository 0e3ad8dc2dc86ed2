"""The stream of a record's changes, looked at one pause at a time."""

import re

import pytest

from service.core.errors import Confidential, Forbidden, NotFound
from service.web.record.live import changes, event


def follow(sights, *, looks=99):
    """Return the events of a world that goes through `sights`, one per pause."""
    world = iter(sights)
    seen = [next(world)]

    def pause():
        seen.append(next(world))

    stream = "".join(
        changes(
            lambda: seen[-1],
            draw=str,
            is_over=lambda sight: sight == "settled",
            pause=pause,
            looks=looks,
        )
    )
    return re.findall("^event: (.*)\ndata: (.*)$", stream, re.M)


def test_only_a_change_is_told():
    told = follow(["made", "made", "sent", "sent", "settled"])

    assert told == [
        ("change", "made"),
        ("change", "sent"),
        ("change", "settled"),
        ("over", ""),
    ]


def test_a_stream_that_has_lived_its_time_ends_without_saying_it_is_over():
    assert follow(["made", "made", "made", "sent"], looks=3) == [("change", "made")]


@pytest.mark.parametrize("why", [NotFound, Confidential, Forbidden])
def test_what_is_gone_or_somebody_elses_meanwhile_ends_the_stream(why):
    sights = iter(["made"])

    def look():
        for sight in sights:
            return sight
        raise why

    ways = {"draw": str, "is_over": lambda sight: False, "pause": lambda: None}
    stream = "".join(changes(look, **ways, looks=9))

    assert re.findall("^event: (.*)$", stream, re.M) == ["change", "over"]


def test_a_text_of_many_lines_is_one_event():
    assert event("change", "<p>\none\n</p>") == (
        "event: change\ndata: <p>\ndata: one\ndata: </p>\n\n"
    )
