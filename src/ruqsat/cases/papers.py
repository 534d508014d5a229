"""The papers of a case: set as PDF from the file's acts, kept unsealed until the office's seal is on them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ruqsat.cases.case_file import CaseFile
from ruqsat.documents import store
from ruqsat.documents.content import (
    Signatory,
    approval_answer_data,
    conclusion_data,
    hearing_protocol_data,
    preliminary_decision_data,
    receipt_data,
    refusal_data,
    refusal_of_annex_data,
    refusal_of_consideration_data,
)
from ruqsat.documents.models import Blob
from ruqsat.documents.rendering import Kind, render
from ruqsat.journal import read
from ruqsat.law import facilities
from ruqsat.law.acts import (
    Actor,
    AnnexRefused,
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSigned,
    ConsiderationRefused,
    GroundFound,
    ObjectionFiled,
    PreliminaryDecisionServed,
    Received,
    RecordingAdded,
    Registered,
    VisitStarted,
)
from ruqsat.law.application import Application
from ruqsat.law.calendar import local
from ruqsat.law.standing import act_of
from ruqsat.people.appointments import position_of
from ruqsat.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A PDF as it is shown before signing: what it is, of which facility, under which number, its bytes."""

    what: str
    facility: str
    number: str
    sha256: str
    content: bytes = field(repr=False)


def receipt(file: CaseFile) -> Blob:
    """Permits 25(4): the receipt with the inventory and every field of the application, to be sealed."""
    standing = file.standing
    received = standing.received
    assert received is not None  # noqa: S101 -- only what is registered has a receipt
    assert standing.registration is not None  # noqa: S101 -- as above
    assert standing.service_due is not None  # noqa: S101 -- as above
    application = act_of(received, Received).application
    registered = act_of(standing.registration, Registered)
    data = receipt_data(
        application,
        number=registered.number,
        received_at=received.filed_at,
        registered_on=registered.on,
        due=standing.service_due,
        statement_sha256=hashlib.sha256(read.statement_of(received.id)).hexdigest(),
        signature_sha256=hashlib.sha256(read.proof_of(received.id)).hexdigest(),
        signed_by=application.signed_by().full(),
        at=standing.registration.filed_at,
    )
    pdf = render(Kind.RECEIPT, data, at=standing.registration.filed_at)  # the same bytes at every attempt to seal it
    return store.keep_document(file.id, pdf, kind=Kind.RECEIPT, name=f"receipt-{registered.number}.pdf", at=file.at)


def approval_answer(file: CaseFile, said: ApprovalAnswered, *, by: Person, actor: Actor) -> Paper:
    """Rules 11: the approving body's answer, before it names its own hash."""
    application, approval = _application(file), file.standing.approvals[said.facility]
    assert approval.requested is not None  # noqa: S101 -- permitted only after a request
    place = next(one for one in application.facilities if one.id == said.facility)
    data = approval_answer_data(
        application,
        number=file.standing.number,
        facility=place,
        body=act_of(approval.requested, ApprovalRequested).body,
        requested_at=approval.requested.filed_at,
        approved=said.approved,
        reasons=said.reasons,
        signatory=signatory(by, actor, on=_today(file)),
        language=application.language,
        at=file.at,
    )
    return kept(file, Kind.APPROVAL_ANSWER, data, facility=said.facility, number=file.standing.number)


def conclusion(file: CaseFile, found: ConclusionSigned, *, by: Person, actor: Actor) -> Paper:
    """Rules 17: the conclusion of permit control, point by point, before it names its own hash."""
    application, seen = _application(file), file.standing.visits[found.visit]
    started = act_of(seen.started, VisitStarted).happened_at if seen.started else seen.plan.starts_at
    place = next(one for one in application.facilities if one.id == seen.plan.facility)
    data = conclusion_data(
        application,
        number=file.standing.number,
        facility=place,
        office=actor.office,
        visited_at=started,
        authorized_person=found.authorized_person,
        points=found.points,
        recordings=[act_of(filed, RecordingAdded) for filed in seen.recordings],
        positive=found.positive,
        inspector=signatory(by, actor, on=_today(file)),
        language=application.language,
        at=file.at,
    )
    return kept(file, Kind.CONCLUSION, data, facility=place.id, number=file.standing.number)


