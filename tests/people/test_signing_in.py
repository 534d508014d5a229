"""Rules 2(2): who signs in is who the certificate says, and nobody without a signature that passed."""

import json
from datetime import timedelta

import pytest

from ruqsat.eds.evidence import Evidence
from ruqsat.eds.reports import Report
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import SubIndication
from ruqsat.journal.keys import instance_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say
from ruqsat.law.signers import EMPLOYEE, FIRST_HEAD, MAY_SIGN
from ruqsat.people.challenges import (
    ChallengeExpiredError,
    ChallengeUsedError,
    Issued,
    NoSuchChallengeError,
    issue,
    text_of,
)
from ruqsat.people.models import Person, SignIn
from ruqsat.people.persons import iin_of
from ruqsat.people.signing_in import (
    CertificateNotAcceptedError,
    OneSignerExpectedError,
    SignatureFailedError,
    SignatureIndeterminateError,
    enter,
    sign_in,
)
from tests.eds.pki import AT as PKI_AT
from tests.eds.pki import IIN, Holder, pki, signed
from tests.people.known import AT, iin, person, report, signer

pytestmark = pytest.mark.django_db


def go_in(said: Report, *, session_key: str = "session") -> Person:
    """Sign in over a fresh challenge."""
    issued = issue("session", at=AT)
    return enter(b"CMS", said, challenge=issued.id, session_key=session_key, evidence=Evidence(), at=AT)


def test_whoever_signs_in_first_becomes_known() -> None:
    entered = go_in(report())
    assert (entered.full_name(), iin_of(entered)) == ("ОЙДАН ШЫҒАРЫЛҒАН МЫСАЛҰЛЫ", iin(9901))


def test_whoever_is_known_stays_the_same_person() -> None:
    known = person()
    assert go_in(report()) == known
    assert go_in(report(signer(roles=(EMPLOYEE,), bin="100240999122", organization="Бөлім"))) == known
    assert list(SignIn.objects.order_by("bin").values_list("bin", "organization")) == [
        ("", ""),
        ("100240999122", "Бөлім"),
    ]


@pytest.mark.parametrize("role", [EMPLOYEE, FIRST_HEAD, MAY_SIGN])
def test_employees_and_heads_sign_in_with_their_certificates(role: str) -> None:
    assert go_in(report(signer(roles=("1.2.398.3.3.4.1.2", role)))).pk


def test_what_bears_a_sign_in_out_is_kept_and_cannot_be_read_in_the_table() -> None:
    go_in(report())
    row = SignIn.objects.get()
    assert iin(9901).encode() not in bytes(row.borne_out)
    kept = json.loads(instance_cipher().decrypt(bytes(row.borne_out), row.id.bytes))
    assert kept["report"]["signers"][0]["iin"] == iin(9901)
    assert kept["text"].startswith("Ruqsat: sign in\n")
    assert set(kept) == {"text", "cms", "report", "evidence"}


FAILED = say("The signature is not over what was shown.")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Report(at=AT, sub_indication=SubIndication.HASH_FAILURE, reason=FAILED), SignatureFailedError),
        (Report(at=AT, sub_indication=SubIndication.TRY_LATER, reason=None), SignatureIndeterminateError),
        (Report(at=AT, sub_indication=None, reason=None), OneSignerExpectedError),
        (report(signer(), signer(iin=iin(9902))), OneSignerExpectedError),
        (report(signer(roles=("1.2.398.3.3.4.1.2.6",))), CertificateNotAcceptedError),
        (report(signer(roles=())), CertificateNotAcceptedError),
        (report(signer(iin="850101399010")), CertificateNotAcceptedError),
        (report(signer(iin="")), CertificateNotAcceptedError),
    ],
)
def test_nobody_else_gets_in_and_the_challenge_stays_good(said: Report, error: type[RefusalError]) -> None:
    issued = issue("session", at=AT)
    with pytest.raises(error) as refusal:
        enter(b"CMS", said, challenge=issued.id, session_key="session", evidence=Evidence(), at=AT)
    assert str(refusal.value.saying)
    assert not Person.objects.exists()
    assert text_of(issued.id, session_key="session", at=AT) == issued.text


def test_the_reason_of_a_failed_signature_is_told_in_its_own_words() -> None:
    with pytest.raises(SignatureFailedError) as refusal:
        go_in(Report(at=AT, sub_indication=SubIndication.HASH_FAILURE, reason=FAILED))
    assert refusal.value.saying == FAILED


def test_one_signature_signs_in_once_in_its_own_session_and_time() -> None:
    issued = issue("session", at=AT)
    for session_key, at, error in [
        ("another", AT, NoSuchChallengeError),
        ("session", AT + timedelta(minutes=5), ChallengeExpiredError),
    ]:
        with pytest.raises(error):
            enter(b"CMS", report(), challenge=issued.id, session_key=session_key, evidence=Evidence(), at=at)
    enter(b"CMS", report(), challenge=issued.id, session_key="session", evidence=Evidence(), at=AT)
    with pytest.raises(ChallengeUsedError):
        enter(b"CMS", report(), challenge=issued.id, session_key="session", evidence=Evidence(), at=AT)
    assert SignIn.objects.count() == 1


def send(cms: bytes, issued: Issued, evidence: Evidence) -> Person:
    """Sign in with the tests' certification authority."""
    return sign_in(cms, challenge=issued.id, session_key="session", evidence=evidence, trust=pki().trust, at=PKI_AT)


@pytest.mark.parametrize("holder", [pki().auth, pki().sign], ids=["for signing in", "for signing"])
def test_a_signature_over_the_challenge_signs_in_with_either_key(holder: Holder) -> None:
    issued = issue("session", at=PKI_AT)
    cms, evidence = signed(issued.text, holder), pki().good(holder)
    entered = send(cms, issued, evidence)
    assert (entered.full_name(), iin_of(entered)) == ("СЫНАҚОВ ҮЛГІ МЫСАЛҰЛЫ", IIN)
    with pytest.raises(ChallengeUsedError):
        send(cms, issued, evidence)


def test_a_signature_over_another_challenge_signs_nobody_in() -> None:
    other, issued = issue("session", at=PKI_AT), issue("session", at=PKI_AT)
    with pytest.raises(SignatureFailedError):
        send(signed(other.text, pki().auth), issued, pki().good(pki().auth))
    assert not Person.objects.exists()


def test_while_the_authority_is_silent_nobody_gets_in_and_the_same_signature_can_be_sent_again() -> None:
    issued = issue("session", at=PKI_AT)
    cms = signed(issued.text, pki().auth)
    with pytest.raises(SignatureIndeterminateError):
        send(cms, issued, Evidence(gathered_at=PKI_AT))
    assert send(cms, issued, pki().good(pki().auth)).pk


def test_bytes_that_are_no_signature_sign_nobody_in() -> None:
    issued = issue("session", at=AT)
    with pytest.raises(SignatureFailedError):
        sign_in(
            b"no CMS",
            challenge=issued.id,
            session_key="session",
            evidence=Evidence(),
            trust=TrustStore(roots=()),
            at=AT,
        )
    assert not SignIn.objects.exists()
