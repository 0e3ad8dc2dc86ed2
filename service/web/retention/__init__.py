"""Retention: plans, what is due, what went, and packages for an archive."""

from flask import Blueprint

from service.tools import Tools
from service.web.retention import due, overview, packages, records, rules, runs

PARTS = (overview, rules, due, runs, records, packages)


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("retention", __name__)
    for part in PARTS:
        part.add(room, tools)
    return room
