"""What may be done from the hearing to the result: Rules 12, 19, 20, List 9."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from ruqsat.law import facilities, grounds, merits, service_rules
from ruqsat.law.acts import (
    Act,
    Actor,
    AnnexRefused,
    Corrected,
    DecisionPrepared,
    DecisionReturned,
    Granted,
    GroundFound,
    PaperOriginalReturned,
    PreliminaryDecisionServed,
    Refused,
    ResultDocument,
)
from ruqsat.law.application import Service
from ruqsat.law.permissions_of_completeness import must_be_complete, own_office
from ruqsat.law.permissions_of_hearing import grounds_named
from ruqsat.law.saying import say
from ruqsat.law.situation import earliest_result
from ruqsat.law.standing import No, Stage, Standing, act_of

_SHA256 = 64


def withdrawn(standing: Standing, _act: Act | None, _by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 6: the applicant may take the application back until the result."""
    if standing.stage is Stage.PREPARING:
        yield No(ref="Rules 6", why=say("No application has been sent yet, so there is nothing to take back."))


def decision_prepared(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 19, Rules 20: an officer prepares a grant, or a refusal of which the applicant has been told."""
    yield from must_be_complete(standing)
    yield from own_office(standing, by)
    if standing.stage is Stage.DECIDING:
        yield No(ref="Rules 20", why=say("A draft of the decision already awaits the authorized person."))
    if isinstance(act, DecisionPrepared):
        yield from _grant(standing, at=at) if act.grant else _refusal(standing, act.grounds)
        if act.grant and act.grounds:
            yield No(ref="List 9", why=say("A grant names no grounds of refusal."))
        if act.grant:
            yield from _annexes_refused(standing, act.annexes_refused, at=at)
        elif act.annexes_refused:
            yield No(ref="Rules 10", why=say("A refusal of the whole names no single facility."))
        return
    grant = next(_grant(standing, at=at), None)
    if grant is not None and (standing.preliminary is None or not grounds.borne_out(standing)):
        yield grant


def _grant(standing: Standing, *, at: datetime) -> Iterator[No]:
    """Rules 10, Rules 17, List 9: what stands in the way of a grant, in the order of the procedure."""
    for facility in standing.facilities:
        if merits.fails(standing, facility.id):
            continue
        if not merits.approval_settled(standing, facility.id, at=at):
            yield No(ref="Rules 10(1)", why=say("The approving body has not answered for every facility yet."))
        visit = standing.concluded_visit(facility.id)
        if visit is None:
            yield No(ref="Rules 10(3)", why=say("Permit control of every facility has not been concluded yet."))
        elif visit.sealed is None:
            yield No(ref="Rules 17", why=say("The conclusion of permit control has not been sealed yet."))
    yield from _license_held(standing)
    for key in grounds.of_the_whole(standing):
        yield No(ref=key, why=_OF_THE_WHOLE[key])
    granted = [one for one in standing.facilities if merits.qualifies(standing, one.id, at=at)]
    if standing.facilities and not granted:
        yield No(ref="List 9(4)", why=say("No facility has both the approval and a positive conclusion."))
    if len(granted) < len(standing.facilities):
        yield from _heard(standing)


def _license_held(standing: Standing) -> Iterator[No]:
    """Rules 8(3), Rules 19: an annex, a reissue and a duplicate rest on a license that the register knows."""
    if standing.application is None or standing.application.held is None:
        return
    if merits.license_answer(standing) is None:
        yield No(ref="Rules 8(3)", why=say("The register has not said yet whether this license is held."))


_OF_THE_WHOLE = {
    "List 9(1)": say("A court has suspended or prohibited the activity."),
    "List 9(2)": say("The license fee has not been paid in full."),
    "List 9(5)": say("A court has temporarily prohibited issuing a license to the applicant."),
    "List 9(6)": say("Documents or data of the applicant were found unreliable."),
    "List 9(7)": say("A court has deprived the applicant of the special right."),
    "List 9(8)": say("The applicant's consent to the use of restricted personal data is not on file."),
}


def _heard(standing: Standing) -> Iterator[No]:
    """Rules 10(2), Rules 12, APPC 73: before a refusal the applicant can state a position."""
    if standing.preliminary is None:
        yield No(ref="Rules 12", why=say("The applicant has not been told of the intended refusal."))


def _annexes_refused(standing: Standing, named: tuple[AnnexRefused, ...], *, at: datetime) -> Iterator[No]:
    """Rules 10, List 9: each facility that does not qualify is refused on grounds of its own, after a hearing."""
    wanted = sorted(one.id for one in facilities.not_granted(standing, at=at))
    if wanted and len(wanted) == len(standing.facilities):
        return  # nothing can be granted, and that is said already
    if sorted(one.facility for one in named) != wanted:
        why = say("The decision says of each facility that does not qualify why its annex is refused, each once.")
        yield No(ref="Rules 10", why=why)
    for one in named:
        yield from grounds_named(standing, one.grounds)
        yield from _told(standing, one.grounds)
        of_this = facilities.grounds_of(standing, one.facility)
        if any(fact not in of_this.get(ground.ground, ()) for ground in one.grounds for fact in ground.facts):
            yield No(ref="Rules 10", why=say("This ground concerns another facility."))


def _told(standing: Standing, named: tuple[GroundFound, ...]) -> Iterator[No]:
    """Rules 12: a refusal rests on grounds that the applicant was told of."""
    if standing.preliminary is None:
        return
    told = {ground.ground for ground in act_of(standing.preliminary, PreliminaryDecisionServed).grounds}
    if any(ground.ground not in told for ground in named):
        why = say("The applicant was not told of every one of these grounds in the preliminary decision.")
        yield No(ref="Rules 12", why=why)


def _refusal(standing: Standing, named: tuple[GroundFound, ...]) -> Iterator[No]:
    yield from grounds_named(standing, named)
    yield from _heard(standing)
    yield from _told(standing, named)
    if all(ground.ground in grounds.BY_FACILITY for ground in named):
        standing_facilities = [one for one in standing.facilities if not merits.fails(standing, one.id)]
        if standing_facilities:
            why = say("These grounds do not concern every facility; the others are decided on their own.")
            yield No(ref="Rules 10", why=why)


def decision_returned(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 20: the authorized person sends a draft back with a reason."""
    yield from own_office(standing, by)
    if standing.prepared is None:
        yield No(ref="Rules 20", why=say("No draft of the decision awaits the authorized person."))
    if isinstance(act, DecisionReturned) and not act.reason.strip():
        yield No(ref="Rules 20", why=say("Sending a draft back needs a reason."))


def _drafted(standing: Standing, by: Actor, *, grant: bool) -> Iterator[No]:
    """Rules 20: a draft of this very kind, prepared by another person."""
    yield from must_be_complete(standing)
    yield from own_office(standing, by)
    if standing.stage is not Stage.DECIDING or standing.prepared is None:
        yield No(ref="Rules 20", why=say("No draft of the decision has been prepared yet."))
        return
    if act_of(standing.prepared, DecisionPrepared).grant is not grant:
        yield No(ref="Rules 20", why=say("The draft that was prepared says the opposite."))
    if by.person is not None and by.person == standing.prepared.by.person:
        yield No(ref="Rules 20", why=say("Who prepared the decision does not sign it; another person does."))


def granted(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 19, Rules 20: signed by the authorized person, naming the license and each annex granted."""
    yield from _drafted(standing, by, grant=True)
    yield from _grant(standing, at=at)
    qualifying = {one.id for one in standing.facilities if merits.qualifies(standing, one.id, at=at)}
    if len(qualifying) < len(standing.facilities):
        yield from _hearing_over(standing, at=at)
    if not isinstance(act, Granted):
        return
    yield from _as_drafted(standing, act, at=at)
    yield from _sealed_bytes(act.documents)
    yield from _results_named(standing, act, qualifying)
    refused = sorted(one.id for one in facilities.not_granted(standing, at=at))
    if sorted(one.facility for one in act.documents if one.what == REFUSAL) != refused:
        yield No(ref="Rules 20", why=say("The decision names one reasoned refusal for each facility that is refused."))


REFUSAL = "refusal"
"""Rules 20: what a reasoned refusal is called as a result, of the whole or of one facility."""


def _as_drafted(standing: Standing, act: Granted, *, at: datetime) -> Iterator[No]:
    """Rules 10, Rules 20: the annexes refused are those of the draft, and the file still bears their grounds out."""
    yield from _annexes_refused(standing, act.annexes_refused, at=at)
    if standing.prepared and act.annexes_refused != act_of(standing.prepared, DecisionPrepared).annexes_refused:
        yield No(ref="Rules 20", why=say("The decision refuses other annexes than the draft that was prepared."))


def _results_named(standing: Standing, act: Granted, qualifying: set[str]) -> Iterator[No]:
    """List 5, Rules 20: the decision names what the service gives, each once, under the license's number."""
    application = standing.application
    assert application is not None  # noqa: S101 - a draft was prepared, so an application is there
    rule, held = service_rules.RULES[application.service], application.held
    wanted = service_rules.results(application, qualifying=qualifying)
    named = [(one.what, _of_what(one, rule)) for one in act.documents if one.what != REFUSAL]
    licenses = [one.number for one in act.documents if one.what == rule.license]
    anew = (rule.license, "") in wanted
    if not act.license_number or licenses != [act.license_number] * anew:
        yield No(ref="Rules 20", why=say("The decision names exactly one license, under its number."))
    if held is not None and (act.license_number != held.number) is not (
        application.service is Service.REISSUE and anew
    ):
        why = say("A reissued license has a number of its own; everything else stays under the number that is held.")
        yield No(ref="Rules 20", why=why)
    if sorted(named) != sorted(wanted):
        yield No(ref="Rules 20", why=_NAMES_FACILITIES if rule.facilities else _NAMES_PAPERS)


_NAMES_FACILITIES = say("The decision names one annex for each facility that qualifies.")
_NAMES_PAPERS = say("The decision names exactly the papers that were asked for anew.")


def _of_what(document: ResultDocument, rule: service_rules.ServiceRule) -> str:
    """Of what a paper is, as `service_rules.Result` says it."""
    if document.what == rule.license:
        return ""
    return document.facility if rule.facilities else document.number


def _sealed_bytes(documents: Iterable[ResultDocument]) -> Iterator[No]:
    if any(len(one.sha256) != _SHA256 for one in documents):
        yield No(ref="Rules 20", why=say("Each document that was shown is named by its hash."))


def _hearing_over(standing: Standing, *, at: datetime) -> Iterator[No]:
    earliest = earliest_result(standing)
    if earliest is None:
        yield from _heard(standing)
    elif at < earliest.moment:
        days = standing.edition.hearing_days
        why = say("The applicant was told of the intended refusal less than %(days)s working days ago.", days=days)
        yield No(ref="Rules 12", why=why, not_before=earliest)


def refused(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """List 9, Rules 12, Rules 20: signed after the hearing, on the grounds of the draft, which the file bears out."""
    yield from _drafted(standing, by, grant=False)
    assert standing.prepared is not None  # noqa: S101 - _drafted has said so
    drafted = act_of(standing.prepared, DecisionPrepared).grounds
    yield from _refusal(standing, drafted)
    yield from _hearing_over(standing, at=at)
    if not isinstance(act, Refused):
        return
    if {one.ground for one in act.grounds} != {one.ground for one in drafted}:
        yield No(ref="Rules 20", why=say("The refusal names other grounds than the draft that was prepared."))
    yield from grounds_named(standing, act.grounds)
    yield from _sealed_bytes(act.documents)
    if [one.what for one in act.documents] != [REFUSAL]:
        yield No(ref="Rules 20", why=say("The decision names exactly one document: the refusal."))


def paper_original_returned(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """List 8(2): upon receipt of what was reissued, the earlier paper original is given back, and that is recorded."""
    yield from own_office(standing, by)
    if standing.stage is not Stage.ISSUED:
        yield No(ref="List 8(2)", why=say("The earlier original is given back once the reissued license is received."))
        return
    due = merits.papers_to_return(standing)
    if not due:
        yield No(ref="List 8(2)", why=say("No paper original is to be given back."))
    if isinstance(act, PaperOriginalReturned) and not (act.papers and set(act.papers) <= set(due)):
        yield No(ref="List 8(2)", why=say("Only the paper originals that were reissued are given back, each once."))


def corrected(standing: Standing, act: Act | None, by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 20: a slip is put right by the authority that has the case, with its basis, and never silently."""
    yield from own_office(standing, by)
    if standing.received is None:
        yield No(ref="Rules 20", why=say("Nothing has been filed that could be corrected."))
    if isinstance(act, Corrected):
        if not act.basis.strip():
            yield No(ref="Rules 20", why=say("A correction names its basis."))
        if act.old == act.new:
            yield No(ref="Rules 20", why=say("The correction changes nothing."))
