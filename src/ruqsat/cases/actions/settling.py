"""Rules 8: what an owner of data answered by SMS is looked up, and has the same consequences as a code typed here."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ruqsat.cases.actions.consenting import ask_about
from ruqsat.cases.actions.inviting import put_answer
from ruqsat.cases.choosing import Choice, choose
from ruqsat.cases.drafting import answers_of, beginning_of
from ruqsat.cases.invited import answered, opened
from ruqsat.cases.models import Draft
from ruqsat.consents import answering, stuck
from ruqsat.consents.answering import Came
from ruqsat.consents.giving import NoSuchRequest
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.consents.owners import owner_of
from ruqsat.consents.waiting import asked_on
from ruqsat.gateways.registers import Registers
from ruqsat.law.acts import Actor, Role
from ruqsat.law.inquiries import APPLICANT
from ruqsat.people.models import Person

AT_ONCE = 50

CHOSEN = {Came.GIVEN: Choice.REGISTERS, Came.REFUSED: Choice.TYPED}
"""What the form of the draft then says of the applicant's choice."""


def settle(pending: UUID, *, now: Callable[[], datetime], registers: Registers) -> Came:
    """
    Rules 8, List 9(8): ask the service what came of a request; a yes or a no goes on file, and what follows is done.

    Of a filed case nothing follows here: the system then owes it its inquiries. Network: not inside a transaction.

    :raises ruqsat.consents.giving.NoSuchRequest: if it was answered meanwhile.
    :raises ruqsat.consents.giving.ConsentService: if the service cannot be reached.
    """
    at = now()
    row = Pending.objects.filter(id=pending).first()
    if row is None:
        raise NoSuchRequest
    owner = Person.objects.filter(iin_index=bytes(row.person_index)).values_list("id", flat=True).first()
    by = Actor(person=owner, role=Role.APPLICANT)
    came = answering.look_up(pending, at=at, by=by, registers=registers, record=put_answer(bytes(row.person_index)))
    if came in CHOSEN:
        _follow(row, came, now=now, registers=registers)
    return came


def _follow(row: Pending, came: Came, *, now: Callable[[], datetime], registers: Registers) -> None:
    at, given = now(), came is Came.GIVEN
    invited = answered(row.file_id, bytes(row.person_index), as_applicant=row.as_applicant, given=given, at=at)
    of_its_owner = invited is not None or _choose(row.file_id, came, said_at=at, at=at)
    if given and of_its_owner:
        ask_about(row.file_id, owner_of(row), now=now, registers=registers)


def _choose(file: UUID, came: Came, *, said_at: datetime, at: datetime) -> bool:
    """The form of the applicant's own draft says so too; whether it does, and no newer choice stands there."""
    draft = Draft.objects.select_related("owner").filter(id=file, filed_at=None, expires_at__gt=at).first()
    if draft is None or beginning_of(answers_of(draft)).represented:
        return False
    return choose(draft.owner, draft.id, CHOSEN[came], said_at=said_at, at=at)


def unfollowed(*, at: datetime) -> list[UUID]:
    """The consents in force on which nothing followed, because a process died; what broke is left alone for a while."""
    due = _unfollowed(at=at).filter(~stuck.paused(stuck.FOLLOWING, at=at), follow_at__lte=at)
    return list(due.order_by("follow_at").values_list("id", flat=True)[:AT_ONCE])


def forget_what_is_over(*, at: datetime) -> None:
    """What was taken back, has ended, or was followed meanwhile is not undone."""
    stuck.forget_all_but(stuck.FOLLOWING, _unfollowed(at=at))


def _unfollowed(*, at: datetime) -> QuerySet[Consent]:
    return Consent.objects.filter(follow_at__isnull=False, withdrawn_at=None, ended_at=None, valid_until__gt=at)


def follow(consent: UUID, *, now: Callable[[], datetime], registers: Registers) -> None:
    """
    Rules 8: do what follows on such a consent, and ask what was not asked yet. Network: not inside a transaction.

    A request made anew after this consent stays open, and who chose since to type everything is not asked about.
    """
    at, given = now(), Consent.objects.get(id=consent)
    person, as_applicant = bytes(given.person_index), given.as_applicant
    row = Invitation.objects.filter(file_id=given.file_id, person_index=person, as_applicant=as_applicant).first()
    owner = APPLICANT if row is None else opened(row).owner
    if row is not None and row.answered_at is None and row.asked_at <= given.given_at:
        answered(given.file_id, person, as_applicant=as_applicant, given=True, at=at)
    if row is not None or _choose(given.file_id, Came.GIVEN, said_at=given.given_at, at=at):
        ask_about(given.file_id, owner, now=now, registers=registers, known=asked_on(consent))
    Consent.objects.filter(id=consent).update(follow_at=None)
