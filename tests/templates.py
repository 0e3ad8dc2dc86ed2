"""Pages and addresses are compiled once per test process, not once per application.

Each test opens an application of its own, and each would compile the same pages and
the same addresses anew: that took half of the time of the tests of pages.
"""

from collections.abc import Callable, Iterable
from functools import cache
from types import CodeType
from typing import Any, ClassVar

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule
from werkzeug.routing.rules import RulePart


class Remembered(BytecodeCache):
    """Keeps compiled templates in memory; each is checked against its source."""

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key, bucket.checksum] = bucket.code


class RememberedRule(Rule):
    """A rule that was read, and whose way to write addresses was compiled, before."""

    read: ClassVar[dict[str, tuple[Any, ...]]] = {}

    def _parse_rule(self, rule: str) -> Iterable[RulePart]:
        if rule not in self.read:
            before = len(self._trace)
            parts = tuple(super()._parse_rule(rule))
            self.read[rule] = parts, self._trace[before:], self._converters
            return parts
        parts, trace, converters = self.read[rule]
        self._trace += trace
        self._converters |= converters
        self.arguments |= converters.keys()
        return parts

    def _compile_builder(self, *unknown: bool) -> Callable[..., Any]:
        if self.defaults:
            return super()._compile_builder(*unknown)
        return _builder(self.rule, tuple(self._trace), *unknown)


@cache
def _builder(
    rule: str, trace: tuple[tuple[bool, str], ...], *unknown: bool
) -> Callable[..., Any]:
    """Return the function that werkzeug compiles from the parts of a rule alone."""
    model = Rule(rule)
    model._trace = list(trace)
    return model._compile_builder(*unknown)


def compile_once() -> None:
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Remembered()}
    Flask.url_rule_class = RememberedRule
