"""The four steps of a record: saved, made, sent, arrived; each with what to say now."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from service.core.records import Making, RecordView
from service.core.sentence import Sentence
from service.document.words import Words
from service.kinds import consent
from service.web.record.spoken import at
from service.web.record.states import Heap, current, tally

MADE = {
    Making.WAITING: (Sentence("Documents are being made"), "now"),
    Making.READY: (Sentence("Documents made"), "done"),
    Making.FAILED: (Sentence("Documents could not be made"), "help"),
}
EVERYBODY = Sentence("Everybody has it")
# Whoever was asked by mail is not all who matter: the answers are.
ARRIVED = {consent.NAME: Sentence("Mails accepted")}


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is done, now, help or next."""

    name: Sentence
    what: str
    state: str
    icon: str


def journey(view: RecordView, words: Words, *, now: datetime) -> tuple[Step, ...]:
    heaps = tally(current(view.latest.deliveries))
    name, state = MADE[view.latest.making]
    saved = at(words, view.latest.saved_at, now=now)
    return (
        Step(
            Sentence("Saved"),
            words("{when} by {who}", when=saved, who=view.latest.saved_by),
            "done",
            "tick",
        ),
        Step(name, words("Word and PDF"), state, "file"),
        _sent(heaps, words, ready=state == "done"),
        _arrived(heaps, words, name=ARRIVED.get(view.kind, EVERYBODY)),
    )


def sentence(heaps: Counter[Heap], words: Words) -> list[str]:
    """Return "5 sent", "1 being sent" … for the heaps that hold anything."""
    said = (
        words.count("{n} sent", "{n} sent", heaps[Heap.DONE]),
        words.count("{n} being sent", "{n} being sent", heaps[Heap.NOW]),
        words.count("{n} waiting", "{n} waiting", heaps[Heap.WAITING]),
        words.count("{n} failed", "{n} failed", heaps[Heap.HELP]),
        words.count("{n} recalled", "{n} recalled", heaps[Heap.RECALLED]),
    )
    return [part for part, heap in zip(said, Heap, strict=True) if heaps[heap]]


def _sent(heaps: Counter[Heap], words: Words, *, ready: bool) -> Step:
    total = heaps.total() - heaps[Heap.RECALLED]
    gone = heaps[Heap.DONE] + heaps[Heap.HELP]
    what = words("{gone} of {total} mails have left", gone=gone, total=total)
    if not total:
        what = words("Recalled") if heaps[Heap.RECALLED] else words("No recipients")
        return Step(Sentence("Mails leave"), what, "next", "send")
    state = "done" if gone == total else "now" if ready else "next"
    return Step(Sentence("Mails leave"), what, state, "send")


def _arrived(heaps: Counter[Heap], words: Words, *, name: Sentence) -> Step:
    left, broken = heaps[Heap.NOW] + heaps[Heap.WAITING], heaps[Heap.HELP]
    said = [
        words.count("{n} left", "{n} left", left) if left else "",
        words.count("{n} to mend", "{n} to mend", broken) if broken else "",
    ]
    state = "next" if left or not heaps[Heap.DONE] else "help" if broken else "done"
    what = ", ".join(filter(None, said))
    return Step(name, what, state, "people")
