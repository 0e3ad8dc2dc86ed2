"""Plain values as the objects of a PDF file."""

from collections.abc import Mapping, Sequence
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

MAKERS = {bool: BooleanObject, int: NumberObject, float: FloatObject}


def made(value: Any) -> Any:
    """Return `value` as a PDF has it; a text that begins with a slash is a name."""
    if isinstance(value, PdfObject):
        return value
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if isinstance(value, Mapping):
        return DictionaryObject({made(key): made(held) for key, held in value.items()})
    if isinstance(value, Sequence):
        return ArrayObject(made(held) for held in value)
    return MAKERS[type(value)](value)


def stream(content: bytes, **about: Any) -> StreamObject:
    """Return `content` as a stream, compressed, with what the file says of it."""
    written = StreamObject()
    written.set_data(content)
    written.update(made({f"/{name}": value for name, value in about.items()}))
    return written.flate_encode()
