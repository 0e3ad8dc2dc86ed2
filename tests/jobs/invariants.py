"""What must hold after every fault (PROMISES 3.8), for all that is in a house."""

from collections import Counter
from hashlib import sha256

from service.actions.rendering import FORMATS
from service.actions.stocktaking import verify_files
from service.core.jobs import JobKind, JobState
from service.store.attempts import Phase
from tests.jobs import rows


def check_invariants(house) -> None:
    """Fail unless nothing is lost, doubled, half-written, or repeated without a word.

    For a house that has come to rest: nobody holds a lease, and nothing is due.
    """
    _every_revision_has_its_documents(house)
    _every_file_is_what_its_row_says(house)
    _every_document_has_its_mails(house)
    _nobody_holds_a_lease_that_ran_out(house)
    _every_mail_that_succeeded_was_accepted(house)
    _a_mail_is_repeated_only_after_a_doubt(house)
    _every_change_of_state_was_noted(house)


def _every_revision_has_its_documents(house) -> None:
    """I1: exactly one rendering each, and with it each format, once."""
    made = Counter((row.revision_id, row.format) for row in rows.renditions(house))
    drawings = rows.job_rows(house, JobKind.RENDER)
    assert {job.subject_id for job in drawings} == {r.id for r in rows.revisions(house)}
    done = [job.subject_id for job in drawings if job.state == JobState.SUCCEEDED]
    assert made == Counter((revision, form) for revision in done for form in FORMATS)


def _every_file_is_what_its_row_says(house) -> None:
    """I2, and P4: no file without its whole content is ever readable."""
    verdicts = list(verify_files(house.tools))
    assert [verdict for verdict in verdicts if verdict.wrong] == []
    assert len(verdicts) == len(rows.renditions(house))
    for file in house.tools.files.root.rglob("*"):
        if file.is_file() and file.suffix != ".tmp":
            assert sha256(file.read_bytes()).hexdigest() == file.name


def _every_document_has_its_mails(house) -> None:
    """I3: one job per recipient of each revision whose documents are made."""
    done = [
        job.subject_id
        for job in rows.job_rows(house, JobKind.RENDER)
        if job.state == JobState.SUCCEEDED
    ]
    recalled = [r.id for r in rows.revisions(house) if r.recalled_at]
    due = {
        delivery.id
        for delivery in rows.deliveries(house)
        if delivery.revision_id in done and delivery.revision_id not in recalled
    }
    mails = Counter(job.subject_id for job in rows.job_rows(house, JobKind.MAIL))
    assert due <= mails.keys()
    assert set(mails.values()) <= {1}


def _nobody_holds_a_lease_that_ran_out(house) -> None:
    """I4, at rest: a lease that nobody renews is found by the next sweep."""
    assert [job for job in rows.job_rows(house) if job.state == JobState.LEASED] == []


def _every_mail_that_succeeded_was_accepted(house) -> None:
    """I5: success is what a relay said, never what we hope."""
    accepted = {a.job_id for a in rows.attempts(house) if a.phase == Phase.ACCEPTED}
    for job in rows.job_rows(house, JobKind.MAIL):
        assert job.state != JobState.SUCCEEDED or job.id in accepted


def _a_mail_is_repeated_only_after_a_doubt(house) -> None:
    """I6: at most one copy more than there were doubts, and every copy the same."""
    arrived = Counter(mail["Message-ID"] for mail in house.mails())
    for job in rows.job_rows(house, JobKind.MAIL):
        doubts = rows.steps(house, job.id).count(JobState.UNCERTAIN)
        copies = arrived.pop(f"<{job.subject_id.hex}@example.se>", 0)
        assert copies <= 1 + doubts
        assert copies >= 1 or job.state != JobState.SUCCEEDED
    assert not arrived
    assert len({mail.as_bytes() for mail in house.mails()}) == len(
        {mail["Message-ID"] for mail in house.mails()}
    )


def _every_change_of_state_was_noted(house) -> None:
    """The events of a job lead from its beginning to where it stands, without a gap."""
    for job in rows.job_rows(house):
        told = rows.events(house, job.id)
        assert [e.from_state for e in told] == [
            JobState.READY,
            *(e.to_state for e in told[:-1]),
        ][: len(told)]
        assert job.state == (told[-1].to_state if told else JobState.READY)
