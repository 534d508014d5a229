"""What an application asks that rests on a license that is held: List 8(1) for an annex, List 8(2), List 8(3)."""

from collections.abc import Mapping

from ruqsat.cases.drafting import Answers, Section
from ruqsat.law import reissue
from ruqsat.law.application import THE_LICENSE, Service
from ruqsat.law.saying import Saying, say

REQUIRED: Mapping[Section, tuple[str, ...]] = {
    Section.HELD: ("number",),
    Section.GROUND: ("ground",),
    Section.PAPERS: ("papers",),
    Section.CHANGE: ("changed_on", "before", "now"),
    Section.LOSS: ("loss",),
}

WAITS_FOR: Mapping[Section, tuple[Section, ...]] = {
    Section.PAPERS: (Section.HELD, Section.GROUND, Section.CONSENT),
    Section.CHANGE: (Section.GROUND, Section.CONSENT),
    Section.ANNEXES: (Section.PAPERS,),
}

WHY_WAIT: Mapping[Section, Saying] = {
    Section.HELD: say("First give the number of the license."),
    Section.GROUND: say("First say why the license is reissued."),
    Section.PAPERS: say("First choose the license and the annexes that it concerns."),
    Section.CHANGE: say("First say what has changed."),
    Section.ANNEXES: say("First give the addresses of the annexes."),
}

_OF_THE_APPLICANT = frozenset(
    {
        Section.REPRESENTATIVE,
        Section.ORGANIZATION,
        Section.CONSENT,
        Section.NAME,
        Section.RESIDENCE,
        Section.REGISTRATION,
        Section.ENTITY,
        Section.LEGAL_ADDRESS,
        Section.HEAD,
        Section.CONTACTS,
        Section.BANK,
    }
)
_AT_THE_END = frozenset({Section.DOCUMENTS, Section.PAPER, Section.CONFIRMATIONS})
ADDRESS_PARTS = ("postal_code", "region", "city", "street", "building")


def arranged(of_issue: tuple[Section, ...], *, service: Service, answers: Answers) -> tuple[Section, ...]:
    """
    List 8(1), List 8(2), List 8(3): the sections of *service*, given those of a first license.

    A license from the applicant's own account is fixed; one that is only stated is the first thing asked.
    """
    held = () if held_in(answers).get("fixed") else (Section.HELD,)
    match service:
        case Service.ISSUE:
            return of_issue
        case Service.ANNEX:
            return (*held, *of_issue)
        case Service.REISSUE:
            return _of_reissue(of_issue, held, answers)
        case Service.DUPLICATE:
            return _of_duplicate(of_issue, held)


def held_in(answers: Answers) -> Mapping[str, object]:
    """The license that the draft rests on, as far as it is stated; fixed when it came from the own account."""
    return answers.get(Section.HELD.value, {})


def ground_in(answers: Answers) -> str:
    """Permits 33: the ground of reissue that was chosen; "" while none is."""
    return str(answers.get(Section.GROUND.value, {}).get("ground") or "")


def papers_in(answers: Answers) -> tuple[str, ...]:
    """Which of the license and its annexes the application concerns, as far as they are chosen."""
    return tuple(answers.get(Section.PAPERS.value, {}).get("papers") or ())


def examined(service: Service, answers: Answers) -> bool:
    """Rules 19 (docs/law/readings.md): whether the premises and the work are described, to be approved and visited."""
    if service in {Service.ISSUE, Service.ANNEX}:
        return True
    ground = reissue.GROUNDS.get(ground_in(answers))
    return service is Service.REISSUE and ground is not None and ground.visited


def described_annexes(answers: Answers) -> tuple[str, ...]:
    """
    List 8(2): the annexes whose address the application states: where it changed, or where this register has it not.
    """
    annexes = tuple(paper for paper in papers_in(answers) if paper != THE_LICENSE)
    return annexes if touches_address(answers) or not held_in(answers).get("fixed") else ()


def touches_address(answers: Answers) -> bool:
    """Permits 33(6): whether the change is of the address of a facility, which stands in an annex."""
    ground = reissue.GROUNDS.get(ground_in(answers))
    return ground is not None and "real_estate" in ground.proved_by


def subtypes_asked(answers: Answers) -> bool:
    """Whether the subtypes of an annex are asked for too: this register knows them of a license of its own."""
    return not held_in(answers).get("fixed")


def annexes_described(answers: Answers) -> bool:
    """Whether every annex that is to be described is."""
    given = answers.get(Section.ANNEXES.value, {})
    wanted = (*ADDRESS_PARTS, *(("subtypes",) if subtypes_asked(answers) else ()))
    return all(given.get(f"{part}_{annex}") for annex in described_annexes(answers) for part in wanted)


def _of_reissue(of_issue: tuple[Section, ...], held: tuple[Section, ...], answers: Answers) -> tuple[Section, ...]:
    """List 8(2): why, which papers, what changed; the work and its place only where the change touches them."""
    before, after = _around_consent(tuple(one for one in of_issue if one in _OF_THE_APPLICANT))
    visited = examined(Service.REISSUE, answers)
    work = tuple(one for one in of_issue if one not in _OF_THE_APPLICANT | _AT_THE_END) if visited else ()
    annexes = (Section.ANNEXES,) if described_annexes(answers) and not visited else ()
    end = tuple(one for one in of_issue if one in _AT_THE_END)
    return (*held, Section.GROUND, *before, Section.PAPERS, Section.CHANGE, *annexes, *after, *work, *end)


def _of_duplicate(of_issue: tuple[Section, ...], held: tuple[Section, ...]) -> tuple[Section, ...]:
    """List 8(3): which papers, and what became of them; a document only where a representative has a power."""
    before, after = _around_consent(tuple(one for one in of_issue if one in _OF_THE_APPLICANT))
    power = (Section.DOCUMENTS,) if Section.REPRESENTATIVE in of_issue else ()
    return (*held, *before, Section.PAPERS, Section.LOSS, *after, *power, Section.CONFIRMATIONS)


def _around_consent(listed: tuple[Section, ...]) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """What comes up to the consent, and what comes after it: the register's answer says which papers there are."""
    place = listed.index(Section.CONSENT) + 1
    return listed[:place], listed[place:]