def refusals_of_annexes(
    file: CaseFile, refused: Sequence[AnnexRefused], *, by: Person, actor: Actor
) -> tuple[Paper, ...]:
    """Rules 10, List 9, Rules 20: one reasoned refusal for each facility that does not qualify."""
    application = _application(file)
    places = {one.id: one for one in application.facilities}
    papers = []
    for one in refused:
        data = refusal_of_annex_data(
            application,
            number=file.standing.number,
            facility=places[one.facility],
            grounds=one.grounds,
            signatory=signatory(by, actor, on=_today(file)),
            at=file.at,
        )
        papers.append(kept(file, Kind.REFUSAL, data, facility=one.facility, number=file.standing.number))
    return tuple(papers)


def refusal_of_consideration(file: CaseFile, said: ConsiderationRefused, *, by: Person, actor: Actor) -> Paper:
    """Rules 9: each missing or expired document with its clause, before the refusal names its own hash."""
    data = refusal_of_consideration_data(
        _application(file),
        number=file.standing.number,
        shortcomings=said.shortcomings,
        text=said.text,
        signatory=signatory(by, actor, on=_today(file)),
        at=file.at,
    )
    return kept(file, Kind.REFUSAL_OF_CONSIDERATION, data, facility="", number=file.standing.number)


def preliminary_decision(file: CaseFile, grounds: Sequence[GroundFound], *, by: Person, actor: Actor) -> Paper:
    """Rules 12: the intended refusal, ground by ground, before it names its own hash."""
    data = preliminary_decision_data(
        _application(file),
        number=file.standing.number,
        grounds=grounds,
        objection_days=file.standing.edition.objection_days,
        signatory=signatory(by, actor, on=_today(file)),
        at=file.at,
        facilities=facilities.concerned(file.standing, grounds),
    )
    return kept(file, Kind.PRELIMINARY_DECISION, data, facility="", number=file.standing.number)


def hearing_protocol(file: CaseFile, said: ObjectionFiled, *, by: Person, actor: Actor) -> Paper:
    """Rules 12, APPC 74: the protocol of an objection by word, before it names its own hash."""
    assert file.standing.preliminary is not None  # noqa: S101 -- permitted only to one who was told
    data = hearing_protocol_data(
        _application(file),
        number=file.standing.number,
        heard_at=said.heard_at or file.at,
        place=said.place,
        present=said.present,
        position=said.text,
        grounds=act_of(file.standing.preliminary, PreliminaryDecisionServed).grounds,
        signatory=signatory(by, actor, on=_today(file)),
        at=file.at,
    )
    return kept(file, Kind.HEARING_PROTOCOL, data, facility="", number=file.standing.number)


def refusal(file: CaseFile, grounds: Sequence[GroundFound], *, by: Person, actor: Actor) -> Paper:
    """List 9, Rules 20: the reasoned refusal, before the decision names its hash."""
    data = refusal_data(
        _application(file),
        number=file.standing.number,
        grounds=grounds,
        signatory=signatory(by, actor, on=_today(file)),
        at=file.at,
    )
    return kept(file, Kind.REFUSAL, data, facility="", number=file.standing.number)


def kept(file: CaseFile, kind: Kind, data: dict[str, object], *, facility: str, number: str) -> Paper:
    """A document of *kind*, set from *data* and kept unsealed."""
    pdf = render(kind, data, at=file.at)
    blob = store.keep_document(file.id, pdf, kind=kind, name=f"{kind.value}-{number}.pdf", at=file.at)
    return Paper(what=kind.value, facility=facility, number=number, sha256=blob.sha256, content=pdf)


def signatory(person: Person, actor: Actor, *, on: date) -> Signatory:
    """Who is to sign, in the position that an appointment gives on that day."""
    return Signatory(name=person.full_name(), position=position_of(person, actor, on=on), office=actor.office)


def _application(file: CaseFile) -> Application:
    assert file.standing.application is not None  # noqa: S101 -- papers are set for applications
    return file.standing.application


def _today(file: CaseFile) -> date:
    return local(file.at).date()
