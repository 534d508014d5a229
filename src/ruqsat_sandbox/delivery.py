"""What becomes of a message that a provider took: delivered, lost, or on its way, at once or after a while."""

import re
from collections.abc import Mapping, Sequence

from ruqsat_sandbox.store import Store

PROVIDERS = ("first", "second")
OUTCOMES: Mapping[str, str] = {
    "delivered": "Delivered",
    "failed": "Cannot be delivered",
    "sent": "Sent, and no word of its delivery",
    "refused": "Not taken: this provider does not serve it",
}
STATUSES = ("delivered", "failed", "sent")

# A number or a mailbox that behaves otherwise can be told by its name, so that a test needs no preparation.
_BY_NAME: Sequence[tuple[re.Pattern[str], Sequence[str], str]] = (
    (re.compile(r"^\+7700\d{3}0000$|^nobody@"), PROVIDERS, "failed"),
    (re.compile(r"^\+7700\d{3}1111$|^later@"), PROVIDERS, "sent"),
    (re.compile(r"^\+7700\d{3}2222$|^lost@"), PROVIDERS[:1], "failed"),
    (re.compile(r"^\+7700\d{3}3333$|^foreign@"), PROVIDERS[:1], "refused"),
)


class WayRefused(ValueError):
    """There is no such outcome or provider; the message says which there are."""


def way_of(store: Store, provider: str, recipient: str) -> tuple[str, int]:
    """What becomes of a message to *recipient*, and after how many seconds of the instance's clock."""
    found = store.row("SELECT * FROM post_ways WHERE provider = ? AND recipient = ?", provider, recipient)
    if found is not None:
        return str(found["outcome"]), int(found["after_seconds"])
    return next((outcome for name, of, outcome in _BY_NAME if provider in of and name.match(recipient)), "delivered"), 0


def set_way(store: Store, recipient: str, *, outcome: str, after_seconds: int, providers: Sequence[str]) -> None:
    """
    From now on this becomes of messages to *recipient*.

    :raises WayRefused: when the outcome or the provider is unknown, or the seconds are negative.
    """
    if outcome not in OUTCOMES:
        raise WayRefused(f"There is no outcome “{outcome}”; there are {', '.join(OUTCOMES)}.")
    if after_seconds < 0:
        raise WayRefused("A delivery takes no less than no time.")
    for provider in providers:
        _known(provider)
    with store.writing() as db:
        db.executemany(
            "INSERT INTO post_ways VALUES (?, ?, ?, ?) ON CONFLICT (provider, recipient) DO UPDATE"
            " SET outcome = excluded.outcome, after_seconds = excluded.after_seconds",
            [(provider, recipient.strip().lower(), outcome, after_seconds) for provider in providers],
        )


def settle(store: Store, provider: str, identity: str, *, status: str, at: str) -> None:
    """
    Say how one message stands from *at* on; an order that no provider keeps, as back from delivered, can be said too.

    :raises WayRefused: when the status or the provider is unknown.
    """
    _known(provider)
    if status not in STATUSES:
        raise WayRefused(f"There is no status “{status}”; there are {', '.join(STATUSES)}.")
    with store.writing() as db:
        db.execute(
            "UPDATE post SET outcome = ?, settled_at = ? WHERE provider = ? AND id = ?",
            (status, at, provider, identity),
        )


def _known(provider: str) -> None:
    if provider not in PROVIDERS:
        raise WayRefused(f"There is no provider “{provider}”; there are {', '.join(PROVIDERS)}.")
