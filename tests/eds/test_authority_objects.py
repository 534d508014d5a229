"""
What the National Certification Authority really makes, judged as its README says.

The objects lie beside the project (``RUQSAT_SHARED``, by default ``../shared``) and are no part of it. Where they are
absent a notice says so and is counted; in CI that is a failure.
"""

import os
import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp

from ruqsat.eds import certification, cms, crls, ocsp, paths, revocation, timestamps
from ruqsat.eds.certificates import TIME_STAMPING, Certificate, read_pem
from ruqsat.eds.cms import Purpose
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.signatures import check_signature
from ruqsat.eds.signed_data import TIME_STAMP_INFO, read
from ruqsat.eds.statuses import Condition
from ruqsat.eds.trust import TrustStore, is_self_signed
from ruqsat.eds.verdicts import NotBorneOut, SubIndication, Verdict

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


TEST_AUTHORITIES = ("nca_rsa_test.crt", "nca_gost_test.crt", "nca_gost2015_test.cer")


def trust(folder: Path) -> TrustStore:
    """The test authorities are taken for roots, as the README says: those above them are not in the folder."""
    return TrustStore(roots=tuple(the_one(folder / name) for name in TEST_AUTHORITIES))


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


def test_the_two_signatures_over_test123_are_right_each_within_its_certificates_validity() -> None:
    """GOST 34.10-2015 of 512 bits and RSA; the two certificates were never valid at the same time."""
    folder = objects("nca-test")
    if folder is None:
        return
    der = (folder / "gost2015_plus_rsa_attached_test123.cms").read_bytes()
    listed = tuple((folder / name).read_bytes() for name in ("nca_gost2022_test.crl", "nca_rsa_test.crl"))
    answer = (folder / "ocsp_response_individual_sign_2004.bin").read_bytes()
    evidence = Evidence(ocsp=(answer,), crls=listed, gathered_at=datetime(2022, 9, 2, 17, 0, tzinfo=UTC))
    for at, passes, expired in (
        (datetime(2022, 9, 28, tzinfo=UTC), "GOST 34.10-2015, 512 bits", SubIndication.EXPIRED),
        (datetime(2021, 6, 1, tzinfo=UTC), "RSA, SHA-256", SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE),
    ):
        report = cms.verify(der, data=b"test123", trust=trust(folder), evidence=evidence, at=at, purpose=Purpose.SIGN)
        assert (report.verdict, report.sub_indication) == (Verdict.FAILED, expired)
        (right,) = [each for each in report.signers if each.verdict is Verdict.PASSED]
        (late,) = [each for each in report.signers if each.verdict is not Verdict.PASSED]
        assert (right.algorithm, late.sub_indication, right.iin[:9]) == (passes, expired, "123456789")
    signed = read(der)
    for signer in signed.signers:
        check_signature(signer, signed.certificate_of(signer), content=b"test123")
        with pytest.raises(NotBorneOut):
            check_signature(signer, signed.certificate_of(signer), content=b"test124")


def test_the_heads_certificate_by_gost_2004_leads_to_its_authority_at_a_time_inside_its_validity() -> None:
    folder = objects("nca-test")
    if folder is None:
        return
    head = the_one(folder / "ceo_valid_sign_2004_gost.cer")
    assert (head.subject.iin, head.subject.bin) == ("123456789011", "123456789021")
    assert (head.subject.name, head.subject.organization) == ("ТЕСТОВ ТЕСТ", 'АО "ТЕСТ"')
    assert head.roles == ("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1")
    found = certification.chain(head, among=(), trust=trust(folder), at=datetime(2022, 6, 1, tzinfo=UTC))
    assert [each.subject.name for each in found] == ["ТЕСТОВ ТЕСТ", "ҰКО 3.0 (GOST TEST)"]
    with pytest.raises(NotBorneOut) as caught:
        certification.chain(head, among=(), trust=trust(folder), at=datetime(2023, 6, 1, tzinfo=UTC))
    assert caught.value.sub_indication is SubIndication.EXPIRED


def test_the_answer_about_a_gost_2015_certificate_is_rightly_signed_and_says_what_is_said_of_the_unknown() -> None:
    """Revoked, on hold, since 1970: so the Authority answers about what it does not know."""
    folder = objects("nca-test")
    if folder is None:
        return
    person = read((folder / "gost2015_plus_rsa_attached_test123.cms").read_bytes()).certificates[0]
    need = RevocationNeed(certificate=person, issuer=the_one(folder / "nca_gost2015_test.cer"))
    answer = (folder / "ocsp_response_individual_2015.bin").read_bytes()
    (status,) = ocsp.statuses(answer, need)
    assert (status.condition, status.revoked_at) == (Condition.ON_HOLD, datetime(1970, 1, 1, tzinfo=UTC))
    assert ocsp.statuses(altered(answer, -1000), need) == ()


