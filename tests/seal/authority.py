"""An authority of our own: it issues certificates and says which it has revoked.

Its root certifies a seal, whose status it tells by OCSP, and a timestamp service, whose
status stands in a list (CRL).
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509 import ocsp
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
)

from tests.seal.clockwork import Identity, serving

BEGINS, ENDS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
STAMPS_END = datetime(2031, 1, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)
OK = HTTPStatus.OK
GOOD, REVOKED = ocsp.OCSPCertStatus.GOOD, ocsp.OCSPCertStatus.REVOKED


@dataclass
class Authority:
    """`at` is its time, `status` what it answers with; `revoked` are serial numbers."""

    url: str
    at: datetime
    status: HTTPStatus = OK
    revoked: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    @cached_property
    def root(self):
        key = ec.generate_private_key(ec.SECP256R1())
        return key, self._issue("Root", key, None, [_ca()])

    @cached_property
    def seal(self):
        """Return a key and its certificate, which names where to ask about it."""
        key = ec.generate_private_key(ec.SECP256R1())
        extensions = [_sealing(), *self._aia()]
        return key, self._issue("Region Exempel", key, self.root, extensions)

    @cached_property
    def clock(self):
        return self.identity()

    def identity(self, *, ends=STAMPS_END):
        """Return a new identity of a timestamp service."""
        key = rsa.generate_private_key(65537, 2048)
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        extensions = [(usage, True), *self._list()]
        made = self._issue("Clock", key, self.root, extensions, ends=ends)
        return Identity(_key(key, Encoding.DER), pem(made))

    def issued(self, name, extensions):
        """Return another key (PEM) and its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._issue(name, key, self.root, [_sealing(), *extensions])
        return _key(key, Encoding.PEM).decode(), made

    def serial(self, whose):
        """Return the number of the "seal"'s certificate or of the "clock"'s."""
        clock = x509.load_pem_x509_certificate(self.clock.certificate.encode())
        return {"seal": self.seal[1], "clock": clock}[whose].serial_number

    @property
    def environment(self):
        """Return the settings of a seal by this authority, but the clock's address."""
        key, certificate = self.seal
        return {
            "SEAL_CERTIFICATE": pem(certificate),
            "SEAL_KEY": _key(key, Encoding.PEM).decode(),
            "SEAL_TRUSTED": pem(self.root[1]),
            "SEAL_LONG_TERM": "yes",
        }

    def ocsp(self, body):
        asked = ocsp.load_der_ocsp_request(body).serial_number
        (_, one), (key, root) = self.seal, self.root
        is_revoked = asked in self.revoked
        told = ocsp.OCSPResponseBuilder().add_response(
            cert=one,
            issuer=root,
            algorithm=SHA1(),
            cert_status=REVOKED if is_revoked else GOOD,
            this_update=self.at,
            next_update=self.at + A_DAY,
            revocation_time=self.at - A_DAY if is_revoked else None,
            revocation_reason=None,
        )
        told = told.responder_id(ocsp.OCSPResponderEncoding.HASH, root)
        return told.sign(key, SHA256()).public_bytes(Encoding.DER)

    def list(self):
        key, root = self.root
        made = x509.CertificateRevocationListBuilder().issuer_name(root.subject)
        made = made.last_update(self.at).next_update(self.at + A_DAY)
        made = made.add_extension(x509.CRLNumber(1), critical=False)
        for serial in self.revoked:
            one = x509.RevokedCertificateBuilder().serial_number(serial)
            made = made.add_revoked_certificate(
                one.revocation_date(self.at - A_DAY).build()
            )
        return made.sign(key, SHA256()).public_bytes(Encoding.DER)

    def _aia(self):
        place = x509.UniformResourceIdentifier(f"{self.url}/ocsp")
        how = AuthorityInformationAccessOID.OCSP
        told = x509.AuthorityInformationAccess([x509.AccessDescription(how, place)])
        return [(told, False)]

    def _list(self):
        place = x509.UniformResourceIdentifier(f"{self.url}/list.crl")
        point = x509.DistributionPoint([place], None, None, None)
        return [(x509.CRLDistributionPoints([point]), False)]

    def _issue(self, name, key, by, extensions, *, ends=ENDS):
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(by[1].subject if by else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(BEGINS)
            .not_valid_after(ends)
        )
        for extension, is_critical in extensions:
            made = made.add_extension(extension, critical=is_critical)
        return made.sign(by[0] if by else key, SHA256())


@contextmanager
def open_authority(at):
    service = Authority("", at)
    with serving(_handler(service)) as url:
        service.url = url
        yield service


def pem(certificate):
    return certificate.public_bytes(Encoding.PEM).decode()


def _handler(service):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(lambda: service.ocsp(body))

        def do_GET(self):
            self._answer(service.list)

        def _answer(self, made):
            service.asked.append(self.path)
            self.send_response(service.status)
            self.send_header("Location", f"{service.url}/elsewhere")
            self.end_headers()
            if service.status == OK:
                self.wfile.write(made())

        def log_message(self, *_):
            pass

    return Handler


def _ca():
    return x509.BasicConstraints(ca=True, path_length=None), True


def _sealing():
    names = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign")
    never = (*names, "crl_sign", "encipher_only", "decipher_only")
    may = {"digital_signature": True, "content_commitment": True}
    return x509.KeyUsage(**may, **dict.fromkeys(never, False)), True


def _key(key, encoding):
    return key.private_bytes(encoding, PrivateFormat.PKCS8, NoEncryption())
