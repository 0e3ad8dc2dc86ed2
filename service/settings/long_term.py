"""Whether all that proves a seal for decades can be gathered: the certificates say."""

from collections.abc import Iterable, Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import AuthorityInformationAccessOID

from service.settings.environment import SettingsError

LONG_TERM = "SEAL_LONG_TERM"
WEB = ("http://", "https://")
LONGEST = 10  # certificates from ours to the root


def refuse_short_lived(
    chain: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate]
) -> None:
    """Raises SettingsError unless our certificate leads to a root that is trusted, and
    each on the way there names an address that tells whether it was revoked."""
    known = (*chain, *trusted)
    one, seen = chain[0], 0
    while one not in trusted:
        issuer = next((other for other in known if _issued(other, one)), None)
        if issuer is None or seen > LONGEST:
            raise SettingsError(
                LONG_TERM, "the issuers in SEAL_CERTIFICATE, their root in SEAL_TRUSTED"
            )
        if not (ocsp_urls(one) or crl_urls(one)):
            name = one.subject.rfc4514_string()
            raise SettingsError(LONG_TERM, f"an address of OCSP or a CRL in {name}")
        one, seen = issuer, seen + 1
    if not seen:
        raise SettingsError(LONG_TERM, "a certificate that an authority has issued")


def ocsp_urls(one: x509.Certificate) -> list[str]:
    """Return where its authority answers at once whether it was revoked."""
    try:
        told = one.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except x509.ExtensionNotFound:
        return []
    asked = AuthorityInformationAccessOID.OCSP
    return _web(p.access_location for p in told.value if p.access_method == asked)


def crl_urls(one: x509.Certificate) -> list[str]:
    """Return where the list of what its authority has revoked lies."""
    try:
        told = one.extensions.get_extension_for_class(x509.CRLDistributionPoints)
    except x509.ExtensionNotFound:
        return []
    return _web(name for point in told.value for name in point.full_name or ())


def _issued(issuer: x509.Certificate, one: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _web(names: Iterable[x509.GeneralName]) -> list[str]:
    return [
        name.value
        for name in names
        if isinstance(name, x509.UniformResourceIdentifier)
        and name.value.lower().startswith(WEB)
    ]
