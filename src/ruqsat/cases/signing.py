"""Signatures over acts: the statement kept, the CMS judged, the report filed beside the act."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from ruqsat.cases.case_file import CaseFile, look
from ruqsat.eds import cms as eds_cms
from ruqsat.eds.cms import Purpose
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.reports import Report
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import SubIndication
from ruqsat.gateways import pki
from ruqsat.journal import prepared
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.prepared import Prepared
from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.statements import read_stored
from ruqsat.law import signers
from ruqsat.law.acts import (
    SYSTEM,
    Act,
    Actor,
    Filed,
    Nature,
    ObjectionFiled,
    Received,
    Role,
    SignatureJudged,
    Verdict,
)
from ruqsat.law.calendar import local
from ruqsat.law.procedure import No, Permission, Yes
from ruqsat.law.saying import Saying, say
from ruqsat.law.signers import APPLICANTS, Capacity, Certified, Signatory
from ruqsat.people import appointments
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of

NOT_ACCEPTED = say("The signature was not accepted. Sign again.")
SEVERAL = say("Exactly one signature is expected, and there are several. Sign again, once.")
TRY_AGAIN_SOON = say(
    "The certification authority does not answer now, so your signature cannot be checked. It is kept: you do not have"
    " to read or sign anything again. Have it checked again soon."
)


class SignatureNotAcceptedError(RefusalError):
    """
    The signature does not carry the act; ``no`` says by which clause and why.

    ``later`` says that nothing is wrong with it as far as can be seen: it is kept, and can be judged again.
    """

    def __init__(self, no: No, *, later: bool = False) -> None:
        super().__init__(no.why)
        self.no = no
        self.later = later


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The verdict on one signature, what its certificate says, and the whole report with its evidence."""

    verdict: Verdict
    sub_indication: str
    reason: Saying | None
    certified: Certified
    report: bytes = field(repr=False)

    def unless(self, permission: Permission) -> "Judgement":
        """The same, failed where the signature is good and its certificate does not carry such an act."""
        if isinstance(permission, Yes) or self.verdict is Verdict.FAILED:
            return self
        failed = SubIndication.SIG_CONSTRAINTS_FAILURE.value
        return replace(self, verdict=Verdict.FAILED, sub_indication=failed, reason=permission.why)

    def as_act(self, *, of: UUID, at: datetime) -> SignatureJudged:
        """The verdict as an act on the file."""
        return SignatureJudged(
            happened_at=at,
            of=of,
            verdict=self.verdict,
            sub_indication=self.sub_indication,
            reason=str(self.reason or ""),
            report=hashlib.sha256(self.report).hexdigest(),
        )

    def proof(self) -> ProofBytes:
        """The report with its evidence: enough to judge again from stored bytes alone."""
        return ProofBytes("report", self.report)


@dataclass(frozen=True, kw_only=True)
class SignedAct:
    """An act whose signature passed, ready to be filed as it was shown."""

    frozen: Prepared
    cms: bytes = field(repr=False)
    iin: str  # of whom the statement was prepared for
    judgement: Judgement

    @property
    def file(self) -> UUID:
        """The file the act belongs to."""
        return self.frozen.file


def prepare(file: CaseFile, act: Act, *, by: Person, actor: Actor, documents: Sequence[str]) -> Prepared:
    """
    Keep the statement of a decision for its signer, after asking whether it may be taken at all.

    :raises NotPermittedError: as the law says, before anybody signs in vain.
    :raises SignatureNotAcceptedError: if the signer's appointment is not in force.
    """
    file.stop_unless_permitted(act, by=actor)
    if actor.office and appointments.post_of(actor, on=local(file.at).date()) is None:
        raise SignatureNotAcceptedError(No(ref="Rules 20", why=signers.NOT_APPOINTED))
    return prepared.prepare(
        act, file=file.id, for_person=by.id, at=file.at, relies_seq=file.acts[-1].seq, documents=documents
    )


def sign(act: UUID, *, cms: bytes, by: Person, at: datetime) -> SignedAct:
    """
    Judge the signature over a prepared statement; the network is asked, so never inside a transaction.

    A signature that cannot be judged yet is kept beside the statement (`kept_for`): nobody has to sign again.

    :raises SignatureNotAcceptedError: unless it passed; what was prepared stays and can be signed again.
    :raises NoSuchPreparedError, PreparedExpiredError, PreparedTakenError: with a sentence for the person.
    """
    frozen = prepared.look(act, for_person=by.id, at=at)
    judgement = judge(frozen.statement, cms=cms, signed_at=at, at=at)
    if judgement.verdict is Verdict.INDETERMINATE:
        prepared.keep_signature(act, cms)
        raise SignatureNotAcceptedError(No(ref="Rules 2(2)", why=TRY_AGAIN_SOON), later=True)
    if frozen.signature_kept:
        prepared.keep_signature(act, None)
    if judgement.verdict is Verdict.FAILED:
        raise SignatureNotAcceptedError(No(ref="Rules 2(2)", why=judgement.reason or NOT_ACCEPTED))
    return SignedAct(frozen=frozen, cms=cms, iin=iin_of(by), judgement=judgement)


