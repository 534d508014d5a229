"""What people are told by SMS and e-mail, in their own language, after the act that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, gettext_noop, override

from ruqsat.cases.actions import visit as visits
from ruqsat.cases.case_file import CaseFile, look
from ruqsat.cases.consequences import LETTERS
from ruqsat.documents.labels import day
from ruqsat.gateways import messages
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.messages import Accepted, NotAccepted
from ruqsat.journal import files, outbox
from ruqsat.law.acts import (
    Filed,
    PreliminaryDecisionSent,
    Registered,
    ResultIssued,
    SignatureJudged,
    VisitNoticeSent,
    VisitScheduled,
)
from ruqsat.law.application import Application, Service
from ruqsat.law.calendar import local
from ruqsat.law.offices import OfficeList, visiting_office

log = structlog.get_logger()

ISSUED: Mapping[Service, str] = {
    Service.ISSUE: gettext_noop("Your license is issued"),
    Service.ANNEX: gettext_noop("Your annex is issued"),
    Service.REISSUE: gettext_noop("Your license or annex is reissued"),
    Service.DUPLICATE: gettext_noop("Your duplicate is issued"),
}
"""List 10(1): of which result a letter tells."""

AT_ONCE = 50
FAILED_IN_A_ROW = 3


@dataclass(frozen=True, kw_only=True)
class Letter:
    """
    One message: a subject and a text for e-mail; for the phone the same text, or the shorter ``sms`` where there is
    one.

    Cyrillic letters go by 67 in a part of an SMS, so a short text with a short address costs two parts, not four.
    """

    subject: str
    text: str
    sms: str = ""


def send_visit_notice(case: UUID, act: UUID, *, at: datetime) -> None:
    """
    Rules 14: notify the applicant of the visit by SMS and e-mail to the contacts in the application.

    Each recorded sending goes on file with the gateway's answer. Where nothing was sent, the notice stays owed.
    """
    file = look(case, at=at)
    scheduled = next(filed for filed in file.acts if filed.id == act)
    assert isinstance(scheduled.act, VisitScheduled)  # noqa: S101 -- the job was deferred for such an act
    application = _application(file)
    letter = _visit_letter(scheduled.act, application, among=file.standing.lists.offices, phone=_phone(file, at=at))
    for means, to, answer in _send(act, application, letter):
        if isinstance(answer, Accepted):
            notice = VisitNoticeSent(
                happened_at=min(answer.accepted_at, at),
                visit=scheduled.act.visit,
                means=means,
                to_masked=masked(to),
                reference=answer.reference,
            )
            visits.notice_sent(case, notice, raw=answer.raw, at=at)
        else:
            log.warning("a notice was not sent", case=str(case), means=means, why=answer.why)


def tell_applicant(case: UUID, *, at: datetime) -> bool:
    """
    List 10(1): tell the applicant what became of the application: registered, not filed, decided; in this order.

    ``False`` where the gateway does not answer: the letter stays on the feed, and the sweep comes back to it.
    """
    while (row := outbox.next_undelivered(LETTERS, case)) is not None:
        if not _told(look(case, at=at), row.entry_id):
            return False
        with transaction.atomic():
            files.lock(case)
            outbox.delivered(row, at=at)
    return True


def tell_all(*, at: datetime) -> None:
    """
    Catch up: every case with an unsent letter; given up for now when the gateway fails three times in a row.

    A letter that cannot be written, or that the gateway chokes on, does not keep the others waiting.
    """
    failed = 0
    for case in outbox.files_waiting(LETTERS, limit=AT_ONCE):
        try:
            failed = 0 if tell_applicant(case, at=at) else failed + 1
        except Exception:
            log.exception("a letter cannot be written", case=str(case))
        if failed == FAILED_IN_A_ROW:
            return


def _told(file: CaseFile, act: UUID) -> bool:
    filed = next(one for one in file.acts if one.id == act)
    application = _application(file)
    came = _send(act, application, _letter(file, filed, application))
    for means, _, answer in came:
        if not isinstance(answer, Accepted):
            log.warning("a message was not sent", case=str(file.id), means=means, why=answer.why)
    return not any(isinstance(answer, Unavailable) for _, _, answer in came)


def _application(file: CaseFile) -> Application:
    assert file.standing.application is not None  # noqa: S101 -- only cases with an application have jobs
    return file.standing.application


def _send(
    act: UUID, application: Application, letter: Letter
) -> list[tuple[str, str, Accepted | NotAccepted | Unavailable]]:
    gateway = messages.connect(settings.GATEWAYS["messages"]["url"])
    phone, email = application.contacts.phones[0], application.contacts.email
    return [
        ("sms", phone, gateway.sms(uuid5(act, "sms"), to=phone, text=letter.sms or letter.text)),
        ("email", email, gateway.email(uuid5(act, "email"), to=email, subject=letter.subject, text=letter.text)),
    ]


def _phone(file: CaseFile, *, at: datetime) -> str:
    """List 10(5): the first number of the contact centre that day."""
    return file.book.edition_on(local(at).date()).contact_centre[0]


def _visit_letter(plan: VisitScheduled, application: Application, *, among: OfficeList, phone: str) -> Letter:
    """Rules 14, Rules 18: the department that carries out the visit tells when, and to which facility."""
    facility = next(one for one in application.facilities if one.id == plan.facility)
    place, visiting = facility.address, visiting_office(facility, among=among)
    starts = local(plan.starts_at)
    with override(application.language):
        text = gettext(
            "Permit control: a specialist of %(office)s will visit %(city)s, %(street)s, %(building)s on %(day)s at"
            " %(hour)s. Please give access to the premises (Rules 14). Questions: %(phone)s."
        )
        return Letter(
            subject=gettext("A visit to your premises"),
            text=text
            % {
                "office": visiting.short.in_(application.language),
                "city": place.city,
                "street": place.street,
                "building": place.building,
                "day": day(starts.date(), application.language),
                "hour": f"{starts:%H:%M}",
                "phone": phone,
            },
        )


def _letter(file: CaseFile, filed: Filed, application: Application) -> Letter:
    due, number = file.standing.service_due, file.standing.number
    values = {"number": number, "link": f"{settings.PUBLIC_URL}/applications/{file.id}/"}
    short = values | {"link": f"{settings.PUBLIC_URL}/to/{number}/"}
    with override(application.language):
        match filed.act:
            case Registered():
                until = {"day": day(due.on, application.language) if due and due.on else ""}
                text = gettext("Application %(number)s is registered. The result is due by %(day)s. See %(link)s")
                sms = gettext("Your application is registered, the result is due by %(day)s: %(link)s")
                subject = gettext("Your application is registered")
                return Letter(subject=subject, text=text % (values | until), sms=sms % (short | until))
            case SignatureJudged(reason=reason):
                subject = gettext("Your application was not filed")
                text = gettext("The signature on your application was not accepted: %(reason)s See %(link)s")
                return Letter(subject=subject, text=text % (values | {"reason": gettext(reason)}))
            case PreliminaryDecisionSent():
                subject = gettext("A refusal is intended: state your position")
                text = gettext(
                    "On application %(number)s it is intended to refuse. Read why and object within %(days)s working"
                    " days of opening it (Rules 12): %(link)s"
                )
                sms = gettext(
                    "A refusal is intended. Read why; you can object for %(days)s working days after: %(link)s"
                )
                days = {"days": file.standing.edition.objection_days}
                return Letter(subject=subject, text=text % (values | days), sms=sms % (short | days))
            case ResultIssued():
                subject = _subject_of_result(file, application.service)
                text = gettext("The result on application %(number)s is in your personal account: %(link)s")
                sms = gettext("The result on your application is in your personal account: %(link)s")
                return Letter(subject=subject, text=text % values, sms=sms % short)
    raise LookupError(filed.act.KIND)


def _subject_of_result(file: CaseFile, service: Service) -> str:
    """Rules 10, Rules 20: granted, refused, or granted for some facilities and refused for others."""
    granted = file.standing.granted
    if granted is None:
        return gettext("Your application is refused")
    if granted.annexes_refused:
        return gettext("Your license is issued, and the annex of a facility is refused")
    return gettext(ISSUED[service])


def masked(to: str) -> str:
    """A phone number or an address with its middle hidden: enough to recognise, not enough to use."""
    if "@" in to:
        name, _, host = to.partition("@")
        return f"{name[:2]}•••@{host}"
    return f"{to[:5]}•••{to[-2:]}"
