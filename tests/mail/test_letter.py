"""A mail read back as a mail program reads it: what was meant is what is there."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.utils import parseaddr
from string import ascii_letters

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.channels import letter as letters
from service.channels.message import Attachment
from tests.mail.letters import DELIVERY, message, settings_for

HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "Auto-Submitted",
    "Content-Language",
    "Content-Type",
    "MIME-Version",
}
HOSTILE = (
    'x" <evil@example.org>, "y',
    "x\r\nBcc: evil@example.org",
    "=?UTF-8?Q?=0ABcc:_evil@example.org?=",
    "evil@example.org, ",
    "(evil@example.org)",
    "\N{RIGHT-TO-LEFT OVERRIDE}Ida",
)
signs = st.sampled_from(ascii_letters + "åäöÅÄÖéü,.;:()\"'<>@=?_-–” 0123456789")
lines = st.text(signs, min_size=1, max_size=120).map(str.split).map(" ".join)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return settings_for(25, tmp_path_factory.mktemp("letters"))


def test_a_letter_has_these_headers_and_no_others(settings):
    mail = read_back(settings)

    assert set(mail.keys()) == HEADERS
    assert len(mail.keys()) == len(HEADERS)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "sv"
    assert mail["Message-ID"] == f"<{DELIVERY.hex}@example.se>"
    assert mail["Date"] == "Mon, 02 Mar 2026 09:00:00 +0000"
    assert mail["Reply-To"] == "ida.broman@example.se"
    assert mail["From"] == "Region Örebro län <handslag@example.se>"


def test_without_an_address_to_answer_to_none_is_named(settings):
    assert "Reply-To" not in read_back(settings, reply_to="")


@given(subject=lines)
@example("Protokoll Styrgrupp samverkan barn och unga i Örebro län, 200616")
@example("=?utf-8?q?x?= åäö")
def test_a_subject_arrives_letter_by_letter(settings, subject):
    """Mutant: Python 3.11's own folding, which drops a space before "län"."""
    assert read_back(settings, subject=subject)["Subject"] == subject


@given(name=lines)
@example("0" * 35 + "ÄÄ––")
def test_a_name_arrives_letter_by_letter_at_one_address(settings, name):
    raw = write(settings, to_name=name, from_name=name).raw
    mail = message_from_bytes(raw)  # the newer parser adds spaces to long names

    for header in ("To", "From"):
        said, address = parseaddr(mail[header])
        assert str(make_header(decode_header(said))) == name
        assert address in ("martha.lundkvist@example.se", "handslag@example.se")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_becomes_a_header_or_a_recipient(settings, hostile):
    """The forms refuse these; a letter would survive them all the same (S1 to S6)."""
    mail = read_back(settings, subject=hostile, to_name=hostile, from_name=hostile)

    assert set(mail.keys()) == HEADERS
    assert [one.addr_spec for one in mail["To"].addresses] == [
        "martha.lundkvist@example.se"
    ]


@pytest.mark.parametrize(
    "name",
    ["Åtgärder för barn och unga.pdf", "ö" * 300 + ".pdf", 'a"b;c=d.pdf', "日本.pdf"],
)
def test_an_attachment_keeps_its_name_and_type(settings, name):
    content = Attachment(name, "application/pdf", b"%PDF-")

    [attached] = read_back(settings, attachments=(content,)).iter_attachments()

    assert attached.get_filename() == name
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == b"%PDF-"


def test_no_line_is_longer_than_a_relay_takes(settings):
    """RFC 5321 4.5.3.1.6; longer lines are cut by relays, in the middle of a word."""
    long = "ordlösa" * 15_000
    heavy = Attachment("ö" * 300 + ".pdf", "application/pdf", bytes(100_000))
    raw = write(
        settings, text=long, html=long, subject=long[:500], attachments=(heavy,)
    ).raw

    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()


def test_a_letter_written_again_has_the_same_bytes(settings):
    """So that both copies of a mail sent twice are one to whoever compares them."""
    again = {"attachments": (Attachment("ö.pdf", "application/pdf", b"%PDF-"),)}

    assert write(settings, **again) == write(settings, **again)


def write(settings, **changes):
    return letters.write(message(**changes), settings)


def read_back(settings, **changes):
    return BytesParser(policy=policy.default).parsebytes(write(settings, **changes).raw)
