"""What people are told by SMS and e-mail, in their own language, after the act that it is about."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.utils.translation import gettext, override

from ruqsat.cases.case_file import CaseFile, look
from ruqsat.cases.consequences import LETTERS
from ruqsat.documents.labels import clause, day
from ruqsat.gateways.answers import Unavailable
from ruqsat.jobs import delivering, letters, mailing
from ruqsat.jobs.delivering import Feed, Resting
from ruqsat.jobs.letters import Letter
from ruqsat.journal.models import Outbox
from ruqsat.law.acts import (
    Act,
    GroundFound,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    Registered,
    ResultIssued,
    SignatureJudged,
    VisitScheduled,
)
from ruqsat.law.application import Application, Service
from ruqsat.law.calendar import local
from ruqsat.law.offices import visiting_office
from ruqsat.post.models import Message
from ruqsat.post.writing import EMAIL, SMS, Content, write

log = structlog.get_logger()

ISSUED: Mapping[Service, str] = {
    Service.ISSUE: "license_issued",
    Service.ANNEX: "annex_issued",
    Service.REISSUE: "reissued",
    Service.DUPLICATE: "duplicate_issued",
}
"""List 10(1): of which result a letter tells."""


def send_visit_notice(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
    """
    Rules 14: notify the applicant of the visit by SMS and e-mail to the contacts in the application.

    Each recorded sending goes on file with the provider's answer. Where nothing was sent, the notice stays owed.
    """
    at = now()
    file = look(case, at=at)
    scheduled = next(filed for filed in file.acts if filed.id == act)
    assert isinstance(scheduled.act, VisitScheduled)  # noqa: S101 -- the job was deferred for such an act
    letter = _visit_letter(scheduled.act, file, phone=_phone(file, at=at))
    _sent(_written(file, act, "visit_notice", letter, at=at), now=now)


def tell_applicant(case: UUID, *, now: Callable[[], datetime]) -> bool:
    """
    List 10(1): tell the applicant what became of the application: registered, not filed, decided; in this order.

    ``False`` where the gateway does not answer: the letter stays on the feed, and the sweep comes back to it.
    """
    return delivering.deliver(_feed(now), case, now=now)


def tell_all(*, now: Callable[[], datetime]) -> None:
    """
    Catch up: every case with an unsent letter, several at a time.

    A letter that cannot be written, or that the gateway chokes on, does not keep the others waiting.
    """
    delivering.deliver_all(_feed(now), now=now)


def _feed(now: Callable[[], datetime]) -> Feed:
    def tell(row: Outbox) -> Unavailable | Resting | None:
        return _told(look(row.file_id, at=now()), row.entry_id, now=now)

    return Feed(name=LETTERS, system="messages", telling=lambda _cases: tell)


def _told(file: CaseFile, act: UUID, *, now: Callable[[], datetime]) -> Unavailable | Resting | None:
    at, filed = now(), next(one for one in file.acts if one.id == act)
    what = _what(filed.act, file)
    values = _values(filed.act, file)
    letter = letters.render(what, values, language=_application(file).language)
    written = _written(file, act, what, letter, at=at)
    due = {one.id for one in written if mailing.is_to_be_asked(one, at=at)}
    sent = _sent(written, now=now)
    waiting = {one.id: one.next_at for one in sent if one.state == Message.State.WAITING}
    if not waiting:
        return None
    why = f"No provider has taken the {next(one.means for one in sent if one.id in waiting)} yet."
    if due and due <= waiting.keys():
        return Unavailable(why=why)
    # A message has pauses of its own: while they last, nobody is asked. If one of two was taken, somebody answers.
    return Resting(why=why, until=min(next_at for next_at in waiting.values() if next_at is not None))


def _application(file: CaseFile) -> Application:
    assert file.standing.application is not None  # noqa: S101 -- only cases with an application have jobs
    return file.standing.application


def _written(file: CaseFile, act: UUID, what: str, letter: Letter, *, at: datetime) -> Sequence[Message]:
    """Both messages about an act, as they stand: written now, or before."""
    application = _application(file)
    first, *others = application.contacts.phones
    contents = {
        SMS: Content(to=first, subject="", text=letter.sms, then=tuple(others)),
        EMAIL: Content(to=application.contacts.email, subject=letter.subject, text=letter.text),
    }
    return write(file.id, act=act, what=what, language=application.language, contents=contents, at=at)


def _sent(written: Sequence[Message], *, now: Callable[[], datetime]) -> list[Message]:
    """Each through a provider that takes it; those taken before are not sent again."""
    return [mailing.send(message.id, now=now) for message in written]


def _phone(file: CaseFile, *, at: datetime) -> str:
    """List 10(5): the first number of the contact centre that day."""
    return file.book.edition_on(local(at).date()).contact_centre[0]


def _visit_letter(plan: VisitScheduled, file: CaseFile, *, phone: str) -> Letter:
    """Rules 14, Rules 18: the department that carries out the visit tells when, and to which facility."""
    application = _application(file)
    facility = next(one for one in application.facilities if one.id == plan.facility)
    place, visiting = facility.address, visiting_office(facility, among=file.standing.lists.offices)
    starts = local(plan.starts_at)

    def values(language: str) -> Mapping[str, str]:
        return {
            "office": visiting.short.in_(language),
            "city": place.city,
            "street": place.street,
            "building": place.building,
            "day": day(starts.date(), language),
            "hour": f"{starts:%H:%M}",
            "phone": phone,
        }

    return letters.render("visit_notice", values, language=application.language)


def _what(act: Act, file: CaseFile) -> str:
    """Which message tells of an act."""
    match act:
        case Registered():
            return "registered"
        case SignatureJudged():
            return "not_filed"
        case PreliminaryDecisionSent():
            return "refusal_intended"
        case ResultIssued():
            return _result(file, _application(file).service)
    raise LookupError(act.KIND)


def _result(file: CaseFile, service: Service) -> str:
    """Rules 10, Rules 20: granted, refused, or granted for some facilities and refused for others."""
    granted = file.standing.granted
    if granted is None:
        return "refused"
    return "annex_refused" if granted.annexes_refused else ISSUED[service]


def _values(act: Act, file: CaseFile) -> Callable[[str], Mapping[str, str | int]]:
    """What stands in the message about an act, in a language."""
    due, number = file.standing.service_due, file.standing.number or ""
    until = due.on if due else None

    def values(language: str) -> Mapping[str, str | int]:
        with override(language):
            reason = gettext(act.reason) if isinstance(act, SignatureJudged) else ""
        return {
            "number": number,
            "link": f"{settings.PUBLIC_URL}/applications/{file.id}/",
            "short_link": f"{settings.PUBLIC_URL}/to/{number}/",
            "day": day(until, language) if until else "",
            "days": file.standing.edition.objection_days,
            "clauses": _clauses(_grounds(act, file), language),
            "grounds": _reasons(_grounds(act, file), language),
            "reason": reason,
        }

    return values


def _grounds(act: Act, file: CaseFile) -> Sequence[GroundFound]:
    """Rules 12: the grounds that are intended, where the message tells of them."""
    if not isinstance(act, PreliminaryDecisionSent):
        return ()
    made = next(one.act for one in file.acts if one.id == act.decision)
    assert isinstance(made, PreliminaryDecisionMade)  # noqa: S101 -- what was sent was made
    return made.grounds


def _reasons(grounds: Sequence[GroundFound], language: str) -> str:
    """Rules 12, Rules 13: each ground with its reason: who receives the message knows why."""
    return "\n".join(f"{clause(ground.ground, language)}: {ground.text}" for ground in grounds)


def _clauses(grounds: Sequence[GroundFound], language: str) -> str:
    """Rules 12: their clauses alone, each once, for whoever has the phone and nothing to sign in with."""
    points = dict.fromkeys(ground.ground.removeprefix("List ") for ground in grounds)
    return clause(f"List {', '.join(points)}", language)