def kept_for(statement: bytes, *, by: Person) -> bytes | None:
    """The signature that this person made over a prepared statement when it could not be judged, if there is one."""
    return prepared.kept_signature(read_stored(statement).id, for_person=by.id)


@dataclass(frozen=True, kw_only=True)
class Key:
    """What the signing program is asked for: the role in the certificate and its BIN, empty where either may be any."""

    role: str
    bin: str


def key_for(statement: bytes, *, at: datetime) -> Key:
    """
    Rules 6, Rules 20: the key that the table accepts for a prepared statement, so that no other is offered.

    Where several kinds of certificates will do, or the office's BIN decides, the table is asked once it is signed.
    """
    said = read_stored(statement)
    kind, capacities = said.act.KIND, signers.CAPACITIES.get(said.act.KIND, frozenset())
    if Capacity.APPLICANT not in capacities or (isinstance(said.act, ObjectionFiled) and said.act.oral):
        accepted = [signers.table_entry(kind, one, None) for one in capacities - APPLICANTS]
        return Key(role=next((entry.asked for entry in accepted if entry), ""), bin="")
    known = said.act if isinstance(said.act, Received) else look(said.file, at=at).standing
    if known.application is None:
        return Key(role="", bin="")
    wanted = signers.of_applicant(known.application)
    entry = signers.table_entry(kind, wanted.capacity, wanted.applicant)
    role = entry.asked if entry else ""
    return Key(role=role, bin=wanted.bin if role.startswith(signers.LEGAL_ENTITY) else "")


def append_signed(file: CaseFile, signed: SignedAct, *, actor: Actor) -> Filed:
    """
    File a signed act exactly as it was shown, and the verdict on its signature beside it.

    Rules 6, Rules 20: whether this certificate carries this act is asked at the moment of filing, under the file's
    lock: an appointment or a power may have ended since it was prepared.

    What somebody brings about by signing is judged again, a fact too: since it was prepared, the same may have been
    said in another window.

    :raises SignatureNotAcceptedError: with the clause; what was prepared stays.
    :raises NotPermittedError: :raises CaseMovedOnError: as `CaseFile.append`; what was prepared stays.
    """
    frozen = prepared.take(signed.frozen.id, for_person=_person(actor), at=file.at)
    permission = signers.may_sign(
        frozen.act.KIND,
        signatory_of(file, actor, iin=signed.iin),
        certified=signed.judgement.certified,
        on=local(file.at).date(),
    )
    if isinstance(permission, No):
        raise SignatureNotAcceptedError(permission)
    if frozen.act.NATURE is Nature.FACT:
        file.stop_unless_permitted(frozen.act, by=actor)
    filed = file.append(
        frozen.act,
        by=actor,
        proof=ProofBytes("cms", signed.cms),
        statement=frozen.statement,
        id=frozen.id,
        seen=frozen.relies_seq,
    )
    file.append(signed.judgement.as_act(of=filed.id, at=file.at), by=SYSTEM, proof=signed.judgement.proof())
    return filed


def signatory_of(file: CaseFile, actor: Actor, *, iin: str) -> Signatory:
    """Rules 6, Rules 20: whose signature an act of *actor* needs: the applicant's side, or an office's."""
    application = file.standing.application
    if actor.role is Role.APPLICANT and application is not None:
        return signers.of_applicant(application)
    post = appointments.post_of(actor, on=local(file.at).date())
    bin_ = post.office.bin if post else ""
    return signers.of_office(actor.role, iin=iin, bin_=bin_, appointed=post is not None)


def judge(statement: bytes, *, cms: bytes, signed_at: datetime, at: datetime) -> Judgement:
    """
    Rules 2(2): judge a detached signature over *statement*: authenticity, integrity, and that one person signed.

    Gathers OCSP answers and CRLs from the configured hosts first, at *at*; the signature is judged as of *signed_at*,
    the moment it came.
    """
    trust = TrustStore.from_folder(settings.TRUST_DIR)
    evidence = pki.gather(cms, trust=trust, pki=pki.configured(settings.GATEWAYS["pki"]), at=at)
    report = eds_cms.verify(cms, data=statement, trust=trust, evidence=evidence, at=signed_at, purpose=Purpose.SIGN)
    verdict, sub_indication, reason = _of_one_person(report)
    return Judgement(
        verdict=verdict,
        sub_indication=sub_indication,
        reason=reason,
        certified=_certified(report),
        report=_kept(report, evidence, at=at),
    )


def _of_one_person(report: Report) -> tuple[Verdict, str, Saying | None]:
    if len(report.signers) > 1:
        return Verdict.FAILED, SubIndication.SIG_CONSTRAINTS_FAILURE.value, SEVERAL
    return report.verdict, str(report.sub_indication or ""), report.reason


def _certified(report: Report) -> Certified:
    if len(report.signers) != 1:
        return Certified(iin="", bin="", roles=frozenset())
    signer = report.signers[0]
    return Certified(iin=signer.iin, bin=signer.bin, roles=frozenset(signer.roles))


def _kept(report: Report, evidence: Evidence, *, at: datetime) -> bytes:
    whole = {"report": report.to_json(), "evidence": evidence.to_json(), "judged_at": at.isoformat()}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def _person(actor: Actor) -> UUID:
    assert actor.person is not None  # noqa: S101 -- a signed act has a signer
    return actor.person
