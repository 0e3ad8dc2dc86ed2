"""Packages for an archive: one record at once, or a choice of them as a job."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug import Response

from service.actions.archiving import find_records, package_record
from service.actions.shipping import (
    MOST_IN_ONE,
    get_archive,
    read_archive,
    request_archive,
)
from service.core.erasures import Archive
from service.core.errors import Invalid
from service.core.permits import Act
from service.forms.answers import load
from service.forms.retention import ArchiveForm
from service.kinds import KINDS
from service.limits import Limit
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.limiting import take
from service.web.permits import needs
from service.web.register.sheet import Page, draw, posted
from service.web.retention.downloads import as_download
from service.web.retention.following import follow

CHOICE = ArchiveForm()


def add(room: Blueprint, tools: Tools) -> None:
    _add_choice(room, tools)
    _add_package(room, tools)


def _add_choice(room: Blueprint, tools: Tools) -> None:
    @room.get("/retention/packages")
    @needs(Act.EXPORT)
    def choice() -> Page:
        return _page({})

    @room.post("/retention/packages")
    @needs(Act.EXPORT)
    def ask() -> Response | Page:
        answers = posted(CHOICE)
        take(Limit.EXPORT, str(actor().account_id))
        try:
            chosen = find_records(tools, actor(), **load(CHOICE, answers), now=now())
            archive_id = request_archive(tools, actor(), chosen, now=now())
        except Invalid as problem:
            return _page(answers, problem)
        return redirect(f"/retention/packages/{archive_id}", code=303)

    @room.get("/records/<uuid:record_id>/package")
    @needs(Act.EXPORT)
    def record_package(record_id: UUID) -> Response:
        take(Limit.EXPORT, str(actor().account_id))
        content = package_record(tools, actor(), record_id, now=now())
        return as_download(content, f"{record_id}.zip")


def _add_package(room: Blueprint, tools: Tools) -> None:
    @room.get("/retention/packages/<uuid:archive_id>")
    @needs(Act.MANAGE_RETENTION)
    def package(archive_id: UUID) -> str:
        seen = get_archive(tools, actor(), archive_id, now=now())
        return render_template("retention_package.html", **_shown(seen))

    @room.get("/retention/packages/<uuid:archive_id>/events")
    @needs(Act.MANAGE_RETENTION)
    def package_events(archive_id: UUID) -> Response:
        who = actor()
        get_archive(tools, who, archive_id, now=now())
        return follow(
            lambda: get_archive(tools, who, archive_id, now=now()),
            draw=lambda seen: render_template(
                "retention_package_live.html", **_shown(seen)
            ),
            is_over=lambda seen: seen.is_over,
        )

    @room.get("/retention/packages/<uuid:archive_id>/file")
    @needs(Act.EXPORT)
    def package_file(archive_id: UUID) -> Response:
        content = read_archive(tools, actor(), archive_id, now=now())
        return as_download(content, f"{words()('archive-package')}-{archive_id}.zip")


def _page(answers: dict[str, Any], problem: Invalid | None = None) -> Page:
    return draw(
        "retention_packages.html",
        CHOICE,
        answers,
        problems=problem.problems if problem else None,
        kinds=KINDS,
        most=MOST_IN_ONE,
    )


def _shown(seen: Archive) -> dict[str, Any]:
    return {"package": seen, "paused": "pause" in request.args, "now": now()}
