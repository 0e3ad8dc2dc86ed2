"""Bad input on the wire (J15, J17, J19, J21, J22): a real server, byte by byte."""

import socket
from email.parser import BytesParser
from itertools import cycle

import pytest

from service.core.headers import BARE
from tests.api.server import serve
from tests.house import open_house

BODY = b'{"kind":"notes","answers":{}}'
CHUNK = b"1d\r\n" + BODY + b"\r\n0\r\n\r\n"
DRAFT = {"method": "POST", "path": "/api/v1/drafts", "Content_Type": "application/json"}
SIZE = str(len(BODY))


@pytest.fixture(scope="module")
def server(services, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    database = services.database("sqlite", folder)
    with open_house(database, services, folder) as house, serve(house) as running:
        yield running


def test_a_body_may_come_in_one_piece_or_in_chunks(server):
    whole = server.say(server.head(**DRAFT, Content_Length=SIZE), BODY)
    chunked = server.say(server.head(**DRAFT, Transfer_Encoding="chunked"), CHUNK)

    assert (status(whole), status(chunked)) == (201, 201)


AMBIGUOUS = {
    "both lengths": {"Content_Length": SIZE, "Transfer_Encoding": "chunked"},
    "a list of lengths": {"Content_Length": f"{SIZE}, {SIZE}"},
    "two lengths": {"Content_Length": f"{SIZE}\r\nContent-Length: {SIZE}"},
    "a negative length": {"Content_Length": "-1"},
    "a length with a sign": {"Content_Length": f"+{SIZE}"},
    "two hosts": {"Host": "localhost\r\nHost: localhost"},
    "a host of others": {"Host": "evil.example", "Content_Length": SIZE},
    "a space in a header's name": {"X_": "1\r\nX : 1"},
}


@pytest.mark.parametrize("headers", list(AMBIGUOUS.values()), ids=list(AMBIGUOUS))
def test_j15_what_two_servers_would_read_differently_is_refused(server, headers):
    answer = server.say(server.head(**DRAFT, **headers), CHUNK, server.head())

    assert status(answer) == 400
    assert answer.count(b"HTTP/1.1 ") == 1


BROKEN = {"cut": CHUNK[:10], "no number": b"zz\r\n", "too short": b"2\r\n" + BODY}


@pytest.mark.parametrize("chunk", list(BROKEN.values()), ids=list(BROKEN))
def test_j15_a_broken_chunk_ends_the_connection(server, chunk):
    head = server.head(**DRAFT, Transfer_Encoding="chunked", Connection="keep-alive")

    answer = server.say(head, chunk, ends=True)

    assert status(answer) == 400
    assert answer.count(b"HTTP/1.1 ") == 1


def test_j17_a_body_that_never_comes_is_not_waited_for(server):
    answer = server.say(
        server.head(**DRAFT, Content_Length=SIZE, Expect="100-continue")
    )

    assert [line.split()[1] for line in heads(answer)] == [b"100", b"408"]


def test_j17_a_head_that_never_ends_is_not_waited_for(server):
    assert status(server.say(server.head()[:40])) == 408


def test_j17_a_body_byte_by_byte_is_not_waited_for(server):
    """Each byte comes in time, but the whole does not."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(server.head(**DRAFT, Content_Length="1000"))
        line.settimeout(server.patience / 5)

        assert status(_first_answer(line)) == 408


@pytest.mark.parametrize("path", ["//", "/%2e%2e/", "/records/%00", "/%c0%ae%c0%ae"])
def test_j19_an_address_is_taken_as_it_is(server, path):
    assert status(server.say(server.head(path=f"/api/v1{path}"))) == 404


def test_j21_headers_have_a_limit(server):
    many = {f"X_{number}": "1" for number in range(300)}

    assert status(server.say(server.head(**many))) == 431
    assert status(server.say(server.head(Cookie="a=" + "x" * 8000))) == 200


def test_j22_a_key_of_a_megabyte_is_not_read(server):
    head = server.head(**DRAFT, Content_Length=SIZE, Idempotency_Key="x" * 1_000_000)

    assert status(server.say(head, BODY)) == 431


SECRET = "hemligt-personligt"
UNREADABLE = {
    414: {"path": f"/l/{SECRET}" + "x" * 5000},
    431: {"Cookie": SECRET * 1000},
    400: {"method": SECRET},
}


@pytest.mark.parametrize("expected", list(UNREADABLE))
def test_what_the_server_itself_refuses_it_does_not_repeat(server, expected):
    """Nor does its log: an address may be a personal link."""
    answer = server.say(server.head(**UNREADABLE[expected]))

    assert status(answer) == expected
    assert SECRET.encode() not in answer
    assert SECRET not in (server.house.settings.var / "server.log").read_text()
    page = parsed(answer)
    assert set(BARE) <= set(page.keys())
    assert page["X-Correlation-Id"] in page.get_payload()
    assert "Vi kunde inte läsa" in page.get_payload(decode=True).decode()


def parsed(answer: bytes):
    """Return the last answer's headers and body."""
    return BytesParser().parsebytes(answer.partition(b"\r\n")[2])


def status(answer: bytes) -> int:
    return int(heads(answer)[0].split()[1])


def heads(answer: bytes) -> list[bytes]:
    return [line for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]


def _first_answer(line) -> bytes:
    for byte in cycle([b" "]):
        try:
            return line.recv(65536)
        except TimeoutError:
            line.sendall(byte)
    raise AssertionError
