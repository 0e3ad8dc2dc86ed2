"""A timestamp service of our own: RFC 3161 over HTTP, as real ones speak it."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

BEGINS = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Identity:
    """A key (DER) and its certificate (PEM)."""

    key: bytes
    certificate: str


@dataclass
class Clockwork:
    """`at` is the time it stamps, `answers` whether it does at all."""

    url: str
    at: datetime
    identity: Identity
    answers: bool = True
    asked: list[str] = field(default_factory=list)

    @property
    def certificate(self):
        return self.identity.certificate


@contextmanager
def open_clockwork(at, identity=None):
    service = Clockwork("", at, identity or _identity())
    with serving(_handler(service)) as url:
        service.url = f"{url}/tsa"
        yield service


@contextmanager
def serving(handler):
    """Answer by HTTP, and yield under which address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _handler(service):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.asked.append(self.headers["Content-Type"])
            self.send_response(200 if service.answers else 503)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            if service.answers:
                self.wfile.write(_stamped(body, service))

        def log_message(self, *_):
            pass

    return Handler


def _stamped(body, service):
    pem = service.certificate.encode()
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    key = keys.PrivateKeyInfo.load(service.identity.key)
    certificate = asn1_x509.Certificate.load(der)
    maker = DummyTimeStamper(certificate, key, fixed_dt=service.at)
    return maker.request_tsa_response(tsp.TimeStampReq.load(body)).dump()


@cache
def _identity():
    """Return a key and its certificate, for stamping only."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Clockwork")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(BEGINS)
        .not_valid_after(BEGINS + timedelta(days=365 * 30))
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
        .sign(key, SHA256())
    )
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Identity(der, made.public_bytes(Encoding.PEM).decode())
