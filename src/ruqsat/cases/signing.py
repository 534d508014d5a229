"""Signatures over acts: the statement kept, the CMS judged, the report filed beside the act."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

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
from ruqsat.law.acts import SYSTEM, Act, Actor, Filed, Nature, SignatureJudged, Verdict
from ruqsat.law.saying import Saying, say
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of

if TYPE_CHECKING:
    from ruqsat.cases.case_file import CaseFile


class SignatureNotAcceptedError(RefusalError):
    """The signature does not carry the act. ``later`` says whether trying again later can help."""

    def __init__(self, saying: Saying, *, later: bool) -> None:
        super().__init__(saying)
        self.later = later


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The verdict on one signature by the person it had to be of, and the whole report with its evidence."""

    verdict: Verdict
    sub_indication: str
    reason: Saying | None
    report: bytes = field(repr=False)

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
    judgement: Judgement

    @property
    def file(self) -> UUID:
        """The file the act belongs to."""
        return self.frozen.file


def prepare(file: "CaseFile", act: Act, *, by: Person, actor: Actor, documents: Sequence[str]) -> Prepared:
    """
    Keep the statement of a decision for its signer, after asking whether it may be taken at all.

    :raises NotPermittedError: as the law says, before anybody signs in vain.
    """
    file.stop_unless_permitted(act, by=actor)
    return prepared.prepare(
        act, file=file.id, for_person=by.id, at=file.at, relies_seq=file.acts[-1].seq, documents=documents
    )


def sign(act: UUID, *, cms: bytes, by: Person, at: datetime) -> SignedAct:
    """
    Judge the signature over a prepared statement; the network is asked, so never inside a transaction.

    :raises SignatureNotAcceptedError: unless it passed; what was prepared stays and can be signed again.
    :raises NoSuchPreparedError, PreparedExpiredError, PreparedTakenError: with a sentence for the person.
    """
    frozen = prepared.look(act, for_person=by.id, at=at)
    judgement = judge(frozen.statement, cms=cms, signer=by, signed_at=at, at=at)
    if judgement.verdict is not Verdict.PASSED:
        reason = judgement.reason or say("The signature was not accepted. Sign again.")
        raise SignatureNotAcceptedError(reason, later=judgement.verdict is Verdict.INDETERMINATE)
    return SignedAct(frozen=frozen, cms=cms, judgement=judgement)


def append_signed(file: "CaseFile", signed: SignedAct, *, actor: Actor) -> Filed:
    """
    File a signed act exactly as it was shown, and the verdict on its signature beside it.

    What somebody brings about by signing is judged again, a fact too: since it was prepared, the same may have been
    said in another window.

    :raises NotPermittedError: :raises CaseMovedOnError: as `CaseFile.append`; what was prepared stays.
    """
    frozen = prepared.take(signed.frozen.id, for_person=_person(actor), at=file.at)
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


def judge(statement: bytes, *, cms: bytes, signer: Person, signed_at: datetime, at: datetime) -> Judgement:
    """
    Rules 2(2): judge a detached signature over *statement*: authenticity, integrity, and that it is *signer*'s.

    Gathers OCSP answers and CRLs from the configured hosts first, at *at*; the signature is judged as of *signed_at*,
    the moment it came.
    """
    trust = TrustStore.from_folder(settings.TRUST_DIR)
    evidence = pki.gather(cms, trust=trust, pki=pki.connect(settings.GATEWAYS["pki"]["url"]), at=at)
    report = eds_cms.verify(cms, data=statement, trust=trust, evidence=evidence, at=signed_at, purpose=Purpose.SIGN)
    verdict, sub_indication, reason = _of_this_person(report, iin_of(signer))
    return Judgement(
        verdict=verdict, sub_indication=sub_indication, reason=reason, report=_kept(report, evidence, at=at)
    )


def _of_this_person(report: Report, iin: str) -> tuple[Verdict, str, Saying | None]:
    if report.verdict is not Verdict.PASSED:
        return report.verdict, str(report.sub_indication or ""), report.reason
    if len(report.signers) != 1:
        why = say("Exactly one signature is expected, and there are several. Sign again, once.")
        return Verdict.FAILED, SubIndication.SIG_CONSTRAINTS_FAILURE.value, why
    if report.signers[0].iin != iin:
        why = say("The certificate belongs to another person. Sign with your own, the one you signed in with.")
        return Verdict.FAILED, SubIndication.SIG_CONSTRAINTS_FAILURE.value, why
    return Verdict.PASSED, "", None


def _kept(report: Report, evidence: Evidence, *, at: datetime) -> bytes:
    whole = {"report": report.to_json(), "evidence": evidence.to_json(), "judged_at": at.isoformat()}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def _person(actor: Actor) -> UUID:
    assert actor.person is not None  # noqa: S101 -- a signed act has a signer
    return actor.person
