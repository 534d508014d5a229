"""Rules 2(2): signing in with a signature over a fresh challenge. There are no passwords."""

import base64
import json
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from ruqsat.eds import cms as eds_cms
from ruqsat.eds.certificates import Certificate
from ruqsat.eds.cms import Purpose
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.reports import Report, SignerReport
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import SubIndication, Verdict
from ruqsat.journal.keys import instance_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.application import PersonName
from ruqsat.law.local_time import local
from ruqsat.law.procedure import No
from ruqsat.law.saying import Saying, say
from ruqsat.law.signers import SIGNING_IN, Capacity, Certified, Signatory, may_sign
from ruqsat.people import challenges, persons
from ruqsat.people.models import Person, SignIn


class SignatureFailedError(RefusalError):
    """The signature is not good; the sentence says why."""

    def __init__(self, reason: Saying | None) -> None:
        super().__init__(reason or say("The signature is not good. Sign anew."))


class SignatureIndeterminateError(RefusalError):
    """Nothing is wrong with the signature as far as can be seen, but not all could be seen; trying again can help."""

    def __init__(self) -> None:
        super().__init__(
            say("The certification authority does not answer, so your certificate cannot be checked. Try again soon.")
        )


class OneSignerExpectedError(RefusalError):
    """More than one person signed the challenge."""

    def __init__(self) -> None:
        super().__init__(say("Exactly one person signs in with one signature. Sign anew."))


class CertificateNotAcceptedError(RefusalError):
    """Nobody signs in with such a certificate; ``no`` says by which clause and why."""

    def __init__(self, no: No) -> None:
        super().__init__(no.why)
        self.no = no


def sign_in(
    cms: bytes, *, challenge: UUID, session_key: str, evidence: Evidence, trust: TrustStore, at: datetime
) -> Person:
    """
    Sign in: the person whose certificate bears out the signature over the challenge, created or brought up to date.

    :param evidence: gathered before, outside any transaction, by `ruqsat.gateways.pki.gather`.
    :raises RefusalError: one of the errors of this module or of `challenges`, with a sentence for the person.
    """
    text = challenges.text_of(challenge, session_key=session_key, at=at)
    report = _judged(cms, text, evidence=evidence, trust=trust, at=at)
    return enter(cms, report, challenge=challenge, session_key=session_key, evidence=evidence, at=at)


def enter(cms: bytes, report: Report, *, challenge: UUID, session_key: str, evidence: Evidence, at: datetime) -> Person:
    """
    Use the challenge up and let in whom *report*, made over its text, bears out.

    :raises RefusalError: as `sign_in`; then the challenge stays unused.
    """
    signer = _signer(report)
    with transaction.atomic():
        used = challenges.use(challenge, session_key=session_key, at=at)
        name = PersonName(last=signer.last, first=signer.first, patronymic=signer.patronymic or None)
        person = persons.know(signer.iin, name, at=at)
        row = SignIn(id=uuid4(), person=person, challenge=used, at=at)
        row.bin, row.organization = signer.bin, signer.organization
        row.borne_out = instance_cipher().encrypt(_kept(cms, bytes(used.text), report, evidence), row.id.bytes)
        row.save(force_insert=True)
        return person


def key_ends(person: Person) -> datetime | None:
    """Until when the certificate is valid with which *person* signed in last."""
    row = SignIn.objects.filter(person=person).order_by("-at").first()
    if row is None:
        return None
    kept = json.loads(instance_cipher().decrypt(bytes(row.borne_out), row.id.bytes))
    certificate = base64.b64decode(kept["report"]["signers"][0]["certificate"])
    return Certificate.read(certificate).not_after if certificate else None


def _judged(cms: bytes, text: bytes, *, evidence: Evidence, trust: TrustStore, at: datetime) -> Report:
    """A certificate for signing signs in as well: many people have only that one at hand."""
    report = eds_cms.verify(cms, data=text, trust=trust, evidence=evidence, at=at, purpose=Purpose.AUTHENTICATE)
    if report.sub_indication is SubIndication.CHAIN_CONSTRAINTS_FAILURE:
        by_the_other = Purpose.AUTHENTICATE_BY_SIGNING_KEY
        return eds_cms.verify(cms, data=text, trust=trust, evidence=evidence, at=at, purpose=by_the_other)
    return report


def _signer(report: Report) -> SignerReport:
    if report.verdict is Verdict.INDETERMINATE:
        raise SignatureIndeterminateError
    if report.verdict is not Verdict.PASSED:
        raise SignatureFailedError(report.reason)
    if len(report.signers) != 1:
        raise OneSignerExpectedError
    signer = report.signers[0]
    certified = Certified(iin=signer.iin, bin=signer.bin, roles=frozenset(signer.roles))
    nobody = Signatory(capacity=Capacity.ANYBODY)
    permission = may_sign(SIGNING_IN, nobody, certified=certified, on=local(report.at).date())
    if isinstance(permission, No):
        raise CertificateNotAcceptedError(permission)
    return signer


def _kept(cms: bytes, text: bytes, report: Report, evidence: Evidence) -> bytes:
    kept = {
        "text": text.decode(),
        "cms": base64.b64encode(cms).decode(),
        "report": report.to_json(),
        "evidence": evidence.to_json(),
    }
    return json.dumps(kept, ensure_ascii=False).encode()
