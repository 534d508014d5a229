"""What an application states of the license that it rests on: List 8(2), List 8(3); and of that what a draft asks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ruqsat.cases import sections_held
from ruqsat.cases.drafting import Answers, Section
from ruqsat.law import offices, service_rules
from ruqsat.law.application import Address, Applicant, Change, Facility, LicenseHeld, Loss, Service
from ruqsat.law.documents import ApplicationFacts
from ruqsat.law.offices import Office, OfficeList


def held_of(service: Service, answers: Answers) -> LicenseHeld | None:
    """List 8(2), List 8(3): the license that is held and, where the service is about papers, which of them."""
    rule = service_rules.RULES[service]
    if not rule.held:
        return None
    papers = sections_held.papers_in(answers) if rule.papers else ()
    return LicenseHeld(number=str(sections_held.held_in(answers).get("number") or ""), papers=papers)


def change_of(service: Service, answers: Answers) -> Change | None:
    """List 8(2): what changed, on which ground and day; ``None`` while it is not said, or for another service."""
    given, ground = answers.get(Section.CHANGE.value, {}), sections_held.ground_in(answers)
    if not service_rules.RULES[service].change or not (ground and given.get("changed_on")):
        return None
    return Change(
        ground=ground,
        changed_on=date.fromisoformat(given["changed_on"]),
        before=str(given.get("before") or ""),
        now=str(given.get("now") or ""),
    )


def loss_of(service: Service, answers: Answers) -> Loss | None:
    """List 8(3): whether the original was lost or damaged."""
    given = answers.get(Section.LOSS.value, {}).get("loss")
    return Loss(given) if service_rules.RULES[service].loss and given else None


def facilities_of(service: Service, answers: Answers, described: tuple[Facility, ...]) -> tuple[Facility, ...]:
    """
    Rules 19, List 8(2): the facilities that an application names: those *described* where they are examined; of a
    reissue otherwise the annexes whose address it states; of a duplicate none.
    """
    if sections_held.examined(service, answers):
        return described
    if service is not Service.REISSUE:
        return ()
    annexes = sections_held.described_annexes(answers)
    return tuple(_annex(annex, answers, place=place) for place, annex in enumerate(annexes, start=1))


def _annex(annex: str, answers: Answers, *, place: int) -> Facility:
    given = answers.get(Section.ANNEXES.value, {})
    parts = ("postal_code", "region", "city", "district", "locality", "street", "building")
    known: Mapping[str, Any] = sections_held.held_in(answers).get("subtypes") or {}  # type: ignore[assignment]  # of a draft's JSON
    subtypes = given.get(f"subtypes_{annex}") if sections_held.subtypes_asked(answers) else known.get(annex)
    return Facility(
        id=f"F{place}",
        address=Address(**{part: str(given.get(f"{part}_{annex}") or "").strip() for part in parts}),
        subtypes=tuple(subtypes or ()),
        title_basis="",
    )


def facts_of(service: Service, answers: Answers, facts: ApplicationFacts) -> ApplicationFacts:
    """List 8(2), List 8(3): of a draft's *facts* those that decide on the documents of its service."""
    change = change_of(service, answers)
    if sections_held.examined(service, answers):
        return replace(facts, service=service, change=change)
    addresses = tuple(one.id for one in facilities_of(service, answers, ()))
    return replace(facts, specialists={}, facilities=(), service=service, change=change, addresses=addresses)


def office_of(
    applicant: Applicant,
    *,
    address: Address,
    facilities: tuple[Facility, ...],
    answers: Answers,
    among: OfficeList,
) -> Office | None:
    """
    Rules 3: the department for the application; of a foreign legal entity that names no facility, the one that issued
    the license (docs/law/readings.md), where this register knows it. ``None`` where nothing tells.
    """
    try:
        return offices.for_application(applicant, address=address, facilities=facilities, among=among)
    except offices.UnknownRegion:
        return among.offices.get(str(sections_held.held_in(answers).get("office") or ""))
