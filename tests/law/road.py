"""A case put together act by act, for the tests of the law: a road of acts, each filed a moment after the last."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from ruqsat.law import facilities, procedure
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalAnswered,
    ApprovalRequested,
    Basis,
    ConclusionSealed,
    ConclusionSigned,
    ConsentGiven,
    DecisionPrepared,
    FeePaid,
    Filed,
    Finding,
    FoundComplete,
    Granted,
    GroundFound,
    InquiryAnswered,
    ObjectionFiled,
    Outcome,
    PointFound,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    PreliminaryDecisionServed,
    Received,
    RecordingAdded,
    Registered,
    ResultDocument,
    ResultIssued,
    Role,
    SignatureJudged,
    Verdict,
    VisitNoticeSent,
    VisitScheduled,
    VisitStarted,
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
    Representative,
    RequirementStatement,
    Service,
    Specialist,
)
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.editions import EDITIONS, Edition
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.requirements import for_facility
from ruqsat.law.standing import No, Permission, Stage, Standing, act_of

IIN = "850101399004"
SHA = "ab" * 32
SPACE = UUID("00000000-0000-0000-0000-00000000f00d")
APPLICANT = Actor(person=uuid5(SPACE, "applicant"), role=Role.APPLICANT)
OFFICER = Actor(person=uuid5(SPACE, "officer"), role=Role.OFFICER, office="KZ-75")
INSPECTOR = Actor(person=uuid5(SPACE, "inspector"), role=Role.INSPECTOR, office="KZ-75")
HEAD = Actor(person=uuid5(SPACE, "head"), role=Role.HEAD, office="KZ-75")
APPROVER = Actor(person=uuid5(SPACE, "approver"), role=Role.APPROVER, office="SES-75")
SYSTEM = Actor(person=None, role=Role.SYSTEM)
MONDAY = datetime(2026, 11, 9, 5, 0, tzinfo=UTC)  # 10:00 in Almaty
ADDRESS = Address(
    postal_code="050000",
    region="75",
    city="Алматы",
    district="Бостандық",
    locality="",
    street="Мысал көшесі",
    building="1",
)
NAME = PersonName(last="Мысалова", first="Үлгі", patronymic="Жобақызы")


def refused(permission: Permission) -> tuple[str, str]:
    """The clause and the sentence of a *no*."""
    assert isinstance(permission, No)
    return permission.ref, str(permission.why)


def moment(text: str) -> datetime:
    """A moment written in ISO 8601."""
    return datetime.fromisoformat(text)


def an_application(*, facilities: int = 1, graduated_in: int = 2018, attached: bool = True) -> Application:
    """An individual's application in Almaty; each facility with a specialist of its own name."""
    documents = ("advanced_training", "labor_activity", "diploma") if attached else ()
    sites = tuple(
        Facility(id=f"F{n}", address=ADDRESS, subtypes=("outpatient_adult",), title_basis="ownership")
        for n in range(1, facilities + 1)
    )
    return Application(
        service=Service.ISSUE,
        office="KZ-75",
        licensor="Department for Almaty city",
        applicant=Applicant(kind=ApplicantKind.INDIVIDUAL, iin=IIN, name=NAME),
        address=ADDRESS,
        contacts=Contacts(email="ulgi@example.kz", phones=("+77010000000",)),
        bank_account=BankAccount(number="KZ000000000000000000", bank="Мысал Банк", location="Алматы"),
        on_paper=False,
        facilities=sites,
        specialists=tuple(
            Specialist(
                iin=IIN,
                name=NAME,
                speciality="therapy",
                graduated_in=graduated_in,
                diploma="D-1",
                certificate="C-1",
                employment="own practice",
                facility=site.id,
            )
            for site in sites
        ),
        requirements=(RequirementStatement(requirement="premises", facility="F1", text="owned"),),
        attachments=tuple(
            Attachment(sha256=SHA, name=f"{key}.pdf", media_type="application/pdf", size=1, proves=key, about=IIN)
            for key in documents
        ),
        sheets=len(documents),
        confirmations=Confirmations(
            contacts_are_official=True,
            no_court_ban=True,
            documents_are_valid=True,
            personal_data_may_be_used=True,
        ),
        completed_on=date(2026, 11, 9),
        language="kk",
    )


def a_clinic_application(*, represented: bool = False) -> Application:
    """A legal entity's application: through its head, or through a representative with a power attached."""
    clinic = Applicant(
        kind=ApplicantKind.LEGAL_ENTITY,
        iin="790615499170",
        name=PersonName(last="Басшысов", first="Мысал", patronymic=None),
        bin="180340999990",
        organization="«Мысал клиникасы» ЖШС",
        location="Алматы қ., Мысал көшесі, 1",
    )
    power = Attachment(
        sha256="cd" * 32, name="power.pdf", media_type="application/pdf", size=1, proves="power_of_attorney"
    )
    plain = replace(an_application(), applicant=clinic)
    if not represented:
        return plain
    representative = Representative(
        iin="920308499215",
        name=PersonName(last="Өкілов", first="Мысал", patronymic=None),
        power=power.sha256,
        number="17",
        issued_on=date(2026, 10, 1),
        valid_until=date(2027, 10, 1),
    )
    return replace(plain, attachments=(*plain.attachments, power), representative=representative)


