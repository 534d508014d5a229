"""Each service in the machine: its application, what can happen in its cases, and what must hold of what is granted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ruqsat.law import merits, service_rules
from ruqsat.law.acts import FeePaid, Granted, PaperOriginalReturned, ResultDocument, ResultIssued
from ruqsat.law.application import Application, Service
from ruqsat.law.standing import Stage, act_of
from tests.law import of_services
from tests.law.invariants import (
    OF_A_LICENSE,
    Invariant,
    a_license_rests_on_a_recorded_visit_concluded_point_by_point,
    a_license_rests_on_approval_or_lawful_silence,
)
from tests.law.road import HEAD, IIN, OFFICER, SHA, Road, an_application
from tests.law.steps import STEPS, Step, decide

NEW_NUMBER = "26000001"


def a_grant(road: Road) -> Granted:
    """The decision that names what the service gives for all that qualifies now."""
    standing, application = road.standing, road.standing.application
    assert application is not None
    rule = service_rules.RULES[application.service]
    qualifying = {one.id for one in standing.facilities if merits.qualifies(standing, one.id, at=road.at)}
    wanted = sorted(service_rules.results(application, qualifying=qualifying))
    anew = application.held is None or (application.service is Service.REISSUE and (rule.license, "") in wanted)
    number = NEW_NUMBER if application.held is None or anew else application.held.number
    documents = tuple(
        ResultDocument(
            what=what,
            facility=of if rule.facilities else "",
            number=number if what == rule.license else of,
            sha256=SHA,
        )
        for what, of in wanted
    )
    return Granted(happened_at=road.at, license_number=number, documents=documents)


def grant(road: Road) -> None:
    decide(road, a_grant(road), HEAD)


def issue(road: Road) -> None:
    if road.standing.granted is not None and road.standing.issued is None:
        road.file(ResultIssued(happened_at=road.at, documents=road.standing.granted.documents))


def give_back(road: Road, *papers: str) -> None:
    decide(road, PaperOriginalReturned(happened_at=road.at, papers=papers), OFFICER)


def the_register_knows_the_change(road: Road, *, now: str = of_services.RENAMED.now) -> None:
    road.answer("name_change", IIN, old_name=of_services.RENAMED.before, new_name=now)


_OF_A_LICENSE_HELD: Mapping[str, Step] = {
    **STEPS,
    "the register knows the license": of_services.knows_the_license,
    "the register knows another license": partial(of_services.knows_the_license, number="25000018"),
    "the register knows no paper": partial(of_services.knows_the_license, on_paper=""),
    "the register knows that it has ended": partial(of_services.knows_the_license, status="terminated"),
    "the register knows no license": of_services.no_license,
    "the register knows the change": the_register_knows_the_change,
    "the register knows another change": partial(the_register_knows_the_change, now="Басқа Біреу"),
    "the license is given back": lambda road: give_back(road, "license"),
    "an annex is given back": lambda road: give_back(road, "001"),
    "granted": grant,
    "the result is issued": issue,
}


def what_is_granted_rests_on_a_license_that_the_register_knows(road: Road) -> None:
    """Rules 8(3), List 9(6); asked at the very act, since a later answer may say otherwise."""
    if isinstance(road.acts[-1].act, Granted):
        assert merits.license_answer(road.standing) is not None
        assert merits.license_disproved(road.standing) is None


def a_duplicate_is_of_what_was_on_paper(road: Road) -> None:
    """Rules 19, List 8(3)."""
    if isinstance(road.acts[-1].act, Granted):
        assert "license" in of_services.what_register_says(road).data["on_paper"].split()


def what_is_granted_is_paid_for(road: Road, *, fee: int) -> None:
    """List 6, List 9(2)."""
    if isinstance(road.acts[-1].act, Granted):
        paid = [act_of(one, FeePaid).amount for one in road.standing.payments]
        assert sum(paid) >= fee


def nothing_is_approved_or_visited(road: Road) -> None:
    """Rules 19 (docs/law/readings.md)."""
    assert not road.standing.approvals
    assert not road.standing.visits


def the_earlier_paper_is_owed_back_until_it_is_given_back(road: Road) -> None:
    """List 8(2)."""
    if road.standing.stage is Stage.ISSUED:
        owed = {duty.code for duty in road.standing.duties}
        assert owed == ({"return_paper_original"} if merits.papers_to_return(road.standing) else set())


@dataclass(frozen=True, kw_only=True)
class Played:
    """
    One service in the machine.

    ``application`` is made with its documents or without; ``first`` is what a diligent office waits for before a grant,
    ``otherwise`` before a refusal; ``never`` are stages that such a case cannot come to.
    """

    application: Callable[[bool], Application]
    invariants: tuple[Invariant, ...]
    steps: Mapping[str, Step]
    first: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    never: frozenset[Stage] = frozenset()


_KNOWN = ("the register knows the license",)
_UNKNOWN = ("the register knows another license",)
_RESTS_ON_IT = (what_is_granted_rests_on_a_license_that_the_register_knows,)

PLAYED: Mapping[Service, Played] = {
    Service.ISSUE: Played(
        application=lambda attached: an_application(attached=attached), steps=STEPS, invariants=OF_A_LICENSE
    ),
    Service.ANNEX: Played(
        application=lambda attached: replace(
            of_services.for_annex(), attachments=an_application(attached=attached).attachments
        ),
        steps=_OF_A_LICENSE_HELD,
        first=_KNOWN,
        otherwise=_UNKNOWN,
        invariants=(
            *_RESTS_ON_IT,
            a_license_rests_on_approval_or_lawful_silence,
            a_license_rests_on_a_recorded_visit_concluded_point_by_point,
        ),
    ),
    Service.REISSUE: Played(
        application=lambda _: of_services.for_reissue(of_services.RENAMED, "license", "001"),
        steps=_OF_A_LICENSE_HELD,
        first=(*_KNOWN, "the register knows the change"),
        otherwise=(*_UNKNOWN, "the register knows the change"),
        invariants=(
            *_RESTS_ON_IT,
            partial(what_is_granted_is_paid_for, fee=4325),
            nothing_is_approved_or_visited,
            the_earlier_paper_is_owed_back_until_it_is_given_back,
        ),
    ),
    Service.DUPLICATE: Played(
        application=lambda _: of_services.for_duplicate(),
        steps=_OF_A_LICENSE_HELD,
        first=_KNOWN,
        otherwise=_UNKNOWN,
        invariants=(
            *_RESTS_ON_IT,
            partial(what_is_granted_is_paid_for, fee=43250),
            a_duplicate_is_of_what_was_on_paper,
            nothing_is_approved_or_visited,
        ),
        never=frozenset({Stage.CONSIDERATION_REFUSED}),  # List 8(3): nothing is asked for that could be missing
    ),
}
