"""What a consent has led to, read back: its files opened, and its mails."""

from service.core.actor import SYSTEM
from service.store import consents
from tests.consent.asking import case_of

OFFICE = "office"


def rows_of(house, record_id):
    with house.tools.look(SYSTEM) as session:
        rows = consents.files(session, record_id)
        session.expunge_all()
    return rows


def files_of(house, record_id):
    """Return what is in each file, by its purpose, whose it is and the event's number.

    Guardians count from 0, as asked.
    """
    case = case_of(house, record_id)
    places = {one.id: one.position for one in case.participants}
    return {
        (row.purpose, places.get(row.participant_id, OFFICE), row.sequence): opened(
            house, case, row
        )
        for row in rows_of(house, record_id)
    }


def opened(house, case, row):
    place = consents.consent_file_place(row)
    return case.box.open(house.tools.files.get(row.stored), what=place)


def happened(house, record_id):
    return [one.happened for one in case_of(house, record_id).events]


def mailed(house, template_subject, language="sv"):
    """Return the addresses that a mail with this subject has reached, in order."""
    subject = house.tools.speak(language)(template_subject)
    return sorted(address(mail) for mail in house.mails() if mail["Subject"] == subject)


def address(mail):
    return mail["To"].addresses[0].addr_spec
