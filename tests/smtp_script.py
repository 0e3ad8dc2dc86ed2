"""A mail server that plays a part: real sockets, and each answer set by the test.

`relay.say(rcpt="550 5.1.1 no such user")` sets what is answered in a phase, for all or
for one recipient. `CUT` hangs up instead of answering, `MUTE` never answers. A phase
that nobody scripted goes well.
"""

import socket
import ssl
import struct
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

CUT, MUTE = "cut", "mute"
GOES_WELL = {
    "greeting": "220 relay.example.se ready",
    "noop": "250 2.0.0 still here",
    "auth": "235 2.7.0 welcome",
    "starttls": "220 2.0.0 go ahead",
    "mail": "250 2.1.0 sender ok",
    "rcpt": "250 2.1.5 recipient ok",
    "data": "354 go on",
    "dot": "250 2.0.0 taken",
    "quit": "221 2.0.0 bye",
}
NO_LINGER = struct.pack("ii", 1, 0)  # hang up with a reset, as a dying server does


@dataclass
class Taken:
    """A letter the relay answers for: it said 2xx, or hung up after the final dot."""

    sender: str
    recipients: list[str]
    wire: bytes


@dataclass
class Relay:
    offers: tuple[str, ...] = ("8BITMIME", "DSN")
    context: ssl.SSLContext | None = None
    tls_first: bool = False
    taken: list[Taken] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    visits: int = 0
    port: int = 0
    _script: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _over: Event = field(default_factory=Event)

    def say(self, *, to: str = "", **answers: str) -> None:
        """Let a phase be answered so from now on."""
        for phase, answer in answers.items():
            self._script[to, phase] = [answer]

    def say_once(self, *, to: str = "", **answers: str) -> None:
        """Let a phase be answered so the next time, and go well after that."""
        for phase, answer in answers.items():
            self._script[to, phase] = [answer, GOES_WELL[phase]]

    def forget(self) -> None:
        self._script.clear()

    def answer(self, phase: str, to: str) -> str:
        for who in (to, ""):
            if planned := self._script.get((who, phase)):
                return planned.pop(0) if len(planned) > 1 else planned[0]
        return GOES_WELL[phase]

    def waits_for_ever(self) -> None:
        self._over.wait()


@contextmanager
def open_relay(**looks):
    """Answer at a free port of this machine until the block ends."""
    relay = Relay(**looks)
    door = socket.create_server(("127.0.0.1", 0))
    door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    relay.port = door.getsockname()[1]
    guests: list[socket.socket] = []
    keeper = Thread(target=_welcome, args=(relay, door, guests), daemon=True)
    keeper.start()
    try:
        yield relay
    finally:
        relay._over.set()
        for one in (door, *guests):
            _hang_up(one)
        keeper.join(timeout=10)


def _welcome(relay: Relay, door: socket.socket, guests: list[socket.socket]) -> None:
    with suppress(OSError):
        while True:
            guest, _ = door.accept()
            guests.append(guest)
            relay.visits += 1
            Thread(target=_serve, args=(relay, guest), daemon=True).start()


def _serve(relay: Relay, guest: socket.socket) -> None:
    with suppress(OSError, ValueError):  # the test is over: the line is closed
        _Talk(relay, guest).run()
    _hang_up(guest)


def _hang_up(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


class _Cut(OSError):
    """The script says: hang up here."""


class _Talk:
    """One conversation, from the greeting to the end."""

    def __init__(self, relay: Relay, guest: socket.socket) -> None:
        self.relay = relay
        self.wire = guest
        self.sender, self.recipients = "", []
        if relay.tls_first:
            self._secure()
        else:
            self.file = guest.makefile("rb")

    def run(self) -> None:
        try:
            self._reply("greeting")
            while line := self.file.readline():
                self._obey(line.decode("ascii").strip())
        finally:
            self.file.close()
            self.wire.close()

    def _obey(self, line: str) -> None:
        self.relay.heard.append(line)
        verb = line.split(maxsplit=1)[0].lower()
        commands = {
            "ehlo": self._ehlo,
            "starttls": self._starttls,
            "mail": self._mail,
            "rcpt": self._rcpt,
            "data": self._data,
        }
        commands.get(verb, lambda line: self._reply(verb))(line)

    def _ehlo(self, line: str) -> None:
        lines = ("relay.example.se", *self.relay.offers)
        *first, last = lines
        said = [*(f"250-{one}" for one in first), f"250 {last}"]
        self._send("\r\n".join(said))

    def _starttls(self, line: str) -> None:
        if self._reply("starttls").startswith("2"):
            self.file.close()
            self._secure()

    def _mail(self, line: str) -> None:
        self.sender, self.recipients = _address(line), []
        self._reply("mail")

    def _rcpt(self, line: str) -> None:
        self.recipients.append(_address(line))
        self._reply("rcpt")

    def _data(self, line: str) -> None:
        if not self._reply("data").startswith("354"):
            return
        body = self._body()
        answer = self.relay.answer("dot", self._to)
        if answer == CUT or answer.startswith("2"):
            self.relay.taken.append(Taken(self.sender, self.recipients, body))
        self._say(answer)

    def _body(self) -> bytes:
        """Return the body as it came, dots and all. A body without its end is lost."""
        lines = []
        while (line := self.file.readline()) != b".\r\n":
            if not line or ("", "body") in self.relay._script:
                raise _Cut
            lines.append(line)
        return b"".join(lines)

    def _reply(self, phase: str) -> str:
        answer = self.relay.answer(phase, self._to)
        self._say(answer)
        return answer

    def _say(self, answer: str) -> None:
        if answer == MUTE:
            self.relay.waits_for_ever()
        if answer == CUT:
            self.wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            raise _Cut
        self._send(answer)

    def _send(self, text: str) -> None:
        self.wire.sendall(f"{text}\r\n".encode("ascii"))

    def _secure(self) -> None:
        self.wire = self.relay.context.wrap_socket(self.wire, server_side=True)
        self.file = self.wire.makefile("rb")

    @property
    def _to(self) -> str:
        return self.recipients[-1] if self.recipients else ""


def _address(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]
