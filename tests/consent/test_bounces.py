"""A mail that came back: only a true report counts, and then somebody is told."""

from email.message import EmailMessage
from smtplib import SMTP
from uuid import uuid4

import pytest

from service.actions import running
from service.actions.bouncing import take_bounce, take_spooled
from service.actions.consent.reminding import remind_due
from service.actions.reading import get_record, overview
from service.actions.resending import resend
from service.channels.letter import bounce_address
from service.core.consent_views import Stand
from service.core.errors import GiveUp
from service.core.jobs import JobKind
from service.core.records import DeliveryState
from service.embedded.mailbox import Bounces, open_mailbox
from service.settings.embedded import bounces_folder
from tests.consent.asking import KARIM, SARA, answer, asked, case_of
from tests.consent.desk import YES, one, person
from tests.consent.test_reminders import FOUR
from tests.house import NOW
from tests.jobs import rows

FIELDS = "Reporting-MTA: dns; mx.example.se\r\n\r\n"
BLOCK = "Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\n"


def report(to: str, *, action="failed", status="5.1.1", path="<>", of=None, **headers):
    """Return a report of delivery as a mail server writes it (RFC 3464)."""
    fields = FIELDS + BLOCK.format(to="x@example.se", action=action, status=status)
    head = {
        "From": "MAILER-DAEMON@mx.example.se",
        "To": to,
        "Return-Path": path,
        "Content-Type": of
        or 'multipart/report; report-type=delivery-status; boundary="B"',
        **headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    parts = (
        "--B\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        f"--B\r\nContent-Type: message/delivery-status\r\n\r\n{fields}\r\n--B--\r\n"
    )
    return f"MIME-Version: 1.0\r\n{lines}\r\n{parts}".encode()


@pytest.fixture
def sent(small_house):
    return asked(small_house)


def path_to(house, record_id, name=SARA) -> str:
    """Return where a bounce of the mail to that guardian goes."""
    delivery = person(house, record_id, name).delivery_id
    return bounce_address(delivery, house.settings)


def take(house, raw, **more) -> str:
    return take_bounce(house.tools, raw, now=NOW, **more)


def test_a_bounce_is_told_once_and_stops_the_reminders(house):
    record_id = asked(house)
    to = path_to(house, record_id)

    assert take(house, report(to)) == "bounced"
    assert take(house, report(to)) == "known"

    sara = one(house, record_id)
    assert sara.stand is Stand.BOUNCED
    assert sara.delivery.state is DeliveryState.FAILED
    assert "no such mailbox" in sara.delivery.reason
    assert sara.remind_at is None
    events = [event.happened for event in case_of(house, record_id).events]
    assert events.count("bounced") == 1
    assert len(rows.job_rows(house, JobKind.CONSENT)) == 1
    assert remind_due(house.tools, now=NOW + FOUR) == 1  # the other guardian


def test_it_stands_on_the_board_and_a_new_address_takes_it_off(small_house, sent):
    take(small_house, report(path_to(small_house, sent)))
    board = overview(small_house.tools, small_house.actor, now=NOW)
    [(_, failed)] = board.failed
    old = failed.id

    email = "sara@example.se"
    resend(small_house.tools, small_house.actor, old, email=email, now=NOW + FOUR)
    small_house.work()

    assert overview(small_house.tools, small_house.actor, now=NOW).failed == ()
    told = [mail["To"].addresses[0].addr_spec for mail in small_house.mails()]
    assert told.count(email) == 1
    sara = one(small_house, sent)
    assert sara.stand is Stand.SENT
    assert sara.remind_at == NOW + FOUR + FOUR
    assert [e.happened for e in case_of(small_house, sent).events][-1] == (
        "address corrected"
    )
    answer(small_house, sent, SARA, *YES)  # by the new link
    assert person(small_house, sent).answers == 1


def test_an_address_refused_at_once_is_a_bounce_as_well(small_house, monkeypatch):
    """Said by the relay while it is handed over: nobody waits for a report."""

    def refuse(tools, job):
        raise GiveUp("recipient_550")

    monkeypatch.setitem(running.TASKS, JobKind.MAIL, refuse)
    record_id = asked(small_house)

    sara = one(small_house, record_id)
    assert sara.stand is Stand.BOUNCED
    assert sara.remind_at is None
    told = [event.happened for event in case_of(small_house, record_id).events]
    assert told.count("bounced") == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"action": "delayed", "status": "4.4.1"}, "not_failed"),
        ({"action": "failed", "status": "4.2.2"}, "not_failed"),
        ({"action": "delivered", "status": "2.0.0"}, "not_failed"),
        ({"path": "<karim@example.se>"}, "has_a_sender"),
        ({"of": 'multipart/mixed; boundary="B"'}, "no_report"),
        (
            {
                "of": "multipart/report; report-type=disposition-notification;"
                ' boundary="B"'
            },
            "another_report",
        ),
    ],
)
def test_what_only_looks_like_a_bounce_counts_for_nothing(
    small_house, sent, changes, why
):
    """S17: late is not lost; lists, people and machines answer in other ways."""
    assert take(small_house, report(path_to(small_house, sent), **changes)) == why
    assert one(small_house, sent).stand is Stand.SENT


