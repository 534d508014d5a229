"""The whole road from a draft to the license in the register, through the actions and the job functions themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from ruqsat.cases import composing, drafting
from ruqsat.cases.actions import approval, completeness, consenting, decision, filing, hearing, paying, visit
from ruqsat.cases.case_file import CaseFile, look
from ruqsat.cases.drafting import Section
from ruqsat.cases.models import Draft
from ruqsat.cases.owed import system_work
from ruqsat.gateways import payments, registers
from ruqsat.jobs import work
from ruqsat.journal.prepared import Prepared
from ruqsat.law.acts import SYSTEM, Actor, Finding, GroundFound, PointFound
from ruqsat.law.application import Service
from ruqsat.law.grounds import borne_out
from ruqsat.law.requirements import for_facility
from ruqsat.payments import orders, telling
from tests.world import (
    AIZHAN,
    ALMATY,
    APPROVER,
    HEAD,
    INSPECTOR,
    MAILBOX,
    OFFICER,
    PHONE,
    World,
    approver,
    head,
    inspector,
    load_people,
    officer,
    person,
)

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 64 + b"\xff\xd9"
SUBTYPES = ["outpatient_adult"]
HOME: Mapping[str, Any] = {
    "postal_code": "050099",
    "region": "75",
    "city": "Алматы",
    "district": "Бостандық ауданы",
    "locality": "",
    "street": "Үлгі көшесі",
    "building": "12",
}
TYPED: Mapping[Section, Mapping[str, Any]] = {
    Section.ACTIVITY: {"subtypes": SUBTYPES},
    Section.CONSENT: {"choice": "registers"},
    Section.NAME: {"last": "Үлгібаева", "first": "Айжан", "patronymic": "Сынаққызы", "birth_date": "1994-05-17"},
    Section.RESIDENCE: HOME,
    Section.CONTACTS: {"email": MAILBOX, "phone": PHONE, "second_phone": "", "fax": ""},
    Section.BANK: {"number": "KZ75125KZT2069100100", "bank": "Үлгі Банк", "location": "Алматы"},
    Section.FACILITY: {**HOME, "street": "Тәжірибе көшесі", "building": "5", "title_basis": "lease"},
    Section.QUALIFICATION: {
        "speciality": "therapy",
        "graduated_in": "2018",
        "diploma": "ЖБ-Б 9900101",
        "certificate": "KZ99VKC00990101",
        "employment": "Үлгі емхана, терапевт",
    },
    Section.REQUIREMENTS: {point.key: f"Yes: {point.key}" for point in for_facility(SUBTYPES)},
    Section.DOCUMENTS: {"confirmed": True, "sheets": 7},
    Section.PAPER: {"on_paper": "no"},
    Section.CONFIRMATIONS: {
        "contacts_are_official": True,
        "no_court_ban": True,
        "documents_are_valid": True,
        "personal_data_may_be_used": True,
    },
}
PURPOSE = "Application for a license for medical activity"


@dataclass(kw_only=True)
class Road:
    """One application on its way; every step is taken at the world's now."""

    world: World
    case: UUID = field(default_factory=uuid4)
    applicant: str = AIZHAN

    @property
    def now(self) -> datetime:
        return self.world.now()

    def look(self) -> CaseFile:
        return look(self.case, at=self.now)

    @property
    def seen(self) -> int:
        """The last place in the file, as an officer who looks right now has it before the eyes."""
        return self.look().acts[-1].seq

    def kinds(self) -> list[str]:
        """The kinds of the acts on file, in their order."""
        return [filed.act.KIND for filed in self.look().acts]

    def owed(self) -> list[str]:
        """The system's work that is owed now, by name."""
        file = self.look()
        return [piece.task for piece in system_work(file.acts, file.standing)]

    def do_owed(self, *tasks: str) -> None:
        """Do what the system owes, as its jobs do: once through, or only the *tasks* named."""
        file = self.look()
        for piece in system_work(file.acts, file.standing):
            if not tasks or piece.task in tasks:
                work.do(piece.task, case=self.case, act=piece.act, now=self.world.now)

    # --- the applicant ----------------------------------------------------------------------------------------------

    def know(self) -> None:
        load_people(self.world)

    def fill(self) -> None:
        """A draft with every section but the consent answered, and the document that is always asked for."""
        owner, at = person(self.applicant), self.now
        draft = drafting.start(owner, Service.ISSUE, at=at)
        self.case = draft.id
        for section, values in TYPED.items():
            drafting.save_section(owner, draft.id, section, dict(values), at=at)
        self.attach(PDF, name="training.pdf", proves="advanced_training", about=self.applicant)

    def attach(self, content: bytes, *, name: str, proves: str, about: str) -> None:
        drafting.attach(person(self.applicant), self.case, content, name=name, proves=proves, about=about, at=self.now)

    def consent(self) -> None:
        """Rules 8: the code comes back from the phone, and the registers fill the form."""
        owner, gateway = person(self.applicant), registers.connect(settings.GATEWAYS)
        pending = consenting.ask_for_consent(
            self.case, owner=owner, office=ALMATY, purpose=PURPOSE, language="kk", at=self.now, registers=gateway
        )
        code = self.world.code_on(PHONE)
        consenting.give_consent(
            self.case, owner=owner, pending=pending.id, code=code, now=self.world.now, registers=gateway
        )

    def pay(self) -> None:
        """List 6: the fee, on the gateway's page; then the gateway is asked."""
        gateway = payments.connect(settings.GATEWAYS["payments"]["url"])
        service = Service(draft_of(self).service)
        order = paying.order_for(self.case, service=service, payer=person(self.applicant), at=self.now)
        back = f"{settings.PUBLIC_URL}/"
        pay_url = orders.start(order, purpose="Fee", return_url=back, callback_url="", gateway=gateway)
        self.world.pay(pay_url)
        telling.poll(order, at=self.now, by=SYSTEM, gateway=gateway, files=paying.FILES)

    def prepare(self) -> Prepared:
        return filing.prepare_application(self.case, owner=person(self.applicant), at=self.now, language="kk")

    def receive(self) -> None:
        prepared = self.prepare()
        cms = self.world.sign(prepared.statement, self.applicant)
        filing.receive(self.case, act=prepared.id, cms=cms, by=person(self.applicant), at=self.now)

    def register(self) -> None:
        self.do_owed("judge_signature")

    def settle(self) -> None:
        """The registers that are left are asked, the receipt is sealed."""
        self.do_owed()

    # --- the office -------------------------------------------------------------------------------------------------

    def find_complete(self, by: Actor | None = None, *, seen: int | None = None) -> None:
        seen = self.seen if seen is None else seen
        completeness.find_complete(self.case, by=by or officer(), seen=seen, at=self.now)

    def request_approval(self) -> None:
        approval.request_approval(self.case, facility=composing.THE_FACILITY, by=officer(), seen=self.seen, at=self.now)

    def refuse_approval(self) -> None:
        self.request_approval()
        self.answer_approval(approved=False)

    def answer_approval(self, *, approved: bool = True) -> None:
        by, actor = person(APPROVER), approver()
        reasons = "" if approved else "The premises have no hot water."
        prepared, _ = approval.prepare_answer(
            self.case,
            facility=composing.THE_FACILITY,
            approved=approved,
            reasons=reasons,
            by=by,
            actor=actor,
            at=self.now,
        )
        cms = self.world.sign(prepared.statement, APPROVER)
        approval.answer(prepared.id, cms=cms, by=by, actor=actor, at=self.now)

    def schedule(self, *, inspector: str = INSPECTOR) -> None:
        """Rules 14: the visit in twenty-five hours."""
        visit.schedule(
            self.case,
            facility=composing.THE_FACILITY,
            starts_at=self.now + timedelta(hours=25),
            inspector=person(inspector).id,
            by=officer(),
            seen=self.seen,
            at=self.now,
        )

    @property
    def visit(self) -> UUID:
        """The last visit that was fixed."""
        return list(self.look().standing.visits)[-1]

    def notify(self) -> None:
        self.do_owed("send_visit_notice")

    def visit_and_record(self) -> None:
        self.world.later(hours=25)
        self.visit_there()

    def visit_there(self) -> None:
        visit.begin(self.case, visit=self.visit, by=inspector(), at=self.now)
        visit.add_recording(self.case, visit=self.visit, content=PHOTO, name="room.jpg", by=inspector(), at=self.now)

    def prepare_conclusion(self, finding: Finding = Finding.COMPLIANT) -> Prepared:
        note = "" if finding is Finding.COMPLIANT else "The cabinet has no sink."
        prepared, _ = visit.prepare_conclusion(
            self.case,
            visit=self.visit,
            points=tuple(
                PointFound(requirement=point.key, finding=finding, note=note) for point in for_facility(SUBTYPES)
            ),
            authorized_person="Үлгібаева Айжан",
            by=person(INSPECTOR),
            actor=inspector(),
            at=self.now,
        )
        return prepared

    def conclude(self) -> None:
        prepared = self.prepare_conclusion()
        cms = self.world.sign(prepared.statement, INSPECTOR)
        visit.conclude(prepared.id, cms=cms, by=person(INSPECTOR), actor=inspector(), at=self.now)

    def seal_conclusion(self) -> None:
        self.do_owed("seal_conclusion")

    def prepare_grant(self, by: Actor | None = None) -> None:
        decision.prepare_grant(self.case, note="All is there.", by=by or officer(), seen=self.seen, at=self.now)

    def grant(self, iin: str = HEAD) -> None:
        by, actor = person(iin), head(iin)
        prepared, _ = decision.prepare_license(self.case, by=by, actor=actor, at=self.now)
        cms = self.world.sign(prepared.statement, iin)
        decision.grant(prepared.id, cms=cms, by=by, actor=actor, at=self.now)

    def issue(self) -> None:
        self.do_owed("seal_result")

    # --- a refusal --------------------------------------------------------------------------------------------------

    def grounds(self, *keys: str) -> tuple[GroundFound, ...]:
        """Each ground with the acts on file that bear it out."""
        on_file = borne_out(self.look().standing)
        return tuple(GroundFound(ground=key, facts=on_file.get(key, ()), text="As found on file.") for key in keys)

    def intend(self, *keys: str) -> None:
        """Rules 12: a refusal is intended on these grounds; without any named, on all that the file bears out."""
        named = self.grounds(*(keys or borne_out(self.look().standing)))
        hearing.announce(self.case, grounds=named, by=person(OFFICER), actor=officer(), seen=self.seen, at=self.now)

    def announce(self, *keys: str) -> None:
        """Rules 12: a refusal is intended, sealed and sent."""
        self.intend(*keys)
        self.do_owed("send_preliminary_decision")

    def open_preliminary(self) -> None:
        hearing.open_preliminary(self.case, by=person(self.applicant), at=self.now)

    def object_in_writing(self, text: str = "The hot water works again.") -> None:
        by = person(self.applicant)
        prepared = hearing.prepare_objection(self.case, text=text, by=by, at=self.now)
        hearing.object_to(prepared.id, cms=self.world.sign(prepared.statement, self.applicant), by=by, at=self.now)

    def object_by_word(self, text: str = "The hot water works again.") -> None:
        """APPC 74: the officer keeps the protocol."""
        by, actor = person(OFFICER), officer()
        prepared, _ = hearing.prepare_protocol(
            self.case,
            text=text,
            heard_at=self.now,
            place="Room 5",
            present=("Үлгібаева Айжан",),
            by=by,
            actor=actor,
            at=self.now,
        )
        cms = self.world.sign(prepared.statement, OFFICER)
        hearing.file_protocol(prepared.id, cms=cms, by=by, actor=actor, at=self.now)

    def prepare_refusal(self, *keys: str) -> None:
        named = self.grounds(*keys)
        decision.prepare_refusal(self.case, grounds=named, note="", by=officer(), seen=self.seen, at=self.now)

    def refuse(self, iin: str = HEAD) -> None:
        by, actor = person(iin), head(iin)
        prepared, _ = decision.prepare_refusal_paper(self.case, by=by, actor=actor, at=self.now)
        cms = self.world.sign(prepared.statement, iin)
        decision.refuse(prepared.id, cms=cms, by=by, actor=actor, at=self.now)


Step = Callable[[Road], None]

# Each milestone and the steps that lead to it from the one before.
MILESTONES: Mapping[str, tuple[Step, ...]] = {
    "known": (Road.know,),
    "consented": (Road.fill, Road.consent, Road.pay),
    "received": (Road.receive,),
    "registered": (Road.register,),
    "settled": (Road.settle,),
    "complete": (Road.find_complete,),
    "approved": (Road.request_approval, Road.answer_approval),
    "visited": (Road.schedule, Road.notify, Road.visit_and_record),
    "sealed": (Road.conclude, Road.seal_conclusion),
    "granted": (Road.prepare_grant, Road.grant),
    "issued": (Road.issue,),
}


def draft_of(road: Road) -> Draft:
    """The draft of the application."""
    return Draft.objects.get(id=road.case)
