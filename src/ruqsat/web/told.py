"""Rules 12, Rules 14: the messages about a case, as people see them: what, when, by which means, and how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ruqsat.post.models import Message
from ruqsat.post.writing import of_file

State = Message.State
RESULT = gettext_lazy("The result")
WHAT: Mapping[str, Promise] = {
    "registered": gettext_lazy("The registration of the application"),
    "not_filed": gettext_lazy("The signature that was not accepted"),
    "refusal_intended": gettext_lazy("The preliminary decision"),
    "visit_notice": gettext_lazy("The day and hour of the visit"),
}
"""What a message is about; every other one is about the result."""

MEANS: Mapping[str, Promise] = {"sms": gettext_lazy("SMS"), "email": gettext_lazy("E-mail")}
STATES: Mapping[str, tuple[Promise, str]] = {
    State.WAITING: (gettext_lazy("Not sent yet"), "yellow"),
    State.SENT: (gettext_lazy("Sent, not delivered yet"), "blue"),
    State.DELIVERED: (gettext_lazy("Delivered"), "green"),
    State.FAILED: (gettext_lazy("Not delivered"), "red"),
    State.GIVEN_UP: (gettext_lazy("Sent, nothing is known of its delivery"), "grey"),
    State.OVERTAKEN: (gettext_lazy("Not sent: it did not hold any more"), "grey"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """
    One message: about what, by which means, to whom in part, and how it stands since when.

    ``sent_at`` is the provider's acceptance, from which the hours of Rules 14 run; ``None`` before.
    """

    what: Promise
    means: Promise
    to: str
    written_at: datetime
    sent_at: datetime | None
    state: str
    settled_at: datetime | None
    label: Promise
    colour: str


def told(file: UUID, *, about: Iterable[UUID] | None = None) -> tuple[Told, ...]:
    """The messages of a case in the order in which they were written, or those about some acts only."""
    acts = None if about is None else set(about)
    return tuple(_told(one) for one in of_file(file) if acts is None or one.act in acts)


def _told(message: Message) -> Told:
    label, colour = STATES[message.state]
    return Told(
        what=WHAT.get(message.what, RESULT),
        means=MEANS[message.means],
        to=message.to_masked,
        written_at=message.created_at,
        sent_at=message.accepted_at if message.state != State.WAITING else None,
        state=message.state,
        settled_at=message.settled_at,
        label=label,
        colour=colour,
    )
