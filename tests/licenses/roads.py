"""A second application on a license that was issued on the road: its case, from the filing to the result."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from ruqsat.cases.actions import filing
from ruqsat.cases.recording import put_on_file
from ruqsat.journal import files, prepared
from ruqsat.journal.append import PROOF_KINDS, ProofBytes, append
from ruqsat.journal.statements import statement_bytes
from ruqsat.law.acts import (
    SYSTEM,
    Act,
    Basis,
    ConsentGiven,
    FeePaid,
    InquiryAnswered,
    LicenseSuspended,
    Outcome,
    Received,
)
from ruqsat.law.acts_of_license import LegalBasis
from ruqsat.law.application import Application, Change, Facility, LicenseHeld, Loss, PersonName, Service
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.local_time import local
from ruqsat.licenses import rows
from ruqsat.licenses.license_file import file_of
from tests.walking import Road
from tests.world import head, person

FIRST = "26000001"
"""The license that the road leads to, with its annex 001."""
OLD = "ЛП-4410"
"""A paper license of before this system."""
NEW_NAME = PersonName(last="Жаңаұлы", first="Айжан", patronymic="Сынаққызы")
RENAMED = Change(
    ground="Permits 33(1)",
    changed_on=date(2026, 3, 10),
    before="Үлгібаева Айжан Сынаққызы",
    now="Жаңаұлы Айжан Сынаққызы",
)
MOVED = Change(ground="Permits 33(6)", changed_on=date(2026, 3, 10), before="Тәжірибе көшесі, 5", now="Жаңа көше, 5А")


def application_of(road: Road) -> Application:
    """The application of the first license."""
    application = road.look().standing.application
    assert application is not None
    return application


def for_annex(first: Application, *, number: str = FIRST, street: str = "Екінші көше") -> Application:
    """Another facility under the license."""
    (facility,) = first.facilities
    moved = replace(facility, address=replace(facility.address, street=street, building="7"))
    return replace(first, service=Service.ANNEX, held=LicenseHeld(number=number), facilities=(moved,))


def for_reissue(
    first: Application, *papers: str, number: str = FIRST, change: Change = RENAMED, on_paper: bool = False
) -> Application:
    """The license, or the papers named, anew."""
    return replace(
        first,
        service=Service.REISSUE,
        applicant=replace(first.applicant, name=NEW_NAME) if change is RENAMED else first.applicant,
        held=LicenseHeld(number=number, papers=papers or ("license", "001")),
        change=change,
        loss=None,
        facilities=_renamed(first) if change is MOVED else (),
        specialists=(),
        attachments=(),
        on_paper=on_paper,
    )


def _renamed(first: Application) -> tuple[Facility, ...]:
    (facility,) = first.facilities
    return (replace(facility, address=replace(facility.address, street="Жаңа көше", building="5А")),)


def for_duplicate(first: Application, *papers: str, number: str = FIRST, on_paper: bool = False) -> Application:
    """A duplicate of the papers named."""
    return replace(
        first,
        service=Service.DUPLICATE,
        held=LicenseHeld(number=number, papers=papers or ("license",)),
        change=None,
        loss=Loss.LOST,
        facilities=(),
        specialists=(),
        attachments=(),
        on_paper=on_paper,
    )


def filed(road: Road, application: Application, *, on_paper: str = "license 001", **told: str) -> Road:
    """A case of its own in which *application* is filed, judged, registered and paid, on what the registers told."""
    again = Road(world=road.world, case=uuid4())
    assert application.held is not None
    license_ = {"number": application.held.number, "status": "valid", "annexes": "001", "on_paper": on_paper} | told
    answers: list[tuple[str, str, dict[str, str]]] = [("medical_license", "applicant", license_)]
    if application.change is not None and application.change.ground == RENAMED.ground:
        answers.append(("name_change", application.applicant.iin, {"new_name": application.change.now}))
    if application.change is not None and application.change.ground == MOVED.ground:
        answers.append(("real_estate", "F1", {"address": application.change.now}))
    for specialist in application.specialists:
        answers.append(("specialist_certificate", specialist.iin, {"valid_until": "2029-01-01"}))
        answers.append(("higher_education", specialist.iin, {"diploma": specialist.diploma}))
        answers.append(("labor_activity", specialist.iin, {"place": specialist.employment}))
    answers += [("premises_title", one.id, {"kind": "lease"}) for one in application.facilities]
    acts: list[Act] = [_consent(again), *(_answer(again, *answer) for answer in answers)]
    if application.service is not Service.ANNEX:
        acts.append(FeePaid(happened_at=again.now, order=uuid4(), amount=43250, means="pgeg", reference="R-1"))
    _record(again.case, acts, road=again)
    _receive(again, application)
    again.do_owed("judge_signature")
    return again


def issued(again: Road) -> Road:
    """And it is found complete, granted, sealed and issued; a further facility is approved and visited first."""
    decided(again)
    again.issue()
    return again


def decided(again: Road) -> Road:
    """As `issued`, but for the seal."""
    again.find_complete()
    if again.look().standing.facilities:
        again.request_approval()
        again.answer_approval()
        again.schedule()
        again.notify()
        again.visit_and_record()
        again.conclude()
        again.seal_conclusion()
    again.prepare_grant()
    again.grant()
    return again


def _record(case: UUID, acts: Sequence[Act], *, road: Road) -> None:
    facts: list[tuple[Act, ProofBytes | None]] = [(act, _proof(act)) for act in acts]
    put_on_file(case, facts, at=road.now, by=SYSTEM, ids=[uuid4() for _ in facts])


def _proof(act: Act) -> ProofBytes | None:
    kind = PROOF_KINDS.get(act.PROOF)
    return ProofBytes(kind, b"{}") if kind else None


def _consent(road: Road) -> ConsentGiven:
    return ConsentGiven(
        happened_at=road.now,
        consent=uuid4(),
        owner="applicant",
        data=(),
        purpose="License",
        valid_until=road.now.replace(year=2027),
        phone_masked="+7 700 *** ** 01",
    )


def _answer(road: Road, inquiry: str, about: str, data: dict[str, str]) -> InquiryAnswered:
    return InquiryAnswered(
        happened_at=road.now,
        inquiry=inquiry,
        about=about,
        outcome=Outcome.VALUE,
        source="a register",
        basis=Basis(INQUIRIES[inquiry].basis),
        data=data,
    )


def _receive(road: Road, application: Application) -> None:
    by, act = person(road.applicant), Received(happened_at=road.now, application=application)
    shown: dict[str, Any] = {"file": road.case, "for_person": by.id, "at": road.now, "relies_seq": 0}
    with transaction.atomic():
        files.open_file("case", id=road.case, at=road.now)
        frozen = prepared.prepare(act, documents=tuple(one.sha256 for one in application.attachments), **shown)
    cms = road.world.sign(frozen.statement, road.applicant)
    filing.receive(road.case, act=frozen.id, cms=cms, by=by, at=road.now)


def suspend(road: Road, number: str = FIRST) -> None:
    """Rules 2(1): the license is suspended on a court's act, as the head would record it."""
    today = local(road.now).date()
    basis = LegalBasis(authority="Specialized court", act="decision", number="7", on=today, document="")
    act = LicenseSuspended(
        happened_at=road.now, annex="", since=today, until=None, basis=basis, reason="no ventilation"
    )
    judged = road.look().judged()
    file = file_of(number)
    append(
        file,
        act,
        at=road.now,
        by=head(),
        judged=judged,
        id=(name := uuid4()),
        proof=ProofBytes("cms", b"-"),
        statement=statement_bytes(act, file=file, id=name, documents=()),
    )
    rows.rebuild(file, at=road.now)
