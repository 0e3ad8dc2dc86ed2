"""The languages a guardian may read a consent in; staff have two of their own.

`register.LANGUAGES` are what staff choose between. These are another, longer list:
a page, a mail or a document that a guardian meets speaks one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.core.errors import NotFound
from service.core.sentence import Sentence

MASTER = "sv"  # the language that binds; every other one renders it


@dataclass(frozen=True, slots=True)
class Language:
    """`name` is its own; `label` what staff say; `tag` what HTML and PDF know it by.

    `said_by` is the language that says what this one leaves unsaid. Easy Swedish is
    Swedish, so there a sentence that was easy from the start need not be written twice.
    No other language has one: what is unsaid in it is a fault, never shown in another.
    """

    code: str
    name: str
    label: Sentence
    tag: str = ""
    direction: str = "ltr"
    said_by: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tag", self.tag or self.code)


GUARDIAN_LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.code: language
        for language in (
            Language("sv", "Svenska", Sentence("Swedish")),
            Language(
                "sv-easy",
                "Lätt svenska",
                Sentence("Easy Swedish"),
                tag="sv",
                said_by="sv",
            ),
            Language("en", "English", Sentence("English")),
            Language("ar", "العربية", Sentence("Arabic"), direction="rtl"),
            Language("so", "Soomaali", Sentence("Somali")),
            Language("fi", "Suomi", Sentence("Finnish")),
            Language("uk", "Українська", Sentence("Ukrainian")),
            Language("pl", "Polski", Sentence("Polish")),
        )
    }
)


def guardian_language(code: str) -> Language:
    """Return the language of that code. Raises NotFound."""
    try:
        return GUARDIAN_LANGUAGES[code]
    except KeyError:
        raise NotFound(Sentence("That language is not available.")) from None
