"""Templates are compiled once per test process, not once per application.

Each test opens an application of its own, and each would compile the same pages anew:
that took half of the time of the tests of pages.
"""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Remembered(BytecodeCache):
    """Keeps compiled templates in memory; each is checked against its source."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


def compile_once() -> None:
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Remembered()}