def test_the_answer_about_a_gost_2004_certificate_is_rightly_signed_and_says_revoked() -> None:
    """The certificate it is about is not in the folder: another of its authority stands in, by its number."""
    folder = objects("nca-test")
    if folder is None:
        return
    about = replace(the_one(folder / "ceo_valid_sign_2004_gost.cer"), serial=0x12E3E7B9966D09EB9CDA64251457E815C2A8DDED)
    need = RevocationNeed(certificate=about, issuer=the_one(folder / "nca_gost_test.crt"))
    answer = (folder / "ocsp_response_ceo_sign_2004_revoked.bin").read_bytes()
    (status,) = ocsp.statuses(answer, need)
    assert (status.condition, status.revoked_at) == (
        Condition.REVOKED,
        datetime(2022, 1, 18, 6, 30, 55, tzinfo=UTC),
    )
    for place in range(300, len(answer), 97):
        assert ocsp.statuses(altered(answer, place), need) in ((), (status,))


def test_the_gost_list_is_rightly_signed_by_its_authority_alone() -> None:
    folder = objects("nca-test")
    if folder is None:
        return
    person = read((folder / "gost2015_plus_rsa_attached_test123.cms").read_bytes()).certificates[0]
    listed = (folder / "nca_gost2022_test.crl").read_bytes()
    (status,) = crls.statuses(listed, RevocationNeed(certificate=person, issuer=the_one(folder / TEST_AUTHORITIES[2])))
    assert (status.condition, status.said_at) == (Condition.GOOD, datetime(2022, 7, 27, 11, 26, 6, tzinfo=UTC))
    for other in TEST_AUTHORITIES[:2]:
        assert crls.statuses(listed, RevocationNeed(certificate=person, issuer=the_one(folder / other))) == ()


def test_the_time_stamp_is_rightly_signed_and_refused_for_naming_its_data_by_sha_1() -> None:
    """
    What it is over is not in the folder, so the signature and the form of the imprint alone are judged.

    GOST 34.310-2004 and SHA-1: a stamp of 2022 that proves nothing today, and nothing here by SHA-1 ever.
    """
    folder = objects("nca-test")
    if folder is None:
        return
    token = (folder / "tsp_token.bin").read_bytes()
    assert token in (folder / "tsp_response.bin").read_bytes()
    stamped = read(token)
    (signer,) = stamped.signers
    own = stamped.certificate_of(signer)
    assert own.extended_key_usage == (TIME_STAMPING,)
    check_signature(signer, own, content=stamped.content or b"", content_type=TIME_STAMP_INFO)
    at = datetime(2022, 9, 18, 13, 21, tzinfo=UTC)
    found = certification.chain(own, among=(), trust=trust(folder), at=at)
    assert found[-1].subject.name == "ҰКО 3.0 (GOST TEST)"
    info = tsp.TSTInfo.load(stamped.content)
    assert info["gen_time"].native == datetime(2022, 9, 18, 13, 20, 14, tzinfo=UTC)
    assert len(info["message_imprint"]["hashed_message"].native) == 20
    with pytest.raises(NotBorneOut) as caught:
        timestamps.verify(token, data=b"", trust=trust(folder), evidence=Evidence(), at=at)
    assert caught.value.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE


# Facts of the Authority: the SHA-256 of those in use; which of them made which.
PINS = {
    "root_gost_2022.pem": "af77725f8328bb24f89d81da3acdf7cee4324248538b7ba2cd2a860517fb9dca",
    "nca_gost_2022.pem": "32c7d233a42703a327f3025543a05b930e3f39a786c68dfa196baa86d5618524",
    "root_rsa_2020.cer": "9ba06354b626641715182e4d07c9dbaa1777720fa795d03174ffc68876535dcd",
    "nca_rsa_2022.cer": "84fb799a66140950818c056a5d9730acc2a7622cdd4ef0d47113b132fb892905",
    "root_gost_2020.cer": "c48164ab5ccaaee6b938299a1e3aeebd6f698bb2bd716a0f0d85befc46166aa2",
    "ucgo_gost.cer": "eb5a5318299db447a46619d2a541f026b52c1fce8a1d371262da8f6f2d7bb6f5",
}
MADE_BY = {
    "nca_gost_2022.pem": "root_gost_2022.pem",
    "nca_rsa_2022.cer": "root_rsa_2020.cer",
    "ucgo_gost.cer": "root_gost_2020.cer",
    "btsd_gost.cer": "root_gost_2020.cer",
    "nca_gost.pem": "root_gost.pem",
    "nca_rsa.pem": "root_rsa.pem",
}


def test_the_authorities_in_use_are_the_pinned_ones() -> None:
    folder = objects("nca-production")
    if folder is None:
        return
    for name, pin in PINS.items():
        assert the_one(folder / name).sha256 == pin


def test_every_authority_is_a_root_or_made_by_one_and_by_no_other() -> None:
    folder = objects("nca-production")
    if folder is None:
        return
    known = {path.name: the_one(path) for path in folder.iterdir()}
    roots = {name for name, each in known.items() if is_self_signed(each)}
    assert roots == known.keys() - MADE_BY.keys()
    for name, certificate in known.items():
        makers = {other for other in roots if paths.is_issued_by(certificate, known[other])}
        assert makers == {MADE_BY.get(name, name)}
    assert (known["nca_rsa_2022.cer"].is_authority, known["nca_rsa_2022.cer"].path_length) == (True, 0)


def altered(der: bytes, place: int) -> bytes:
    found = bytearray(der)
    found[place] ^= 1
    return bytes(found)