def test_an_answer_from_a_holiday_counts_for_nothing(small_house, sent):
    mail = EmailMessage()
    mail["To"], mail["Auto-Submitted"] = path_to(small_house, sent), "auto-replied"
    mail.set_content("Jag är ledig till den 10 mars.")

    assert take(small_house, mail.as_bytes()) == "no_report"


@pytest.mark.parametrize("place", [7, 20, -16])
def test_a_forged_return_path_counts_for_nothing(small_house, sent, place):
    """S16: the path is signed for one delivery; no sign of it can be exchanged."""
    real = path_to(small_house, sent)
    sign = "0" if real[place] != "0" else "1"
    forged = real[:place] + sign + real[place:][1:]

    assert take(small_house, report(forged)) in ("forged", "not_ours")
    assert one(small_house, sent).stand is Stand.SENT


def test_what_is_no_mail_of_ours_is_left_alone(small_house):
    stranger = bounce_address(uuid4(), small_house.settings)

    assert take(small_house, report(stranger)) == "unknown"
    assert take(small_house, report("someone@example.se")) == "not_ours"
    assert take(small_house, b"\xff\xfe\x00 no mail at all") == "not_ours"


def test_the_mail_server_may_say_where_it_arrived(small_house, sent):
    to = path_to(small_house, sent, KARIM)

    assert take(small_house, report("hidden@example.se"), to=to) == "bounced"
    assert one(small_house, sent, KARIM).stand is Stand.BOUNCED


def test_who_has_answered_is_not_chased_for_a_late_bounce(small_house, sent):
    answer(small_house, sent, SARA, *YES)
    take(small_house, report(path_to(small_house, sent)))

    assert one(small_house, sent).stand is Stand.ANSWERED


def test_a_mail_of_another_record_bounces_as_well(small_house):
    record = small_house.submit()
    small_house.work()
    [delivery] = rows.deliveries(small_house)

    raw = report(bounce_address(delivery.id, small_house.settings))
    assert take(small_house, raw) == "bounced"

    view = get_record(small_house.tools, small_house.actor, record.record_id, now=NOW)
    assert view.latest.deliveries[0].state is DeliveryState.FAILED


def test_the_old_link_is_dead_once_a_new_mail_is_asked_for(small_house, sent):
    delivery = person(small_house, sent).delivery_id
    resend(small_house.tools, small_house.actor, delivery, now=NOW)

    new = person(small_house, sent).delivery_id
    assert new != delivery
    old = next(row for row in rows.deliveries(small_house) if row.id == delivery)
    assert old.link_revoked_at is not None


def test_the_embedded_mailbox_lays_bounces_aside(small_house, sent):
    to, settings = path_to(small_house, sent), small_house.settings
    with (
        open_mailbox(
            settings.var / "mail",
            host="127.0.0.1",
            port=0,
            bounces=Bounces(settings.bounce_domain, bounces_folder(settings.var)),
        ) as port,
        SMTP("127.0.0.1", port) as server,
    ):
        server.sendmail("", [to], report("undisclosed@example.se"))

    assert take_spooled(small_house.tools, now=NOW) == 1
    assert take_spooled(small_house.tools, now=NOW) == 0
    assert one(small_house, sent).stand is Stand.BOUNCED
