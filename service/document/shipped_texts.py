"""The consent texts that come with the service, for an organisation to start from.

Nobody has reviewed the translations, and a lawyer has to approve all of them.
"""

import tomllib
from functools import cache
from pathlib import Path

from service.core.consent_text import ConsentText, read_text
from service.core.languages import MASTER, guardian_language

FOLDER = Path(__file__).parents[2] / "templates" / "consent"


@cache
def shipped_text(language: str) -> ConsentText:
    """Return the shipped text of a guardian's language. Raises NotFound."""
    code = guardian_language(language).code
    with (FOLDER / f"{code}.toml").open("rb") as lines:
        said = tomllib.load(lines)
    legal = said["legal"] if code == MASTER else shipped_text(MASTER).body["legal"]
    return read_text(
        {**said, "legal": legal},
        language=code,
        number=said["number"],
        master=said["master"],
        reviewed_by=said["reviewed_by"],
    )
