"""
Rules 8: owners of data answer on their own phone, by a link that came to the number registered on the portal.

The link shows what is asked; the one-time code, sent to the same number, shows that it is the owner who answers. No
session and no signature are needed. Of the link only a keyed digest is kept; it opens one request, until that ends.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from ruqsat.cases.actions.inviting import (
    NoSuchInvitationError,
    follow_consent,
    pending_code,
    put_answer,
    still_open,
    take_yes,
)
from ruqsat.cases.invited import Invited, codes_of, opened, service_of
from ruqsat.consents import giving, sparing, stuck
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.gateways.registers import Registers
from ruqsat.journal.keys import blind_index
from ruqsat.law.acts import Actor, Role
from ruqsat.law.application import Service
from ruqsat.people.models import Person

AT_ONCE = 50
AGAIN_AFTER = timedelta(minutes=2)


def to_be_sent(*, at: datetime) -> list[UUID]:
    """The requests whose link is to be sent now."""
    due = _waiting(at=at).filter(~stuck.paused(stuck.LINK, at=at), link_due__lte=at)
    return list(due.order_by("link_due").values_list("id", flat=True)[:AT_ONCE])


def forget_what_is_over(*, at: datetime) -> None:
    """A request that was answered meanwhile, or has ended, is not one that could not be sent."""
    stuck.forget_all_but(stuck.LINK, _waiting(at=at))


def _waiting(*, at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(link_due__isnull=False, answered_at=None, until__gt=at)


def language_of(invitation: UUID) -> str:
    """In which language this person is written to: the one chosen here; else the state language."""
    row = Invitation.objects.get(id=invitation)
    known = Person.objects.filter(iin_index=bytes(row.person_index)).values_list("language", flat=True).first()
    return known or "kk"


def service_for(invitation: UUID) -> Service:
    """Rules 8: what the application is for that this person's consent serves."""
    return service_of(Invitation.objects.values_list("file_id", flat=True).get(id=invitation))


def send(
    invitation: UUID, *, page: str, office: str, purpose: str, language: str, at: datetime, registers: Registers
) -> None:
    """
    Rules 8: have the request sent to the owner's registered phone, with the code and a new link; an older one ends.

    Not while the owner types a code that was asked for in the own account: sending ends that one.

    :param page: the address that the link's token is put into, at ``{token}``.
    :raises ruqsat.consents.giving.ConsentService: if the service cannot be reached; it is sent later then.
    """
    due = Invitation.objects.filter(id=invitation, link_due__lte=at, answered_at=None)
    row = due.first()
    typed = pending_code(opened(row), at=at) if row else None
    if typed is not None:
        due.update(link_due=typed.expires_at)
        return
    token = secrets.token_urlsafe(32)
    this_link = Invitation.objects.filter(id=invitation, link_index=blind_index(token))  # not one asked for meanwhile
    if not due.update(link_index=blind_index(token), link_due=at + AGAIN_AFTER):
        return
    invited = opened(Invitation.objects.get(id=invitation))
    try:
        _request(
            invited,
            office=office,
            purpose=purpose,
            language=language,
            at=at,
            registers=registers,
            link=page.format(token=token),
        )
    except giving.NoPhoneRegistered:
        this_link.update(link_due=None, link_index=None, unreachable=True)
    except sparing.TooManyCodes:
        this_link.update(link_due=at + sparing.WITHIN)
    else:
        this_link.update(link_due=None)


def by_link(token: str) -> Invited:
    """
    The request that a link opens.

    :raises NoSuchInvitationError: if it opens none, or not any more.
    """
    row = Invitation.objects.filter(link_index=blind_index(token)).first()
    if row is None:
        raise NoSuchInvitationError
    return opened(row)


def ask_for_code(
    token: str, *, office: str, purpose: str, language: str, at: datetime, registers: Registers
) -> Pending:
    """
    Rules 8: have a new code sent to the owner's registered phone.

    :raises NoSuchInvitationError: if there is nothing to answer.
    :raises ruqsat.consents.sparing.TooManyCodes, ruqsat.consents.giving.ConsentService: with a sentence.
    """
    invited = still_open(by_link(token), at=at)
    return _request(invited, office=office, purpose=purpose, language=language, at=at, registers=registers)


def consent(token: str, *, pending: UUID, code: str, now: Callable[[], datetime], registers: Registers) -> Consent:
    """
    Rules 8: yes, by link and code; what follows is as in the own account (`inviting.consent`).

    :raises NoSuchInvitationError: if there is nothing to answer.
    :raises ruqsat.consents.giving.NoSuchRequest: when the code was sent for another request, or answered.
    :raises ruqsat.consents.giving.CodeWrong, ruqsat.consents.giving.CodeOver: with a sentence.
    """
    invited = still_open(by_link(token), at=now())
    return take_yes(invited, pending, code=code, by=_actor(invited), now=now, registers=registers)


def refuse(token: str, *, pending: UUID, code: str, now: Callable[[], datetime], registers: Registers) -> None:
    """
    Rules 8, List 9(8): no, by link and code: as easy as yes.

    :raises NoSuchInvitationError, ruqsat.consents.giving.NoSuchRequest: as `consent`.
    :raises ruqsat.consents.giving.CodeWrong, ruqsat.consents.giving.CodeOver: with a sentence.
    """
    invited = still_open(by_link(token), at=now())
    row = invited.row
    if not codes_of(row).filter(id=pending).exists():
        raise giving.NoSuchRequest
    record = put_answer(bytes(row.person_index))
    try:
        giving.deny(pending, code=code, at=now(), by=_actor(invited), registers=registers, record=record)
    except giving.AnsweredOtherwise:
        follow_consent(invited, now=now, registers=registers)
        raise


def _request(
    invited: Invited,
    *,
    office: str,
    purpose: str,
    language: str,
    at: datetime,
    registers: Registers,
    link: str = "",
) -> Pending:
    return giving.request(
        invited.row.file_id,
        owner=invited.owner,
        iin=invited.iin,
        office=office,
        purpose=purpose,
        data=invited.row.data,
        language=language,
        at=at,
        registers=registers,
        link=link,
    )


def _actor(invited: Invited) -> Actor:
    """The owner of the data, by name where the owner ever signed in here."""
    person = Person.objects.filter(iin_index=bytes(invited.row.person_index)).values_list("id", flat=True).first()
    return Actor(person=person, role=Role.APPLICANT)
