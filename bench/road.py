"""
One application from the first consent to the license in the register, through the actions, on canned outside answers.

What is left out of the timed path is left out by handing the layer below what it would have made: the judgement of a
signature, the bytes of a PDF, the row of a blob. CMS, reports and answers have the sizes that real ones have.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.db import transaction

from bench.people import APPLICANT, APPROVER, HEAD, INSPECTOR, MORNING, OFFICE, OFFICER, actor, person
from ruqsat.cases import papers, results, signing
from ruqsat.cases.actions import approval, completeness, decision, filing, visit
from ruqsat.cases.case_file import look
from ruqsat.cases.papers import Paper
from ruqsat.cases.recording import put_new_on_file, put_on_file
from ruqsat.cases.results import Numbers
from ruqsat.documents import checking, store
from ruqsat.documents.models import Blob
from ruqsat.journal import files, prepared
from ruqsat.journal.append import ProofBytes
from ruqsat.law import inquiries, offices, signers
from ruqsat.law.acts import (
    SYSTEM,
    Act,
    Actor,
    Basis,
    ConsentGiven,
    FeePaid,
    Finding,
    InquiryAnswered,
    Outcome,
    PointFound,
    Received,
    Role,
    Verdict,
    VisitNoticeSent,
)
from ruqsat.law.application import (
    Address,
    Applicant,
    ApplicantKind,
    Application,
    Attachment,
    BankAccount,
    Confirmations,
    Contacts,
    Facility,
    PersonName,
    RequirementStatement,
    Service,
    Specialist,
)
from ruqsat.law.fees import license_fee
from ruqsat.law.inquiries import INQUIRIES, Ask, needing_consent
from ruqsat.law.requirements import for_facility
from ruqsat.law.saying import say
from ruqsat.law.signers import Certified
from ruqsat.people.models import Office, Person

REPORT, ANSWER = os.urandom(11300), os.urandom(300)
ROLES = frozenset({signers.INDIVIDUAL, signers.MAY_SIGN})
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 64 + b"\xff\xd9"
SUBTYPES = ("outpatient_adult",)
NOTHING = frozenset({"ban", "medical_license", "name_change", "fee_payment"})
AFTER_FILING = frozenset({"ban"})
FACILITY = "F1"


def application(*, employees: int = 1) -> Application:
    """An individual with one facility, or a clinic with *employees*."""
    name = PersonName(last="Үлгібаева", first="Айжан", patronymic="Сынаққызы")
    home = Address(
        postal_code="050099", region="75", city="Алматы", district="Бостандық ауданы", locality="",
        street="Үлгі көшесі", building="12",
    )  # fmt: skip
    clinic = employees > 1
    iins = [APPLICANT] if not clinic else [f"{700101300000 + number:012d}" for number in range(employees)]
    return Application(
        service=Service.ISSUE,
        office=OFFICE,
        licensor=offices.OFFICES[OFFICE].names.kk,
        applicant=Applicant(
            kind=ApplicantKind.LEGAL_ENTITY if clinic else ApplicantKind.INDIVIDUAL,
            iin=APPLICANT,
            name=name,
            bin="990140000011" if clinic else None,
            organization="«Үлгі емхана» ЖШС" if clinic else None,
        ),
        address=home,
        contacts=Contacts(email="aizhan@example.kz", phones=("+77000000101",)),
        bank_account=BankAccount(number="KZ75125KZT2069100100", bank="Үлгі Банк", location="Алматы"),
        on_paper=False,
        facilities=(Facility(id=FACILITY, address=home, subtypes=SUBTYPES, title_basis="жалдау"),),
        specialists=tuple(
            Specialist(
                iin=iin, name=name, speciality="therapy", graduated_in=2018, diploma="ЖБ-Б 9900101",
                certificate="KZ99VKC00990101", employment="Үлгі емхана, терапевт", facility=FACILITY,
            )
            for iin in iins
        ),
        requirements=tuple(
            RequirementStatement(requirement=point.key, facility=FACILITY, text=f"Бар: {point.key}")
            for point in for_facility(SUBTYPES)
        ),
        attachments=tuple(_training(iin) for iin in iins),
        sheets=7,
        confirmations=Confirmations(
            contacts_are_official=True, no_court_ban=True, documents_are_valid=True, personal_data_may_be_used=True
        ),
        completed_on=MORNING.date(),
        language="kk",
    )  # fmt: skip


def _training(iin: str) -> Attachment:
    sha256 = hashlib.sha256(iin.encode()).hexdigest()
    return Attachment(
        sha256=sha256, name="training.pdf", media_type="application/pdf", size=90_000, proves="advanced_training",
        about=iin,
    )  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """Those who act, looked up once: a session knows its person."""

    applicant: Person
    people: dict[str, Person]
    actors: dict[str, Actor]
    bins: dict[str, str]

    def cms(self, iin: str) -> bytes:
        """The signature of somebody in office."""
        return cms_of(iin, self.bins[self.actors[iin].office])

    @classmethod
    def found(cls) -> "Cast":
        """Everybody who was loaded."""
        bins = {office.code: str(getattr(office, "bin", "")) for office in Office.objects.all()}
        posts = (OFFICER, APPROVER, INSPECTOR, HEAD)
        return cls(person(APPLICANT), {iin: person(iin) for iin in posts}, {iin: actor(iin) for iin in posts}, bins)


@contextmanager
def outside_left_out() -> Iterator[None]:
    """Judgements, PDFs and the store of blobs are canned: what is measured is what the actions do."""
    blob = _canned_blob
    with ExitStack() as stack:
        for where, name, canned in (
            (signing, "judge", _canned_judgement),
            (checking, "check_recording", lambda content, *, name: "image/jpeg"),
            (papers, "approval_answer", lambda *_, **__: _paper("approval_answer", "")),
            (papers, "conclusion", lambda *_, **__: _paper("conclusion", FACILITY)),
            (results, "set_papers", _canned_license),
            (store, "keep", lambda file, content, *, name, media_type, at: blob(file)),
            (store, "keep_sealed", lambda original, sealed, *, at: blob(original.file_id)),
            (store, "find", lambda file, sha256: blob(file)),
        ):
            stack.enter_context(patch.object(where, name, canned))
        yield


def cms_of(iin: str, bin_: str = "") -> bytes:
    """As long as a real one; what its certificate would say stands at its beginning."""
    return f"{iin}{bin_:12}".encode() + os.urandom(3476)


def _canned_judgement(_statement: bytes, *, cms: bytes, **__: object) -> signing.Judgement:
    certified = Certified(iin=cms[:12].decode(), bin=cms[12:24].decode().strip(), roles=ROLES)
    return signing.Judgement(
        verdict=Verdict.PASSED, sub_indication="", reason=None, certified=certified, report=REPORT
    )  # fmt: skip


def _canned_blob(file: UUID) -> Blob:
    return Blob(file_id=file, sha256=os.urandom(32).hex(), size=90_000, media_type="image/jpeg")


def _paper(what: str, facility: str, number: str = "") -> Paper:
    return Paper(what=what, facility=facility, number=number, sha256=os.urandom(32).hex(), content=b"")


def _canned_license(*_: object, numbers: Numbers, **__: object) -> tuple[Paper, ...]:
    return (_paper("license", "", numbers.license), _paper("annex", FACILITY, "001"))


@dataclass(kw_only=True)
class Road:
    """One application on its way; every step is an action, and knows the hour it is taken at."""

    cast: Cast
    form: Application
    case: UUID = field(default_factory=uuid4)
    at: datetime = MORNING

    def walk(self) -> None:
        """From consent to the license."""
        self.before_filing()
        self.file()
        self.register()
        self.examine()
        self.visit()
        self.decide()

    def before_filing(self) -> None:
        """Rules 8, List 6: consent, what the registers say of it, the fee."""
        asks = self.asks()
        self.put([self.consent(asks)])
        self.put([self.answer(ask) for ask in asks if ask.inquiry not in AFTER_FILING | {"fee_payment"}])
        amount = license_fee(Service.ISSUE, on=MORNING.date())
        self.put([FeePaid(happened_at=self.at, order=uuid4(), amount=amount, means="pgeg", reference="P1")])

    def file(self) -> None:
        """Rules 6: prepared, signed, received."""
        act = Received(happened_at=self.at, application=self.form)
        with transaction.atomic():
            files.open_file("case", id=self.case, at=self.at)
            frozen = prepared.prepare(
                act, file=self.case, for_person=self.cast.applicant.id, at=self.at, relies_seq=0,
                documents=tuple(one.sha256 for one in self.form.attachments),
            )  # fmt: skip
        self.seen = filing.receive(
            self.case, act=frozen.id, cms=cms_of(APPLICANT), by=self.cast.applicant, at=self.at
        ).seq
        self.received = frozen.id

    def register(self) -> None:
        """Rules 7, 8, Permits 25(4): judged, registered, the registers left asked, the receipt sealed."""
        self.judge()
        self.rest()

    def rest(self) -> None:
        """Rules 8, Permits 25(4): what is left is asked, and the receipt sealed."""
        rest = [ask for ask in self.asks() if ask.inquiry in AFTER_FILING]
        facts = [(self.answer(ask), ProofBytes("answer", ANSWER)) for ask in rest]
        put_new_on_file(self.case, facts, at=self.at, by=SYSTEM, ids=[uuid4() for _ in rest])
        decision.receipt_sealed(self.case, original=_canned_blob(self.case), sealed=b"", at=self.at)

    def judge(self, *, failed: bool = False) -> None:
        """Rules 7: the signature passed, the application is registered; or it failed, and that is the end."""
        judgement = _canned_judgement(b"", cms=cms_of(APPLICANT))
        if failed:
            judgement = replace(judgement, verdict=Verdict.FAILED, reason=say("The signature was not accepted."))
        filing.record_verdict(self.case, of=self.received, judgement=judgement, at=self.at)

    def examine(self) -> None:
        """Rules 9, 10(1), 11: complete; the approving body asked, and its signed answer."""
        officer, body, act = self.cast.actors[OFFICER], self.cast.people[APPROVER], self.cast.actors[APPROVER]
        self.seen = completeness.find_complete(self.case, by=officer, seen=10**6, at=self.at).seq
        approval.request_approval(self.case, facility=FACILITY, by=officer, seen=10**6, at=self.at)
        shown, _ = approval.prepare_answer(
            self.case, facility=FACILITY, approved=True, reasons="", by=body, actor=act, at=self.at
        )
        approval.answer(shown.id, cms=self.cast.cms(APPROVER), by=body, actor=act, at=self.at)

    def visit(self) -> None:
        """Rules 14 to 17: fixed, told by two means, begun a day later, recorded, concluded, sealed."""
        inspector, who = self.cast.actors[INSPECTOR], self.cast.people[INSPECTOR]
        starts = self.at + timedelta(hours=25)
        fixed = visit.schedule(
            self.case, facility=FACILITY, starts_at=starts, inspector=who.id, by=self.cast.actors[OFFICER],
            seen=10**6, at=self.at,
        )  # fmt: skip
        name: UUID = getattr(fixed.act, "visit")  # noqa: B009 -- the act is a VisitScheduled
        for means in ("sms", "email"):
            notice = VisitNoticeSent(
                happened_at=self.at, visit=name, means=means, to_masked="+7700•••01", reference=str(uuid4())
            )
            visit.notice_sent(self.case, notice, raw=ANSWER[:106], id=uuid4(), at=self.at)
        self.at = starts
        visit.begin(self.case, visit=name, by=inspector, at=self.at)
        visit.add_recording(self.case, visit=name, content=PHOTO, name="room.jpg", by=inspector, at=self.at)
        points = tuple(
            PointFound(requirement=point.key, finding=Finding.COMPLIANT, note="") for point in for_facility(SUBTYPES)
        )
        shown, _ = visit.prepare_conclusion(
            self.case, visit=name, points=points, authorized_person="Үлгібаева Айжан", by=who, actor=inspector,
            at=self.at,
        )  # fmt: skip
        visit.conclude(shown.id, cms=self.cast.cms(INSPECTOR), by=who, actor=inspector, at=self.at)
        visit.conclusion_sealed(self.case, visit=name, sealed=b"", at=self.at)

    def decide(self) -> None:
        """Rules 19, 20: one officer prepares, the head signs, the sealed license stands in the register."""
        head, who = self.cast.actors[HEAD], self.cast.people[HEAD]
        decision.prepare_grant(
            self.case, note="Барлығы бар.", by=self.cast.actors[OFFICER], seen=10**6, at=self.at
        )  # fmt: skip
        shown, pdfs = decision.prepare_license(self.case, by=who, actor=head, at=self.at)
        decision.grant(shown.id, cms=self.cast.cms(HEAD), by=who, actor=head, at=self.at)
        decision.issue(self.case, sealed={one.sha256: b"" for one in pdfs}, at=self.at)

    def asks(self) -> tuple[Ask, ...]:
        """Rules 8: what is asked of the registers."""
        return inquiries.for_application(self.form, education_year=2015)

    def consent(self, asks: Sequence[Ask]) -> ConsentGiven:
        """Rules 8: the applicant's consent, for everything."""
        return ConsentGiven(
            happened_at=self.at, consent=uuid4(), owner=inquiries.APPLICANT, purpose="License",
            data=tuple(dict.fromkeys(ask.inquiry for ask in needing_consent(asks))),
            valid_until=self.at + timedelta(days=90), phone_masked="+7700•••01",
        )  # fmt: skip

    def answer(self, ask: Ask) -> InquiryAnswered:
        """What a register says, at its usual length."""
        outcome = Outcome.NONE if ask.inquiry in NOTHING else Outcome.VALUE
        names: Any = INQUIRIES[ask.inquiry].fields
        data = {name: "2030-01-01" if name == "valid_until" else "Үлгі мәні 12345" for name in names}
        return InquiryAnswered(
            happened_at=self.at, inquiry=ask.inquiry, about=ask.about, outcome=outcome, source="Үлгі тіркелімі",
            basis=Basis.STATUTE if ask.inquiry == "ban" else Basis.CONSENT,
            data=data if outcome is Outcome.VALUE else {},
        )  # fmt: skip

    def put(self, facts: Sequence[Act]) -> None:
        """Facts that layers below put on file."""
        by = Actor(person=self.cast.applicant.id, role=Role.APPLICANT)
        with_proof = [(fact, ProofBytes("answer", ANSWER)) for fact in facts]
        put_on_file(self.case, with_proof, at=self.at, by=by, ids=[uuid4() for _ in facts])

    def stage(self) -> str:
        """How far it came."""
        return look(self.case, at=self.at).standing.stage.value
