"""Read one environment variable at a time; a wrong value is refused by its name."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class SettingsError(Exception):
    """A setting is missing or wrong; the text names it and says what was expected."""

    def __init__(self, variable: str, expected: str) -> None:
        super().__init__(f"{variable}: expected {expected}.")
        self.variable = variable
        self.expected = expected


class Environment:
    """The given variables over the defaults. An empty variable counts as not given.

    Every `NAME` may also come as `NAME_FILE`, the path of a file that holds the value:
    secrets need not stand in a process list or a compose file.
    """

    def __init__(
        self, given: Mapping[str, str], defaults: Mapping[str, str] | None = None
    ) -> None:
        self._given = given
        self._defaults = defaults or {}

    def with_defaults(self, defaults: Mapping[str, str]) -> "Environment":
        return Environment(self._given, defaults)

    def text(self, name: str, *, default: str | None = None) -> str:
        value = self._find(name)
        if value is not None:
            return value
        value = self._defaults.get(name, default)
        if value is None:
            raise SettingsError(name, "a value (there is no default)")
        return value

    def number(
        self, name: str, *, default: int, least: int = 0, most: int = 1_000_000
    ) -> int:
        text = self.text(name, default=str(default))
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        raise SettingsError(name, f"a whole number from {least} to {most}")

    def one_of(self, name: str, choices: type[Choice], *, default: Choice) -> Choice:
        text = self.text(name, default=default)
        if text in list(choices):
            return choices(text)
        raise SettingsError(name, f"one of {', '.join(choices)}")

    def yes_or_no(self, name: str, *, default: bool) -> bool:
        text = self.text(name, default="yes" if default else "no")
        if text not in ("yes", "no"):
            raise SettingsError(name, "yes or no")
        return text == "yes"

    def address(self, name: str, *, default: str | None = None) -> str:
        text = self.text(name, default=default)
        if text == default:
            return text
        local, at, domain = text.partition("@")
        if local and at and "." in domain and text.isascii() and " " not in text:
            return text
        raise SettingsError(name, "an e-mail address such as noreply@example.se")

    def _find(self, name: str) -> str | None:
        value, file = self._given.get(name, ""), self._given.get(f"{name}_FILE", "")
        if value and file:
            raise SettingsError(name, f"either {name} or {name}_FILE, not both")
        return _content(name, file) if file else value or None


def _content(name: str, file: str) -> str:
    try:
        content = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsError(f"{name}_FILE", "a readable text file") from problem
    if not content:
        raise SettingsError(f"{name}_FILE", "a file that is not empty")
    return content
