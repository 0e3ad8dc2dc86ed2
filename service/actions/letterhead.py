"""An organisation's sender block, as the letterhead of its documents."""

from base64 import b64encode

from service.core.register import Organisation
from service.document.blocks import Letterhead
from service.document.words import Words


def letterhead(sender: Organisation, words: Words) -> Letterhead:
    """Return the letterhead in the language of the document. Empty columns go."""
    columns = (
        _lines(
            words("Postal address"), sender.name, sender.unit, sender.postal_address
        ),
        _lines(words("Visiting address"), sender.visiting_address),
        _lines(words("Contact"), sender.email, _number(sender, words)),
    )
    return Letterhead(
        name=sender.name,
        unit=sender.unit,
        logo_alt=words("Logotype of {name}", name=sender.name),
        columns=tuple(column for column in columns if len(column) > 1),
        web=sender.web,
        page=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        logo=b64encode(sender.logo).decode(),
        dpo=sender.dpo,
    )


def _lines(label: str, *parts: str) -> tuple[str, ...]:
    lines = (line.strip() for part in parts for line in part.splitlines())
    return (label, *(line for line in lines if line))


def _number(sender: Organisation, words: Words) -> str:
    number = sender.organisation_number
    return words("Organisation number {number}", number=number) if number else ""
