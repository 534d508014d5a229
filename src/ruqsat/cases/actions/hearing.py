"""Rules 12: a refusal is intended, announced, received; the applicant states a position, in writing or by word."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid5

from ruqsat.cases import papers, signing
from ruqsat.cases.case_file import CaseFile, case_file
from ruqsat.cases.papers import Paper
from ruqsat.documents import checking, store
from ruqsat.documents.checking import Evidence
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.prepared import Prepared
from ruqsat.law.acts import (
    SYSTEM,
    Actor,
    CourtActRecorded,
    Filed,
    FindingSetAside,
    GroundFound,
    ObjectionFiled,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    PreliminaryDecisionServed,
    ProtocolSealed,
    Role,
    UnreliabilityFound,
)
from ruqsat.law.permissions_of_hearing import OPENED
from ruqsat.law.standing import act_of
from ruqsat.people.models import Person


def record_court_act(
    case: UUID, *, ground: str, court: str, number: str, dated: date, by: Actor, at: datetime
) -> Filed:
    """
    List 9(1), List 9(5), List 9(7): a court's act concerning the applicant, with its document and number.

    :raises NotPermittedError: if it says not enough, or another office has the case.
    """
    act = CourtActRecorded(happened_at=at, ground=ground, court=court, number=number, dated=dated)
    with case_file(case, at=at) as file:
        file.stop_unless_permitted(act, by=by)
        return file.append(act, by=by)


def record_unreliability(case: UUID, *, what: str, shown_by: str, by: Actor, at: datetime) -> Filed:
    """
    List 9(6): a document or datum is unreliable, and what shows that.

    :raises NotPermittedError: if it says not enough, or another office has the case.
    """
    act = UnreliabilityFound(happened_at=at, what=what, shown_by=shown_by)
    with case_file(case, at=at) as file:
        file.stop_unless_permitted(act, by=by)
        return file.append(act, by=by)


def set_aside(case: UUID, *, of: UUID, reason: str, by: Actor, at: datetime) -> Filed:
    """APPC 73: a recorded court act or unreliability does not stand any more."""
    with case_file(case, at=at) as file:
        return file.append(FindingSetAside(happened_at=at, of=of, reason=reason), by=by)


def announce(
    case: UUID, *, grounds: tuple[GroundFound, ...], by: Person, actor: Actor, seen: int, at: datetime
) -> Filed:
    """
    Rules 12: make the preliminary decision; it is sealed and the applicant is told after the commit.

    :raises NotPermittedError: for a ground that the file does not bear out, or that says not why.
    :raises CaseMovedOnError: if what it relies on has changed since the officer looked.
    """
    with case_file(case, at=at) as file:
        asked = PreliminaryDecisionMade(happened_at=at, grounds=grounds, document="")
        file.stop_unless_permitted(asked, by=actor)
        pdf = papers.preliminary_decision(file, grounds, by=by, actor=actor)
        return file.append(replace(asked, document=pdf.sha256), by=actor, seen=seen)


def preliminary_sealed(case: UUID, *, decision: UUID, sealed: bytes, at: datetime) -> None:
    """Rules 12: keep the sealed preliminary decision; it lies in the personal account from now on. Once."""
    with case_file(case, at=at) as file:
        if any(
            isinstance(filed.act, PreliminaryDecisionSent) and filed.act.decision == decision for filed in file.acts
        ):
            return
        made = next(filed for filed in file.acts if filed.id == decision)
        original = store.find(case, act_of(made, PreliminaryDecisionMade).document)
        blob = store.keep_sealed(original, sealed, at=at)
        act = PreliminaryDecisionSent(happened_at=at, decision=decision, document=blob.sha256)
        file.append(act, by=SYSTEM, id=uuid5(decision, act.KIND))


def open_preliminary(case: UUID, *, by: Person, at: datetime) -> Filed:
    """
    Rules 12: the applicant opens the preliminary decision in the account: that is its receipt. Twice changes nothing.

    :raises NotPermittedError: if there is none, or it is another person's case.
    """
    actor = Actor(person=by.id, role=Role.APPLICANT)
    with case_file(case, at=at) as file:
        standing = file.standing
        mine = standing.received is not None and standing.received.by.person == by.id
        if mine and standing.preliminary is not None and not standing.awaits_receipt:
            return standing.preliminary
        act = _receipt(file, received_at=at, means=OPENED, reference="")
        file.stop_unless_permitted(act or PreliminaryDecisionServed, by=actor)
        assert act is not None  # noqa: S101 -- permitted only where one was made
        return file.append(act, by=actor)


def record_receipt(
    case: UUID, *, received_at: datetime, means: str, reference: str, evidence: Evidence, by: Actor, at: datetime
) -> Filed:
    """
    Rules 12: an officer records how the preliminary decision was seen received, and attaches what shows it.

    :raises NotPermittedError: if it was not sent, was received already, or nothing shows the receipt.
    :raises NotAccepted: if the file that shows it is none that can be kept.
    """
    media_type = checking.check_evidence(evidence.content, name=evidence.name)
    with case_file(case, at=at) as file:
        asked = _receipt(file, received_at=received_at, means=means, reference=reference, evidence=evidence.sha256)
        file.stop_unless_permitted(asked or PreliminaryDecisionServed, by=by)
        assert asked is not None  # noqa: S101 -- permitted only where one was made
        store.keep(case, evidence.content, name=evidence.name, media_type=media_type, at=at)
        return file.append(asked, by=by)


def preliminary_delivered(
    case: UUID,
    *,
    sent: UUID,
    received_at: datetime,
    means: str,
    reference: str,
    raw: bytes,
    id: UUID,
    at: datetime,
) -> None:
    """
    Rules 12: the message with the intended refusal was delivered to a contact in the application; once.

    Where it was received before, or another decision is intended by now, that stays with the message and is no receipt.
    """
    with case_file(case, at=at) as file:
        filed = next(one for one in file.acts if one.id == sent)
        about, intended = act_of(filed, PreliminaryDecisionSent).decision, file.standing.intended
        if intended is None or intended.id != about or not file.standing.awaits_receipt:
            return
        moment = max(received_at, filed.filed_at)  # the provider's clock may be behind
        act = _receipt(file, received_at=moment, means=means, reference=reference)
        assert act is not None  # noqa: S101 -- it was intended and sent
        file.append(act, by=SYSTEM, id=id, proof=ProofBytes("answer", raw))


def _receipt(
    file: CaseFile, *, received_at: datetime, means: str, reference: str, evidence: str = ""
) -> PreliminaryDecisionServed | None:
    intended, sent = file.standing.intended, file.standing.intention_sent
    if intended is None or sent is None:
        return None
    return PreliminaryDecisionServed(
        happened_at=received_at,
        decision=intended.id,
        grounds=act_of(intended, PreliminaryDecisionMade).grounds,
        document=act_of(sent, PreliminaryDecisionSent).document,
        means=means,
        reference=reference,
        evidence=evidence,
    )


def prepare_objection(case: UUID, *, text: str, by: Person, at: datetime) -> Prepared:
    """
    Rules 12: the applicant's objection as the statement to sign.

    :raises NotPermittedError: if there is nothing to object to, or the text is empty.
    """
    actor = Actor(person=by.id, role=Role.APPLICANT)
    with case_file(case, at=at) as file:
        act = ObjectionFiled(happened_at=at, text=text, oral=False)
        return signing.prepare(file, act, by=by, actor=actor, documents=())


def object_to(act: UUID, *, cms: bytes, by: Person, at: datetime) -> Filed:
    """
    Rules 12: the signed objection goes on file, in time or late.

    :raises SignatureNotAcceptedError: saying why; what was prepared stays and can be signed again.
    """
    signed = signing.sign(act, cms=cms, by=by, at=at)
    with case_file(signed.file, at=at) as file:
        return signing.append_signed(file, signed, actor=Actor(person=by.id, role=Role.APPLICANT))


def prepare_protocol(
    case: UUID,
    *,
    text: str,
    heard_at: datetime,
    place: str,
    present: tuple[str, ...],
    by: Person,
    actor: Actor,
    at: datetime,
) -> tuple[Prepared, Paper]:
    """
    Rules 12, APPC 74: the protocol of an objection by word as a PDF to read, and the statement that names its hash.

    :raises NotPermittedError: if the applicant was not told of a preliminary decision, or the protocol says too little.
    """
    with case_file(case, at=at) as file:
        said = ObjectionFiled(
            happened_at=at, text=text, oral=True, heard_at=heard_at, place=place, present=present, document=""
        )
        file.stop_unless_permitted(said, by=actor)
        pdf = papers.hearing_protocol(file, said, by=by, actor=actor)
        act = replace(said, document=pdf.sha256)
        return signing.prepare(file, act, by=by, actor=actor, documents=(pdf.sha256,)), pdf


def file_protocol(act: UUID, *, cms: bytes, by: Person, actor: Actor, at: datetime) -> Filed:
    """
    Rules 12, APPC 74: the protocol that the officer signed goes on file.

    :raises SignatureNotAcceptedError: saying why; what was prepared stays and can be signed again.
    """
    signed = signing.sign(act, cms=cms, by=by, at=at)
    with case_file(signed.file, at=at) as file:
        return signing.append_signed(file, signed, actor=actor)


def protocol_sealed(case: UUID, *, objection: UUID, sealed: bytes, at: datetime) -> None:
    """APPC 74, Rules 20: keep the sealed protocol; the applicant may read it from now on. Once."""
    with case_file(case, at=at) as file:
        if any(isinstance(filed.act, ProtocolSealed) and filed.act.objection == objection for filed in file.acts):
            return
        said = act_of(next(filed for filed in file.acts if filed.id == objection), ObjectionFiled)
        blob = store.keep_sealed(store.find(case, said.document), sealed, at=at)
        act = ProtocolSealed(happened_at=at, objection=objection, document=blob.sha256)
        file.append(act, by=SYSTEM, id=uuid5(objection, act.KIND))
