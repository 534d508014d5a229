"""The four services side by side: what each rests on, who is examined, what comes out (List 5, List 8, Rules 19)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ruqsat.law import reissue
from ruqsat.law.application import THE_LICENSE, Application, Facility, Service
from ruqsat.law.permitted import No
from ruqsat.law.saying import say


@dataclass(frozen=True, kw_only=True)
class ServiceRule:
    """
    What an application for a service must and must not state.

    ``ref`` is the clause that asks for the documents; ``license`` and ``annex`` are what the results are called where
    the service gives them, as `ResultDocument.what` says it; "" where it gives none.
    """

    ref: str
    facilities: bool
    held: bool
    papers: bool
    change: bool
    loss: bool
    license: str
    annex: str


RULES: Mapping[Service, ServiceRule] = {
    Service.ISSUE: ServiceRule(
        ref="List 8(1)",
        facilities=True,
        held=False,
        papers=False,
        change=False,
        loss=False,
        license="license",
        annex="annex",
    ),
    Service.ANNEX: ServiceRule(
        ref="List 8(1)", facilities=True, held=True, papers=False, change=False, loss=False, license="", annex="annex"
    ),
    Service.REISSUE: ServiceRule(
        ref="List 8(2)",
        facilities=False,
        held=True,
        papers=True,
        change=True,
        loss=False,
        license="reissued_license",
        annex="reissued_annex",
    ),
    Service.DUPLICATE: ServiceRule(
        ref="List 8(3)",
        facilities=False,
        held=True,
        papers=True,
        change=False,
        loss=True,
        license="license_duplicate",
        annex="annex_duplicate",
    ),
}
"""List 5: the services of the List. A reissue names facilities only where the change concerns them."""


def faults(application: Application) -> Iterator[No]:
    """List 8(1), List 8(2), List 8(3): what an application of its service lacks, or states that belongs to another."""
    rule = RULES[application.service]
    yield from _faults_of_license(application, rule)
    if rule.facilities and not application.facilities:
        yield No(ref=rule.ref, why=say("The application names no facility."))
    if application.service is Service.DUPLICATE and application.facilities:
        yield No(ref=rule.ref, why=say("A duplicate repeats what was issued; it names no facility."))
    if rule.change and application.change is None:
        yield No(ref=rule.ref, why=say("The application does not say what has changed."))
    if rule.loss and application.loss is None:
        yield No(ref=rule.ref, why=say("The application does not say whether the original was lost or damaged."))
    if (application.change and not rule.change) or (application.loss and not rule.loss):
        yield No(ref=rule.ref, why=say("The application states what belongs to another service."))
    if application.change is not None and rule.change:
        yield from reissue.faults(application.change, application.applicant.kind)


def _faults_of_license(application: Application, rule: ServiceRule) -> Iterator[No]:
    held = application.held
    if rule.held and (held is None or not held.number.strip()):
        yield No(ref=rule.ref, why=say("The application does not name the license that is held."))
    elif rule.papers and held is not None and not held.papers:
        yield No(
            ref=rule.ref, why=say("The application does not say which of the license and its annexes it concerns.")
        )
    if held is not None and not rule.held:
        yield No(ref=rule.ref, why=say("The application states what belongs to another service."))


def examined(application: Application) -> tuple[Facility, ...]:
    """
    Rules 10(1), Rules 10(3): the facilities that are approved and visited.

    Rules 19 (docs/law/readings.md): for a reissue only where the change touches the premises or the subtypes; for a
    duplicate none.
    """
    if RULES[application.service].facilities:
        return application.facilities
    ground = reissue.GROUNDS.get(application.change.ground) if application.change else None
    return application.facilities if ground is not None and ground.visited else ()


Result = tuple[str, str]
"""What a result is (`ResultDocument.what`), and of what: a facility's id, an annex's number, "" for the license."""


def results(application: Application, *, qualifying: Collection[str]) -> frozenset[Result]:
    """
    List 5: what a grant gives: the license and an annex for each facility that qualifies, or what was asked anew.

    :param qualifying: the facilities that were examined and qualify, by their ids.
    """
    rule = RULES[application.service]
    if rule.facilities:
        of_facilities = {(rule.annex, one.id) for one in application.facilities if one.id in qualifying}
        return frozenset(of_facilities | ({(rule.license, "")} if rule.license else set()))
    papers = application.held.papers if application.held else ()
    return frozenset((rule.license, "") if paper == THE_LICENSE else (rule.annex, paper) for paper in papers)