class Road:
    """The file of one case, its clock, and its standing after each act."""

    def __init__(self, *, at: datetime = MONDAY, edition: Edition | None = None) -> None:
        self.at = at
        self.acts: list[Filed] = []
        self.standing: Standing = procedure.empty(edition or EDITIONS.on(date(2026, 11, 9)), CALENDAR)

    def id(self) -> UUID:
        """An id nobody else on this road has."""
        return uuid5(SPACE, str(len(self.acts)))

    def file(self, act: Act, *, by: Actor = SYSTEM) -> Filed:
        """Put *act* on file, a minute after the last one."""
        self.at += timedelta(minutes=1)
        filed = Filed(id=self.id(), seq=len(self.acts) + 1, filed_at=self.at, act=act, by=by)
        self.acts.append(filed)
        self.standing = procedure.fold(self.standing, filed)
        return filed

    def may(self, decision: type[Act] | Act, *, by: Actor) -> Permission:
        """Whether *decision* may be taken now."""
        return self.standing.may(decision, by=by, at=self.at)

    def wait(self, **time: int) -> None:
        """Let time pass."""
        self.at += timedelta(**time)

    def go_to(self, day: date) -> None:
        """Let time pass until ten in the morning of *day*."""
        self.at = datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC)

    # --- pieces of the road ---

    def consent(self, owner: str = "applicant") -> None:
        self.file(
            ConsentGiven(
                happened_at=self.at,
                consent=self.id(),
                owner=owner,
                data=tuple(INQUIRIES),
                purpose="license",
                valid_until=self.at + timedelta(days=30),
                phone_masked="+7 701 *** ** 00",
            )
        )

    def answer(self, inquiry: str, about: str, outcome: Outcome = Outcome.VALUE, **data: str) -> Filed:
        return self.file(
            InquiryAnswered(
                happened_at=self.at,
                inquiry=inquiry,
                about=about,
                outcome=outcome,
                source="register",
                basis=Basis(INQUIRIES[inquiry].basis),
                data=data,
            )
        )

    def pay(self, amount: int = 43250) -> Filed:
        return self.file(FeePaid(happened_at=self.at, order=self.id(), amount=amount, means="pgeg", reference="R-1"))

    def receive(self, application: Application | None = None) -> Filed:
        received = Received(happened_at=self.at, application=application or an_application())
        return self.file(received, by=APPLICANT)

    def judge(self, received: Filed, verdict: Verdict = Verdict.PASSED) -> None:
        self.file(
            SignatureJudged(
                happened_at=self.at, of=received.id, verdict=verdict, sub_indication="", reason="", report=SHA
            )
        )

    def file_application(self, application: Application | None = None, *, paid: bool = True) -> None:
        """Consent, answers of registers, payment, the signed application, its registration."""
        application = application or an_application()
        self.consent()
        for facility in application.facilities:
            self.answer("premises_title", facility.id, kind="ownership")
        self.answer("specialist_certificate", IIN, speciality="therapy", valid_until="2029-01-01")
        if paid:
            self.pay()
        self.judge(self.receive(application))
        on = CALENDAR.registration_day(self.at)
        self.file(Registered(happened_at=self.at, number="75-2026-000001", on=on))

    def find_complete(self) -> None:
        self.file(FoundComplete(happened_at=self.at), by=OFFICER)

    def approve(self, facility: str = "F1", *, approved: bool = True) -> Filed:
        self.request_approval(facility)
        return self.answer_approval(facility, approved=approved)

    def answer_approval(self, facility: str = "F1", *, approved: bool = True) -> Filed:
        reasons = "" if approved else "no ventilation"
        answer = ApprovalAnswered(
            happened_at=self.at, facility=facility, approved=approved, reasons=reasons, document=SHA
        )
        return self.file(answer, by=APPROVER)

    def request_approval(self, facility: str = "F1") -> None:
        self.file(ApprovalRequested(happened_at=self.at, facility=facility, body="SES-75"), by=OFFICER)

    def schedule(self, facility: str = "F1", *, hours: int = 48) -> UUID:
        visit = self.id()
        assert INSPECTOR.person is not None
        plan = VisitScheduled(
            happened_at=self.at,
            visit=visit,
            facility=facility,
            starts_at=self.at + timedelta(hours=hours),
            inspector=INSPECTOR.person,
        )
        self.file(plan, by=OFFICER)
        return visit

    def notify(self, visit: UUID, *, delivered: bool | None = None, reference: str = "M-1") -> None:
        self.file(
            VisitNoticeSent(
                happened_at=self.at,
                visit=visit,
                means="sms",
                to_masked="+7 701 *** ** 00",
                reference=reference,
                delivered=delivered,
            )
        )

    def start(self, visit: UUID) -> None:
        self.file(VisitStarted(happened_at=self.at, visit=visit), by=INSPECTOR)

    def record(self, visit: UUID) -> None:
        self.file(
            RecordingAdded(happened_at=self.at, visit=visit, sha256=SHA, name="1.jpg", media_type="image/jpeg", size=1),
            by=INSPECTOR,
        )

    def conclusion(self, visit: UUID, facility: str = "F1", *, positive: bool = True) -> ConclusionSigned:
        points = [
            PointFound(requirement=one.key, finding=Finding.COMPLIANT, note="")
            for one in for_facility(("outpatient_adult",))
        ]
        if not positive:
            points[0] = replace(points[0], finding=Finding.NOT_COMPLIANT, note="the address differs")
        return ConclusionSigned(
            happened_at=self.at,
            visit=visit,
            facility=facility,
            points=tuple(points),
            authorized_person="Мысалова Үлгі",
            positive=positive,
            document=SHA,
        )

    def visit(self, facility: str = "F1", *, positive: bool = True) -> None:
        """The whole of permit control of one facility."""
        visit = self.schedule(facility)
        self.notify(visit)
        self.wait(hours=48)
        self.start(visit)
        self.record(visit)
        self.file(self.conclusion(visit, facility, positive=positive), by=INSPECTOR)
        self.file(ConclusionSealed(happened_at=self.at, visit=visit, document=SHA))

    def grounds(self, *keys: str) -> tuple[GroundFound, ...]:
        return tuple(
            GroundFound(ground=key, facts=GROUNDS[key].borne_out(self.standing), text="as found") for key in keys
        )

    def intend(self, *keys: str) -> Filed:
        """The office intends a refusal, and the sealed preliminary decision is on its way."""
        made = self.file(
            PreliminaryDecisionMade(happened_at=self.at, grounds=self.grounds(*keys), document=SHA), by=OFFICER
        )
        self.file(PreliminaryDecisionSent(happened_at=self.at, decision=made.id, document=SHA))
        return made

    def opened(self, made: Filed) -> PreliminaryDecisionServed:
        """The applicant opens the preliminary decision in the account."""
        intended = act_of(made, PreliminaryDecisionMade)
        return PreliminaryDecisionServed(
            happened_at=self.at,
            decision=made.id,
            grounds=intended.grounds,
            document=intended.document,
            means="account",
            reference="",
        )

    def objection(self, *, oral: bool = False) -> ObjectionFiled:
        """The applicant's position, in writing or by word."""
        act = ObjectionFiled(happened_at=self.at, text="The ventilation works.", oral=oral)
        if not oral:
            return act
        return replace(act, heard_at=self.at, place="Almaty, room 5", present=("Мысалова Үлгі",), document=SHA)

    def serve(self, *keys: str) -> None:
        self.file(self.opened(self.intend(*keys)), by=APPLICANT)

    def prepare(self, *, grant: bool, grounds: tuple[str, ...] = ()) -> None:
        act = DecisionPrepared(happened_at=self.at, grant=grant, grounds=self.grounds(*grounds))
        if grant:
            act = replace(act, annexes_refused=facilities.annexes_refused(self.standing, at=self.at))
        self.file(act, by=OFFICER)

    def grant_act(self, *granted: str) -> Granted:
        annexes = [
            ResultDocument(what="annex", facility=one, number=f"{n:03}", sha256=SHA)
            for n, one in enumerate(granted, start=1)
        ]
        license_ = ResultDocument(what="license", facility="", number="26000001", sha256=SHA)
        draft = self.standing.prepared.act if self.standing.prepared else None
        refused = draft.annexes_refused if isinstance(draft, DecisionPrepared) else ()
        refusals = [
            ResultDocument(what="refusal", facility=one.facility, number=self.standing.number, sha256=SHA)
            for one in refused
        ]
        return Granted(
            happened_at=self.at,
            license_number="26000001",
            documents=(license_, *annexes, *refusals),
            annexes_refused=refused,
        )

    def issue(self) -> None:
        self.file(ResultIssued(happened_at=self.at, documents=self.grant_act("F1").documents))


def at_stage(stage: Stage) -> Road:
    """A road that has come as far as *stage*."""
    road = Road()
    _TO[stage](road)
    assert road.standing.stage is stage
    return road


def _complete(road: Road) -> None:
    road.file_application()
    road.find_complete()


def _examined(road: Road) -> None:
    _complete(road)
    road.approve()
    road.visit()


def _deciding(road: Road) -> None:
    _examined(road)
    road.prepare(grant=True)


def _granted(road: Road) -> None:
    _deciding(road)
    road.file(road.grant_act("F1"), by=HEAD)


def _issued(road: Road) -> None:
    _granted(road)
    road.issue()


def _hearing(road: Road) -> None:
    _complete(road)
    road.approve(approved=False)
    road.serve("List 9(4)")


_TO = {
    Stage.PREPARING: lambda road: road.consent(),
    Stage.RECEIVED: lambda road: road.receive(),
    Stage.FILED: lambda road: road.file_application(),
    Stage.COMPLETE: _complete,
    Stage.HEARING: _hearing,
    Stage.DECIDING: _deciding,
    Stage.GRANTED: _granted,
    Stage.ISSUED: _issued,
}
