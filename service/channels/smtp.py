"""Mail by SMTP: one recipient per transaction, and never a doubt that is not named."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from service.channels import letter as letters
from service.channels.breaker import Breaker
from service.channels.message import Letter, Message
from service.channels.replies import (
    after_dot,
    on_data,
    on_login,
    on_recipient,
    on_sender,
)
from service.core.errors import OutcomeUnknown, TryLater
from service.settings import Settings, SmtpSecurity

CONNECT_SECONDS, COMMAND_SECONDS = 10.0, 60.0
# RFC 5321 4.5.3.2.6: a shorter wait here would typically mail the same thing twice.
AFTER_DOT_SECONDS = 600.0
WIRE = (OSError, smtplib.SMTPServerDisconnected)


@dataclass(slots=True)
class SmtpChannel:
    settings: Settings
    breaker: Breaker = field(default_factory=Breaker)
    _server: smtplib.SMTP | None = None

    @property
    def rests(self) -> bool:
        return self.breaker.rests

    def ping(self) -> None:
        """Connect, secure, log in, and ask for nothing. Raises as `deliver` does."""
        if not _is_alive(self._connected()):
            raise TryLater("connection_lost", cause="connection")

    def write(self, message: Message) -> Letter:
        return letters.write(message, self.settings)

    def deliver(self, letter: Letter, *, on_intent: Callable[[], None]) -> str:
        """Send one letter. The connection is kept for the next, not after trouble."""
        try:
            reply = self._transact(self._connected(), letter, on_intent)
        except BaseException:
            self.close()
            raise
        return reply

    def close(self) -> None:
        if self._server is not None:
            server, self._server = self._server, None
            server.close()

    def _connected(self) -> smtplib.SMTP:
        """Return a live connection; one the relay has dropped meanwhile is replaced."""
        if self._server is not None and _is_alive(self._server):
            return self._server
        self.close()
        try:
            self._server = _open(self.settings)
        except (*WIRE, smtplib.SMTPException) as problem:
            self.breaker.failed()
            raise TryLater("no_connection", cause="connection") from problem
        self.breaker.worked()
        return self._server

    def _transact(
        self, server: smtplib.SMTP, letter: Letter, on_intent: Callable[[], None]
    ) -> str:
        try:
            offered = server.has_extn("dsn")
            ret = ["RET=HDRS", f"ENVID={letter.message_id[1:-1]}"] if offered else []
            on_sender(server.mail(letter.sender, ret))
            notify = ["NOTIFY=FAILURE,DELAY"] if offered else []
            on_recipient(server.rcpt(letter.recipient, notify))
            on_data(server.docmd("DATA"))
            server.send(_dotted(letter.raw))
        except WIRE as problem:
            raise TryLater("connection_lost", cause="connection") from problem
        on_intent()
        return after_dot(_end_of_data(server))


def _open(settings: Settings) -> smtplib.SMTP:
    """Return a connection that is secured and logged in, or none at all."""
    server = _dial(settings)
    try:
        _introduce(server, settings)
    except BaseException:
        server.close()
        raise
    return server


def _dial(settings: Settings) -> smtplib.SMTP:
    where = (settings.smtp_host, settings.smtp_port)
    if settings.smtp_security is SmtpSecurity.TLS:
        trust = ssl.create_default_context()
        return smtplib.SMTP_SSL(*where, timeout=CONNECT_SECONDS, context=trust)
    return smtplib.SMTP(*where, timeout=CONNECT_SECONDS)


def _introduce(server: smtplib.SMTP, settings: Settings) -> None:
    if settings.smtp_security is SmtpSecurity.STARTTLS:
        server.starttls(context=ssl.create_default_context())
    server.ehlo_or_helo_if_needed()
    # Without it the lone dot waits for a delayed acknowledgement: 44 ms of doubt.
    _socket(server).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _socket(server).settimeout(COMMAND_SECONDS)
    if settings.smtp_user:
        on_login(server, settings.smtp_user, settings.smtp_password)


def _end_of_data(server: smtplib.SMTP) -> tuple[int, bytes]:
    """Send the final dot and wait for the answer: from here the letter may be out."""
    _socket(server).settimeout(AFTER_DOT_SECONDS)
    try:
        server.send(b".\r\n")
        reply = server.getreply()
    except (*WIRE, smtplib.SMTPException) as problem:
        raise OutcomeUnknown("connection_lost_after_dot") from problem
    _socket(server).settimeout(COMMAND_SECONDS)
    return reply


def _is_alive(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == 250
    except (*WIRE, smtplib.SMTPException):
        return False


def _dotted(raw: bytes) -> bytes:
    """Return the body with CRLF only and its dots stuffed (RFC 5321 4.5.2)."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    stuffed = (b"." + line if line.startswith(b".") else line for line in lines)
    body = b"\r\n".join(stuffed)
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _socket(server: smtplib.SMTP) -> socket.socket:
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("The connection is gone.")
    return server.sock
