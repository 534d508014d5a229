"""What is handed over on paper after the result: Annex 2(5), Annex 3(5)."""

from collections.abc import Iterator
from datetime import datetime

from ruqsat.law.acts import Act, Actor, Granted, PaperHandedOver, PaperOnBlank
from ruqsat.law.application import THE_LICENSE
from ruqsat.law.local_time import local
from ruqsat.law.permissions_of_completeness import own_office
from ruqsat.law.permitted import No
from ruqsat.law.saying import say
from ruqsat.law.service_rules import RULES
from ruqsat.law.standing import Stage, Standing, act_of

_REF = "Annex 2(5)"


def results_on_paper(standing: Standing) -> tuple[str, ...]:
    """
    Annex 2(5), Annex 3(5): what of the result is wanted on paper: the license, annexes by number; none if not ticked.

    The forms ask it once, of the license; it is read as asked of everything that the service gives.
    """
    application, granted = standing.application, standing.granted
    if application is None or granted is None or not application.on_paper:
        return ()
    return papers_of(granted, license_=RULES[application.service].license)


def papers_of(granted: Granted, *, license_: str) -> tuple[str, ...]:
    """The papers of a decision, as `LicenseHeld` names them; *license_* is what it calls the license."""
    return tuple(THE_LICENSE if one.what == license_ else one.number for one in granted.documents)


def handed_over(standing: Standing) -> tuple[PaperOnBlank, ...]:
    """Annex 2(5), Annex 3(5): what was handed over so far, each with its blank."""
    return tuple(one for filed in standing.handed_over for one in act_of(filed, PaperHandedOver).papers)


def to_hand_over(standing: Standing) -> tuple[str, ...]:
    """Annex 2(5), Annex 3(5): what was issued, is wanted on paper and was not handed over yet."""
    if standing.stage is not Stage.ISSUED:
        return ()
    done = {one.paper for one in handed_over(standing)}
    return tuple(paper for paper in results_on_paper(standing) if paper not in done)


def paper_handed_over(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Annex 2(5), Annex 3(5): after the result, each wanted paper once, on a blank of its own, to somebody named."""
    yield from own_office(standing, by)
    if standing.stage is not Stage.ISSUED:
        yield No(ref=_REF, why=say("Nothing is handed over on paper before the result is issued."))
    due = set(to_hand_over(standing))
    if not due:
        yield No(ref=_REF, why=say("No paper copy is to be handed over."))
    if not isinstance(act, PaperHandedOver):
        return
    named, blanks = [one.paper for one in act.papers], [one.blank.strip() for one in act.papers]
    if not named or len(set(named)) < len(named) or not set(named) <= due:
        yield No(ref=_REF, why=say("Only what was wanted on paper is handed over, each once."))
    used = {one.blank for one in handed_over(standing)}
    if not all(blanks) or len(set(blanks)) < len(blanks) or used & set(blanks):
        yield No(ref=_REF, why=say("Each paper has a blank of its own; its series and number are recorded."))
    if not act.to.strip() or not act.proof.strip():
        yield No(ref=_REF, why=say("It is recorded to whom the paper was handed, and what shows it."))
    yield from _on_a_day(standing, act, at=at)


def _on_a_day(standing: Standing, act: PaperHandedOver, *, at: datetime) -> Iterator[No]:
    if act.on > local(at).date():
        yield No(ref=_REF, why=say("The day lies in the future."))
    if standing.issued is not None and act.on < local(standing.issued.filed_at).date():
        yield No(ref=_REF, why=say("On that day the result was not issued yet."))
