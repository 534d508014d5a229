"""Rules 12, 17, 20: the office's seal on receipts, conclusions, preliminary decisions, protocols and results."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from ruqsat.cases import papers
from ruqsat.cases.actions import decision, hearing, visit
from ruqsat.cases.case_file import CaseFile, look
from ruqsat.documents import store
from ruqsat.gateways import pki
from ruqsat.law.acts import ConclusionSigned, ObjectionFiled, PreliminaryDecisionMade


def seal_receipt(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
    """Permits 25(4): set, seal and keep the receipt of a registered application."""
    file = look(case, at=now())
    original = papers.receipt(file)
    decision.receipt_sealed(case, original=original, sealed=_sealed(file, original.sha256, now=now), at=now())


def seal_conclusion(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
    """Rules 17: seal the conclusion that a specialist signed, with the seal of the office that made the visit."""
    file = look(case, at=now())
    signed = next(filed for filed in file.acts if filed.id == act)
    assert isinstance(signed.act, ConclusionSigned)  # noqa: S101 -- the job was deferred for such an act
    sealed = _sealed(file, signed.act.document, office=signed.by.office, now=now)
    visit.conclusion_sealed(case, visit=signed.act.visit, sealed=sealed, at=now())


def seal_result(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
    """Rules 9, Rules 20: seal what the head signed, license and annexes or a refusal, and issue it."""
    file = look(case, at=now())
    decided = next(filed for filed in file.acts if filed.id == act)
    sealed = {one.sha256: _sealed(file, one.sha256, now=now) for one in decision.results_of(decided.act)}
    decision.issue(case, sealed=sealed, at=now())


def send_preliminary_decision(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
    """Rules 12: seal the preliminary decision and put it into the personal account; the contacts are told after."""
    file = look(case, at=now())
    made = next(filed for filed in file.acts if filed.id == act)
    assert isinstance(made.act, PreliminaryDecisionMade)  # noqa: S101 -- the job was deferred for such an act
    hearing.preliminary_sealed(case, decision=act, sealed=_sealed(file, made.act.document, now=now), at=now())


def seal_protocol(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
    """APPC 74, Rules 12: seal the protocol of an objection by word; the applicant finds it in the account then."""
    file = look(case, at=now())
    filed = next(one for one in file.acts if one.id == act)
    assert isinstance(filed.act, ObjectionFiled)  # noqa: S101 -- the job was deferred for such an act
    hearing.protocol_sealed(case, objection=act, sealed=_sealed(file, filed.act.document, now=now), at=now())


def _sealed(file: CaseFile, sha256: str, *, now: Callable[[], datetime], office: str = "") -> bytes:
    assert file.standing.application is not None  # noqa: S101 -- papers are set for applications
    from ruqsat.documents.sealing import seal_document  # brings all of pyHanko, which a start need not wait for

    authority = pki.configured(settings.GATEWAYS["pki"])
    pdf = store.read(file.id, sha256)
    return seal_document(pdf, office or file.standing.application.office, at=now(), pki=authority)
