"""The offices' steps from completeness to the conclusion: Rules 9 to 18."""

from functools import lru_cache
from uuid import UUID

from ruqsat.cases.actions import approval, completeness, visit
from ruqsat.cases.composing import THE_FACILITY
from ruqsat.demo import samples
from ruqsat.demo.days import On, When
from ruqsat.demo.said import said
from ruqsat.demo.walk import Walk
from ruqsat.law import completeness as law
from ruqsat.law.acts import Finding, PointFound, Role
from ruqsat.law.local_time import local
from ruqsat.law.requirements import for_facility
from ruqsat.people.persons import iin_of


def find_complete(walk: Walk) -> None:
    """Rules 9: an officer finds the documents complete."""
    completeness.find_complete(walk.case, by=walk.acting(Role.OFFICER), seen=walk.seen, at=walk.now)


def draft_refusal_of_consideration(walk: Walk) -> None:
    """Rules 9: an officer names what is missing."""
    missing = law.missing(walk.look().standing, on=local(walk.now).date())
    completeness.draft_refusal(
        walk.case,
        shortcomings=tuple(one.shortcoming() for one in missing if one.held),
        text=said(walk.language)["missing_training"],
        by=walk.acting(Role.OFFICER),
        seen=walk.seen,
        at=walk.now,
    )


def refuse_consideration(walk: Walk) -> None:
    """Rules 9: the head signs the refusal of further consideration."""
    by, actor = walk.post(Role.HEAD)
    prepared, _ = completeness.prepare_refusal(walk.case, by=by, actor=actor, at=walk.now)
    cms = walk.world.sandbox.sign(iin_of(by), prepared.statement)
    completeness.refuse_consideration(prepared.id, cms=cms, by=by, actor=actor, at=walk.now)


def ask_for_approval(walk: Walk) -> None:
    """Rules 10(1): the sanitary body is asked."""
    by = walk.acting(Role.OFFICER)
    approval.request_approval(walk.case, facility=THE_FACILITY, by=by, seen=walk.seen, at=walk.now)


def answer(walk: Walk, *, approved: bool = True) -> None:
    """Rules 11: the sanitary body answers under a signature."""
    by, actor = walk.post(Role.APPROVER)
    reasons = "" if approved else said(walk.language)["no_water"]
    prepared, _ = approval.prepare_answer(
        walk.case, facility=THE_FACILITY, approved=approved, reasons=reasons, by=by, actor=actor, at=walk.now
    )
    cms = walk.world.sandbox.sign(iin_of(by), prepared.statement)
    approval.answer(prepared.id, cms=cms, by=by, actor=actor, at=walk.now)


def fix_visit(walk: Walk, *, on: When) -> None:
    """Rules 14: day and hour of the visit; the notice goes out at once."""
    days, inspector = walk.world.days, walk.post(Role.INSPECTOR)[0]
    starts = days.hour(on.day, on.hour) if isinstance(on, On) else days.at(on)
    visit.schedule(
        walk.case,
        facility=THE_FACILITY,
        starts_at=starts.replace(second=0, microsecond=0),
        inspector=inspector.id,
        by=walk.acting(Role.OFFICER),
        seen=walk.seen,
        at=walk.now,
    )


def cancel_visit(walk: Walk) -> None:
    """Rules 14: the visit is called off."""
    reason = said(walk.language)["cancelled"]
    visit.cancel(walk.case, visit=_visit(walk), reason=reason, by=walk.acting(Role.OFFICER), at=walk.now)


def begin_visit(walk: Walk) -> None:
    """Rules 14: the inspector is at the facility."""
    visit.begin(walk.case, visit=_visit(walk), by=walk.acting(Role.INSPECTOR), at=walk.now)


def record(walk: Walk) -> None:
    """Rules 16: a picture is taken."""
    by, content = walk.acting(Role.INSPECTOR), _picture(walk.place % 5)
    visit.add_recording(walk.case, visit=_visit(walk), content=content, name="room.png", by=by, at=walk.now)


def conclude(walk: Walk, *, lacks: str = "") -> None:
    """Rules 17: the conclusion is signed; *lacks* says in which words the equipment falls short, if it does."""
    by, actor = walk.post(Role.INSPECTOR)
    standing = walk.look().standing
    place = standing.facility(THE_FACILITY)
    assert place is not None  # noqa: S101 -- the application of every story declares it
    note = said(walk.language)[lacks] if lacks else ""
    prepared, _ = visit.prepare_conclusion(
        walk.case,
        visit=_visit(walk),
        points=tuple(
            PointFound(
                requirement=point.key,
                finding=Finding.NOT_COMPLIANT if note and point.key == "equipment" else Finding.COMPLIANT,
                note=note if point.key == "equipment" else "",
            )
            for point in for_facility(place.subtypes)
        ),
        authorized_person=walk.applicant.name,
        by=by,
        actor=actor,
        at=walk.now,
    )
    cms = walk.world.sandbox.sign(iin_of(by), prepared.statement)
    visit.conclude(prepared.id, cms=cms, by=by, actor=actor, at=walk.now)


def _visit(walk: Walk) -> UUID:
    return list(walk.look().standing.visits)[-1]


@lru_cache(maxsize=8)
def _picture(seed: int) -> bytes:
    return samples.picture(seed)
