"""Rules 8: what an owner of data answered by SMS is looked up, and has the same consequences as a code typed here."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from ruqsat.cases.actions.consenting import fill
from ruqsat.cases.actions.inviting import answered, follow_consent, opened, put_answer
from ruqsat.cases.drafting import Section, answers_of, beginning_of, save_section
from ruqsat.cases.models import Draft
from ruqsat.consents import answering
from ruqsat.consents.answering import Came
from ruqsat.consents.giving import NoSuchRequest
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.gateways.registers import Registers
from ruqsat.law.acts import Actor, Role
from ruqsat.people.models import Person

AT_ONCE = 50

CHOSEN = {Came.GIVEN: "registers", Came.REFUSED: "typed"}
"""What the form of the draft then says of the applicant's choice."""


def settle(pending: UUID, *, at: datetime, registers: Registers) -> Came:
    """
    Rules 8, List 9(8): ask the service what came of a request; a yes or a no goes on file, and what follows is done.

    Of a filed case nothing follows here: the system then owes it its inquiries. Network: not inside a transaction.

    :raises ruqsat.consents.giving.NoSuchRequest: if it was answered meanwhile.
    :raises ruqsat.consents.giving.ConsentService: if the service cannot be reached.
    """
    row = Pending.objects.filter(id=pending).first()
    if row is None:
        raise NoSuchRequest
    owner = Person.objects.filter(iin_index=bytes(row.person_index)).values_list("id", flat=True).first()
    by = Actor(person=owner, role=Role.APPLICANT)
    came = answering.look_up(pending, at=at, by=by, registers=registers, record=put_answer(bytes(row.person_index)))
    if came in CHOSEN:
        _follow(row, came, at=at, registers=registers)
    return came


def _follow(row: Pending, came: Came, *, at: datetime, registers: Registers) -> None:
    given = came is Came.GIVEN
    invited = answered(row.file_id, bytes(row.person_index), given=given, at=at)
    if invited is not None:
        if given:
            follow_consent(invited, at=at, registers=registers)
        return
    draft = Draft.objects.select_related("owner").filter(id=row.file_id, filed_at=None).first()
    if draft is None or draft.expires_at <= at or beginning_of(answers_of(draft)).represented:
        return
    save_section(draft.owner, draft.id, Section.CONSENT, {"choice": CHOSEN[came]}, at=at)
    if given:
        fill(draft.id, owner=draft.owner, at=at, registers=registers)


def unfollowed(*, at: datetime) -> list[UUID]:
    """The consents in force on which nothing followed, because a process died: their request is not answered yet."""
    asked = Invitation.objects.filter(
        file_id=OuterRef("file_id"),
        person_index=OuterRef("person_index"),
        asked_at__lte=OuterRef("given_at"),
        answered_at=None,
    )
    live = Consent.objects.filter(Exists(asked), withdrawn_at=None, valid_until__gt=at)
    return list(live.order_by("given_at").values_list("id", flat=True)[:AT_ONCE])


def follow(consent: UUID, *, at: datetime, registers: Registers) -> None:
    """Rules 8: do what follows on such a consent. Network: not inside a transaction."""
    given = Consent.objects.get(id=consent)
    row = Invitation.objects.get(file_id=given.file_id, person_index=bytes(given.person_index))
    follow_consent(opened(row), at=at, registers=registers)
