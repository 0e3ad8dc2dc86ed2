"""Bad input, rows S: what would become a header, an address or a file's name."""

from email import policy
from email.parser import BytesParser

import pytest

from tests.api.program import order, pointers

NO_SUBJECT = {
    "S1 a second header": "Hi\r\nBcc: e@example.se",
    "S2 an encoded word": "=?UTF-8?Q?=0ABcc:_evil@example.se?=",
    "S3 a line break at the end": "H💩\n",
}
NO_ADDRESS = {
    "S4 two addresses": "parent@example.se, evil@example.se",
    "S5 a display name": '"parent@example.se" <evil@example.se>',
    "S7 a comment": "parent(comment)@example.se",
    "S7 a literal": "a@[127.0.0.1]",
    "S7 localhost": "a@localhost",
    "S7 one word": "a@x",
    "S8 a long local part": "x" * 300 + "@example.se",
    "S8 sixty-five": "x" * 65 + "@example.se",
    "S9 SMTPUTF8": "jörg@example.se",
    "S11 two dots": "a..b@example.se",
    "S11 a dot first": ".a@example.se",
    "S11 two dots in the domain": "a@example..se",
    "S11 a dot last": "a@example.se.",
    "S12 an option": "a@example.se -oQ/tmp",
    "S1 a header": "a@example.se\r\nBcc: b@example.se",
}


def rows(table):
    return pytest.mark.parametrize("text", list(table.values()), ids=list(table))


@rows(NO_SUBJECT)
def test_what_would_break_a_header_is_refused(asker, text):
    answer = asker.post("/records/minutes", order(title=text))

    assert answer.status_code == 422
    assert pointers(answer) == {"/answers/title"}
    assert asker.house.work() == 0


@rows(NO_SUBJECT)
def test_the_same_goes_for_the_name_of_a_recipient(asker, text):
    to = [{"name": text, "email": "ida@example.se"}]

    answer = asker.post("/records/minutes", order(to=to))

    assert pointers(answer) == {"/sending/typed/0/name"}


@rows(NO_ADDRESS)
def test_only_one_plain_address_is_an_address(asker, text):
    to = [{"name": "Ida Broman", "email": text}]

    record = asker.post("/records/minutes", order(to=to))
    person = asker.post("/people", {"name": "Ida Broman", "email": text})

    assert pointers(record) == {"/sending/typed/0/email"}
    assert pointers(person) == {"/email"}


def test_s6_a_name_that_looks_like_addresses_stays_a_name(program):
    name = 'x" <evil@example.se>, "y'
    _send(program, to=[{"name": name, "email": "ida@example.se"}])

    [mail] = program.house.mails()
    [to] = mail["To"].addresses
    assert (to.addr_spec, to.display_name) == ("ida@example.se", name)
    assert [one["to"] for one in _envelopes(program)] == [["ida@example.se"]]


def test_s10_a_foreign_domain_is_kept_in_punycode(asker):
    person = asker.post("/people", {"name": "Ida", "email": "ida@xn--80ak6aa92e.com"})

    assert person.get_json()["email"] == "ida@xn--80ak6aa92e.com"


def test_s12_an_address_that_begins_with_a_dash_is_only_an_address(asker):
    answer = asker.post("/people", {"name": "Ida", "email": "-f@example.se"})

    assert answer.status_code in (201, 422)


@pytest.mark.parametrize("title", ['a"b', "../../etc/passwd", "x" * 200, "CON", "å é"])
def test_s13_a_file_is_named_by_us(program, title):
    _send(program, title=title)

    [mail] = program.house.mails()
    for part in mail.iter_attachments():
        name = part.get_filename()
        assert name.isprintable()
        assert not set('/\\":') & set(name)
        assert len(name) <= 120


def test_s15_a_mail_has_only_whole_lines(program):
    text = "x" * 9_000 + "\n.\n..\r\nslut"
    items = [{"heading": "Långt", "text": text}]
    _send(program, items=items, actions=[], decisions=[], next_meetings_item=None)

    [raw] = _raw_mails(program)
    lines = raw.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 998
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    assert mail.defects == []


def _send(program, **changes):
    answer = program.post("/records/minutes", order(**changes))
    assert answer.status_code == 201
    program.house.work()


def _envelopes(program):
    return program.house.envelopes()


def _raw_mails(program):
    folder = program.house.settings.var / "mail"
    return [file.read_bytes() for file in sorted(folder.glob("*.eml"))]
