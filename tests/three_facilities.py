"""The road of a case with three facilities in two regions: two in Almaty, the third in Astana (Rules 10, Rules 18)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from ruqsat.cases import composing, drafting
from ruqsat.cases.actions import approval, decision, filing, visit
from ruqsat.demo.two_regions import widened
from ruqsat.documents import naming
from ruqsat.journal import prepared
from ruqsat.journal.prepared import Prepared
from ruqsat.law import facilities
from ruqsat.law.acts import Actor, Finding, PointFound, Received, Role
from ruqsat.law.application import Facility
from ruqsat.law.requirements import for_facility
from tests.walking import PDF, PHOTO, SUBTYPES, Road
from tests.world import APPROVER, INSPECTOR, OFFICER, OFFICER_OF_ASTANA, person

INSPECTOR_OF_ASTANA = "950701399611"
HEAD_OF_ASTANA = "751122499651"
APPROVER_OF_ASTANA = "860417499695"
OFFICERS = {"75": OFFICER, "71": OFFICER_OF_ASTANA}
INSPECTORS = {"75": INSPECTOR, "71": INSPECTOR_OF_ASTANA}
APPROVERS = {"75": APPROVER, "71": APPROVER_OF_ASTANA}
REFUSED = "F2"


@dataclass(kw_only=True)
class RoadOfThree(Road):
    """The second facility is not approved; the others are approved and visited, each by the offices of its region."""

    def place(self, facility: str) -> Facility:
        """The facility as the application declares it."""
        found = self.look().standing.facility(facility)
        assert found is not None
        return found

    def address_of(self, facility: str, language: str = "en") -> str:
        """Its address in one line, as pages show it."""
        return naming.address(self.place(facility).address, language)

    def acting(self, role: Role, facility: str) -> tuple[str, Actor]:
        """Who holds that post where the facility is, and the post."""
        region = self.place(facility).address.region
        posts = {Role.OFFICER: OFFICERS, Role.INSPECTOR: INSPECTORS, Role.APPROVER: APPROVERS}
        iin = posts[role][region]
        office = f"SES-{region}" if role is Role.APPROVER else f"KZ-{region}"
        return iin, Actor(person=person(iin).id, role=role, office=office)

    # --- the applicant ------------------------------------------------------------------------------------------------

    def prove_the_premises(self) -> None:
        """List 8(1): the lease of the two further premises, which no register knows, is attached."""
        for facility in ("F2", "F3"):
            content = PDF + f"% {facility}\n".encode()
            name = f"lease-{facility}.pdf"
            self.attach(content, name=name, proves="premises_title", about=facility)

    def prepare(self) -> Prepared:
        """The statement of the whole application, as `filing.prepare_application` freezes that of one facility."""
        owner, at = person(self.applicant), self.now
        draft = drafting.draft_of(owner, self.case, at=at)
        application = widened(composing.application_of(draft, owner, at=at, language="kk"), elsewhere="71")
        return prepared.prepare(
            Received(happened_at=at, application=application),
            file=self.case,
            for_person=owner.id,
            at=at,
            relies_seq=0,
            documents=tuple(one.sha256 for one in application.attachments),
        )

    def receive(self) -> None:
        frozen = self.prepare()
        cms = self.world.sign(frozen.statement, self.applicant)
        filing.receive(self.case, act=frozen.id, cms=cms, by=person(self.applicant), at=self.now)

    # --- the offices --------------------------------------------------------------------------------------------------

    def ask_for(self, *wanted: str) -> None:
        """Rules 10(1): the department that has the case asks the body of each facility's own region."""
        by = Actor(person=person(OFFICER).id, role=Role.OFFICER, office="KZ-75")
        for one in wanted or ("F1", "F2", "F3"):
            approval.request_approval(self.case, facility=one, by=by, seen=self.seen, at=self.now)

    def answer_for(self, facility: str, *, approved: bool = True) -> None:
        """Rules 11."""
        iin, actor = self.acting(Role.APPROVER, facility)
        frozen, _ = approval.prepare_answer(
            self.case,
            facility=facility,
            approved=approved,
            reasons="" if approved else "The premises have no hot water.",
            by=person(iin),
            actor=actor,
            at=self.now,
        )
        cms = self.world.sign(frozen.statement, iin)
        approval.answer(frozen.id, cms=cms, by=person(iin), actor=actor, at=self.now)

    def answer_all(self) -> None:
        for one in ("F1", "F2", "F3"):
            self.answer_for(one, approved=one != REFUSED)

    def fix_visit_to(self, facility: str) -> UUID:
        """Rules 14, Rules 18: the department of that place fixes the visit, and the notice goes out."""
        _, officer = self.acting(Role.OFFICER, facility)
        inspector, _ = self.acting(Role.INSPECTOR, facility)
        visit.schedule(
            self.case,
            facility=facility,
            starts_at=self.now + timedelta(hours=25),
            inspector=person(inspector).id,
            by=officer,
            seen=self.seen,
            at=self.now,
        )
        self.notify()
        return self.visit

    def visit_to(self, facility: str) -> None:
        """Rules 14 to 17: begun at its hour, recorded, concluded and sealed."""
        fixed = self.fix_visit_to(facility)
        self.world.later(hours=25)
        iin, actor = self.acting(Role.INSPECTOR, facility)
        visit.begin(self.case, visit=fixed, by=actor, at=self.now)
        photo = PHOTO + facility.encode()
        visit.add_recording(self.case, visit=fixed, content=photo, name="room.jpg", by=actor, at=self.now)
        frozen, _ = visit.prepare_conclusion(
            self.case,
            visit=fixed,
            points=tuple(
                PointFound(requirement=one.key, finding=Finding.COMPLIANT, note="") for one in for_facility(SUBTYPES)
            ),
            authorized_person="Үлгібаева Айжан",
            by=person(iin),
            actor=actor,
            at=self.now,
        )
        cms = self.world.sign(frozen.statement, iin)
        visit.conclude(frozen.id, cms=cms, by=person(iin), actor=actor, at=self.now)
        self.seal_conclusion()

    def visit_both(self) -> None:
        self.visit_to("F1")
        self.visit_to("F3")

    def hear(self) -> None:
        """Rules 12: told, opened, and the three working days are over."""
        self.announce()
        self.open_preliminary()
        self.world.later(days=12)  # Nauryz lies between

    def prepare_grant(self, by: Actor | None = None) -> None:
        standing = self.look().standing
        officer = by or Actor(person=person(OFFICER).id, role=Role.OFFICER, office="KZ-75")
        reasons = {(REFUSED, "List 9(4)"): "The body did not approve: no hot water."}
        refused = facilities.annexes_refused(standing, at=self.now, reasons=reasons)
        decision.prepare_grant(self.case, note="", annexes_refused=refused, by=officer, seen=self.seen, at=self.now)


OF_THREE: Mapping[str, tuple[Any, ...]] = {
    "known": (Road.know,),
    "complete": (
        Road.fill,
        RoadOfThree.prove_the_premises,
        Road.consent,
        Road.pay,
        RoadOfThree.receive,
        Road.register,
        Road.settle,
        Road.find_complete,
    ),
    "asked": (RoadOfThree.ask_for,),
    "answered": (RoadOfThree.answer_all,),
    "visited": (RoadOfThree.visit_both,),
    "heard": (RoadOfThree.hear,),
    "prepared": (RoadOfThree.prepare_grant,),
    "granted": (Road.grant,),
    "issued": (Road.issue,),
}
"""Milestones of such a case, as `tests.walking.MILESTONES` are of one with one facility."""
