"""
What the National Certification Authority really makes, judged as its README says; RSA only so far.

The objects lie beside the project (``RUQSAT_SHARED``, by default ``../shared``) and are no part of it. Where they are
absent a notice says so and is counted; in CI that is a failure.
"""

import os
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ruqsat.eds import cms, crls, ocsp, revocation
from ruqsat.eds.certificates import Certificate, read_pem
from ruqsat.eds.cms import Purpose
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.signed_data import read
from ruqsat.eds.statuses import Condition
from ruqsat.eds.trust import TrustStore, is_self_signed
from ruqsat.eds.verdicts import SubIndication, Verdict

SHARED = Path(os.environ.get("RUQSAT_SHARED", Path(__file__).parents[3] / "shared"))
OBJECTS = SHARED / "eds"


class AuthorityObjectsAbsent(UserWarning):
    """Tests on the Authority's own objects were not made: the folder that holds them is absent."""


pytestmark = pytest.mark.filterwarnings("default::tests.eds.test_authority_objects.AuthorityObjectsAbsent")


def objects(folder: str) -> Path | None:
    """The folder, or None with a counted notice; in CI its absence is a failure."""
    path = OBJECTS / folder
    if path.is_dir():
        return path
    assert not os.environ.get("CI"), f"{path} is absent: in CI the Authority's objects must be there."
    warnings.warn(AuthorityObjectsAbsent(f"{path} is absent: its objects were not judged."), stacklevel=2)
    return None


def the_one(path: Path) -> Certificate:
    (certificate,) = read_pem(path.read_bytes())
    return certificate


def trust(folder: Path) -> TrustStore:
    """The test authority is taken for the root, as the README says: the root above it is not in the folder."""
    return TrustStore(roots=(the_one(folder / "nca_rsa_test.crt"),))


def test_the_signature_over_lol_kek_is_right_within_the_certificates_validity() -> None:
    folder = objects("nca-test")
    if folder is None:
        return
    at = datetime(2021, 6, 1, tzinfo=UTC)
    der = (folder / "rsa_attached.cms").read_bytes()
    # The OCSP answer is of a later day than the moment judged: then the certificate was not revoked before either.
    answer = (folder / "ocsp_response_individual_sign_2004.bin").read_bytes()
    evidence = Evidence(ocsp=(answer,), gathered_at=datetime(2022, 9, 2, 17, 0, tzinfo=UTC))
    for data in (b"lol_kek", None):
        report = cms.verify(der, data=data, trust=trust(folder), evidence=evidence, at=at, purpose=Purpose.SIGN)
        assert (report.verdict, report.reason) == (Verdict.PASSED, None)
        (signer,) = report.signers
        assert (signer.last, signer.first, signer.patronymic) == ("ТЕСТОВ", "ТЕСТ", "ТЕСТОВИЧ")
        assert (signer.iin, signer.roles) == ("123456789011", ("1.2.398.3.3.4.1.1",))
    shown = cms.verify(der, data=b"lol_kok", trust=trust(folder), evidence=evidence, at=at, purpose=Purpose.SIGN)
    assert shown.sub_indication is SubIndication.HASH_FAILURE
    late = cms.verify(
        der, data=None, trust=trust(folder), evidence=evidence, at=at + timedelta(days=365), purpose=Purpose.SIGN
    )
    assert late.sub_indication is SubIndication.EXPIRED


def test_the_ocsp_answer_is_signed_rightly_and_says_good() -> None:
    folder = objects("nca-test")
    if folder is None:
        return
    (signing,) = read((folder / "rsa_attached.cms").read_bytes()).certificates
    need = RevocationNeed(certificate=signing, issuer=the_one(folder / "nca_rsa_test.crt"))
    answer = (folder / "ocsp_response_individual_sign_2004.bin").read_bytes()
    (status,) = ocsp.statuses(answer, need)
    assert (status.condition, status.said_at) == (Condition.GOOD, datetime(2022, 9, 2, 16, 53, 59, tzinfo=UTC))
    assert ocsp.statuses(answer[:-2500] + b"\0" + answer[-2499:], need) == ()
    assert ocsp.answers(answer, nonce=bytes.fromhex("b5e5c9b552cbcac4"))
    assert not ocsp.answers(answer, nonce=b"another")


def test_the_persons_certificate_leads_to_the_test_authority_and_is_not_on_its_list() -> None:
    folder = objects("nca-test")
    if folder is None:
        return
    at = datetime(2022, 6, 1, tzinfo=UTC)
    issuer = the_one(folder / "nca_rsa_test.crt")
    need = RevocationNeed(certificate=the_one(folder / "individual_valid_sign_2004_rsa.cer"), issuer=issuer)
    assert need.certificate.subject.iin == "123456789011"
    assert need.crl_name == "nca_rsa_test.crl"
    listed = (folder / "nca_rsa_test.crl").read_bytes()
    (status,) = crls.statuses(listed, need)
    assert (status.condition, status.next_at) == (Condition.GOOD, datetime(2022, 9, 25, 4, 18, 29, tzinfo=UTC))
    found = revocation.judge(need, evidence=Evidence(crls=(listed,)), at=at, known_at=at)
    assert found.source is revocation.Source.CRL
    assert crls.statuses((folder / "nca_gost2022_test.crl").read_bytes(), need) == ()


def test_the_rsa_authorities_in_use_are_read_and_the_root_is_one() -> None:
    folder = objects("nca-production")
    if folder is None:
        return
    root, issuing = the_one(folder / "root_rsa_2020.cer"), the_one(folder / "nca_rsa_2022.cer")
    assert root.sha256 == "9ba06354b626641715182e4d07c9dbaa1777720fa795d03174ffc68876535dcd"
    assert issuing.sha256 == "84fb799a66140950818c056a5d9730acc2a7622cdd4ef0d47113b132fb892905"
    assert (is_self_signed(root), is_self_signed(issuing)) == (True, False)
    assert (issuing.is_authority, issuing.path_length) == (True, 0)
