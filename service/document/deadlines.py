"""A time in its writer's words, and what it was understood to mean."""

from service.core.when import Precision, When
from service.document.words import Words


def in_words(when: When, words: Words) -> str:
    """Return the words as written, then what they mean when that adds something."""
    return with_meaning(when.words, when, words)


def with_meaning(text: str, when: When, words: Words) -> str:
    """Return `text`, then in brackets what `when` means, if it left out the year.

    "senast augusti" becomes "senast augusti (augusti 2020)".
    """
    is_whole = when.last is None or str(when.last.year) in when.words
    return text if is_whole else f"{text} ({understood(when, words)})"


def understood(when: When, words: Words) -> str:
    """Return what the words mean, or the words themselves when they name no day."""
    if when.first is None or when.last is None:
        return when.words
    if when.precision is Precision.DAY:
        return words.day(when.first)
    if when.precision is Precision.MONTH:
        return words.month(when.first)
    return words("until {day}", day=words.short_day(when.last))
