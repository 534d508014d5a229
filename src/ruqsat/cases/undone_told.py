"""The same that the operations page shows (`cases.undone`), in lines for the command line and for programs."""

from datetime import datetime
from typing import Any

from ruqsat.cases.undone import FEEDS, Messages, OfMessage, Seen, Stuck


def as_json(seen: Seen) -> dict[str, Any]:
    """The same for programs."""
    return {
        "dead_letters": [_of_stuck(one) for one in seen.dead],
        "dead_letters_in_all": seen.dead_in_all,
        "failing": [_of_stuck(one) for one in seen.failing],
        "failing_in_all": seen.failing_in_all,
        "feeds": [{"feed": one.feed, "waiting": one.count, "since": _moment(one.since)} for one in seen.feeds],
        "systems": [
            {
                "system": one.name, "answered_at": _moment(one.answered_at), "failed_at": _moment(one.failed_at),
                "down_since": _moment(one.down_since), "next_at": _moment(one.next_at), "why": one.why,
            }
            for one in seen.systems
        ],
        "queue": [{"task": one.task, "waiting": one.count, "since": _moment(one.since)} for one in seen.waiting],
        "failed_jobs": [{"task": one.task, "count": one.count, "since": _moment(one.since)} for one in seen.failed],
        "messages": _of_messages(seen.messages),
        "consents": [
            {"what": one.what, "waiting": one.count, "since": _moment(one.since), "next_at": _moment(one.next_at)}
            for one in seen.consents
        ],
        "registers": [
            {
                "source": one.name, "failures": one.failures, "failing_since": _moment(one.failing_since),
                "left_alone_until": _moment(one.ask_again_at), "why": one.why,
            }
            for one in seen.sources
        ],
        "information": [
            {
                "order": one.order, "recipient": one.recipient, "sent_at": _moment(one.sent_at),
                "since": _moment(one.since), "asked_at": _moment(one.asked_at),
            }
            for one in seen.uninformed
        ],
    }  # fmt: skip


def _of_messages(messages: Messages) -> dict[str, Any]:
    return {
        "waiting": [
            {
                "what": one.what, "means": one.means, "state": one.state, "count": one.count,
                "since": _moment(one.since),
            }
            for one in messages.waiting
        ],
        "failing": [_of_message(one) for one in messages.failing],
        "failing_in_all": messages.failing_in_all,
        "came_to_nothing": [_of_message(one) for one in messages.lost],
        "came_to_nothing_in_all": messages.lost_in_all,
    }  # fmt: skip


def _of_message(one: OfMessage) -> dict[str, Any]:
    row = one.row
    return {
        "id": str(row.id), "what": row.what, "means": row.means, "case": str(row.file_id), "number": one.number,
        "state": row.state, "since": _moment(row.since), "attempts": row.attempts, "said": row.said,
        "provider": row.provider, "next_at": _moment(row.next_at), "can_be_sent_again": one.again,
    }  # fmt: skip


def _of_stuck(one: Stuck) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.pk, "kind": row.kind, "case": str(row.file_id), "number": one.number, "attempts": row.attempts,
        "since": _moment(row.since), "tried_at": _moment(row.tried_at),
        "next_at": None if row.dead_at and row.kind in FEEDS else _moment(row.next_at),
        "cause": row.cause, "why": row.why, "dead_at": _moment(row.dead_at),
    }  # fmt: skip


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def as_lines(seen: Seen) -> list[str]:
    """The same as text, one thing a line; the first column of what is stuck is its number for ``retry``."""
    lines = [f"Waiting for a person: {seen.dead_in_all}"]
    lines += [_line_of(one) for one in seen.dead]
    lines += [f"Tried again by itself: {seen.failing_in_all}"]
    lines += [_line_of(one) for one in seen.failing]
    lines += [
        f"Feed {one.feed}: {one.count} waiting" + (f", the oldest since {_moment(one.since)}" if one.since else "")
        for one in seen.feeds
    ]
    for system in seen.systems:
        state = f"does not answer since {_moment(system.down_since)}: {system.why}" if system.down_since else "answers"
        lines.append(f"System {system.name}: {state}; last took something {_moment(system.answered_at) or 'never'}")
    lines += [f"Queue {one.task}: {one.count} waiting since {_moment(one.since)}" for one in seen.waiting]
    lines += [f"Failed jobs {one.task}: {one.count}, the last {_moment(one.since)}" for one in seen.failed]
    return [*lines, *_outside(seen)]


def _outside(seen: Seen) -> list[str]:
    messages = seen.messages
    lines = [
        f"Messages {one.what}, {one.means}, {one.state}: {one.count}, the oldest since {_moment(one.since)}"
        for one in messages.waiting
    ]
    lines += [f"Messages tried in vain: {messages.failing_in_all}", *map(_line_of_message, messages.failing)]
    lines += [f"Messages that came to nothing: {messages.lost_in_all}", *map(_line_of_message, messages.lost)]
    lines += [
        f"Not told or sent yet, {one.what}: {one.count}"
        + (f", the oldest since {_moment(one.since)}, next {_moment(one.next_at)}" if one.count else "")
        for one in seen.consents
    ]
    for source in seen.sources:
        rests = f", left alone until {_moment(source.ask_again_at)}" if source.ask_again_at else ""
        lines.append(f"Register {source.name}: fails since {_moment(source.failing_since)}{rests}: {source.why}")
    for one in seen.uninformed:
        state = f"sent {_moment(one.sent_at)}, not confirmed" if one.sent_at else f"not sent since {_moment(one.since)}"
        lines.append(f"Information on order {one.order} to {one.recipient}: {state}")
    return lines


def _line_of_message(one: OfMessage) -> str:
    row = one.row
    last = f", {row.attempts} attempts, last {row.provider}: {row.said}" if row.attempts else ""
    again = ", can be sent again" if one.again else ""
    return f"  {row.id}  {row.what}, {row.means}  {one.case}  {row.state} since {_moment(row.since)}{last}{again}"


def _line_of(one: Stuck) -> str:
    row = one.row
    return f"  {row.pk}  {row.kind}  {one.case}  since {_moment(row.since)}, {row.attempts} attempts: {row.why}"
