"""The page where one says who gets a record, and how."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template, request

from service.actions.register import get_group, list_groups, list_people
from service.core.errors import NotFound, Problems
from service.core.records import Draft
from service.core.register import LANGUAGES, Membership
from service.forms.posted import problem_list, problem_summary
from service.forms.questions import questions
from service.forms.sending import SendingForm
from service.kinds import find_kind
from service.web.candidates import Candidate, candidates, current
from service.web.context import actor, language, today, tools, words
from service.web.fields import NO_PROBLEMS, Reader
from service.web.form_page import title
from service.web.people_sought import sought
from service.web.sections import sections

FORM = SendingForm()
TYPED = [question for question in questions(FORM) if question.name == "typed"]
UNSAID = {"attach": ["pdf", "docx"]}


def recipients_page(
    draft: Draft, *, problems: Problems = NO_PROBLEMS
) -> tuple[str, int]:
    """Return the page with every choice kept, and 422 when it has problems."""
    sending = {"language": language(), **UNSAID, **draft.sending}
    wrong = dict(reversed(problem_list(problems, FORM)))
    kind = find_kind(draft.kind)
    page = render_template(
        "recipients.html",
        draft=draft,
        kind=kind,
        title=title(kind, draft.answers),
        sending=sending,
        languages=LANGUAGES,
        problems=problem_summary(problems, FORM),
        wrong=wrong,
        typed=_typed(sending, wrong),
        groups=list_groups(tools(), actor()),
        group=request.args.get("group", ""),
        search=sought(),
        candidates=_candidates(sending),
        masked=sum(
            one.person.masked for one in members_of(request.args.get("group", ""))
        ),
    )
    return page, 422 if wrong else 200


def members_of(group_id: str) -> tuple[Membership, ...]:
    """Return a group's members of today; nobody when there is no such group."""
    try:
        group = get_group(tools(), actor(), UUID(group_id))
    except (ValueError, NotFound):
        return ()
    return current(group, today=today())


def _typed(sending: Mapping[str, Any], problems: Mapping[str, Any]) -> Any:
    reader = Reader(words(), problems, near=today())
    more = request.args.get("more", "")
    return sections(TYPED, sending, reader=reader, more=more)[0].parts[0]


def _candidates(sending: Mapping[str, Any]) -> list[Candidate]:
    search = sought()
    return candidates(
        members_of(request.args.get("group", "")),
        list_people(tools(), actor(), search=search) if search else (),
        list_people(tools(), actor()),
        chosen=sending.get("people", []),
    )
