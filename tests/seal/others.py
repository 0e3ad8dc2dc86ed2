"""What others find who know nothing of us but the authority's root."""

from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    NonRevokedStatusAssertion,
)
from pyhanko_certvalidator.registry import SimpleTrustManager

from service.seal.waiting import wait_for

NO_NETWORK = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY)


def verdict_at(then: datetime, pdf, root):
    """Return what ETSI EN 319 102-1 says of a seal at a later time (PAdES B-LTA).

    Asked without a network: of the newest timestamp's certificate alone it is taken for
    granted that it was not revoked, all the rest has to be in the file.
    """
    roots = [x509.Certificate.load(root.public_bytes(Encoding.DER))]
    believed = CertValidationPolicySpec(
        SimpleTrustManager.build(roots), CertRevTrustPolicy(REQUIRE_REVINFO)
    )
    reader = PdfFileReader(BytesIO(pdf))
    newest = reader.embedded_signatures[-1].signer_cert.sha256
    known = LocalKnowledge(
        nonrevoked_assertions=[NonRevokedStatusAssertion(newest, at=then)]
    )
    asked = SignatureValidationSpec(believed, NO_NETWORK, local_knowledge=known)
    found = ades_lta_validation(
        reader.embedded_regular_signatures[0],
        PdfSignatureValidationSpec(asked),
        ValidationTimingInfo(then, then, point_in_time_validation=True),
    )
    return wait_for(found).ades_subindic.name
