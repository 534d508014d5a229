"""What owners of data answered to requests for consent: by the code, or by SMS with the request's short number."""

import re
import secrets
import sqlite3

from ruqsat_sandbox.asking import refuse
from ruqsat_sandbox.world import World

YES, NO = "1", "0"
_WORDS = {"1": YES, "ИӘ": YES, "ДА": YES, "YES": YES, "0": NO, "ЖОҚ": NO, "НЕТ": NO, "NO": NO}
_ANSWER = re.compile(r"^\s*(\w+)[\s,.:;-]+(\d{6})\s*\.?\s*$")


def new_number(db: sqlite3.Connection, request: str) -> str:
    """A short number for a request, which no other request has."""
    while True:
        number = f"{secrets.randbelow(900_000) + 100_000}"
        taken = db.execute("SELECT 1 FROM consent_answers WHERE number = ?", (number,)).fetchone()
        if taken is None:
            db.execute("INSERT INTO consent_answers (request, number) VALUES (?, ?)", (request, number))
            return number


def given_to(text: str) -> tuple[str, str] | None:
    """Yes or no and the number of the request, as somebody types it; ``None`` where that cannot be told."""
    found = _ANSWER.match(text)
    said = _WORDS.get(found[1].upper()) if found else None
    return (said, found[2]) if found and said else None


def answered(world: World, request: str) -> sqlite3.Row | None:
    """The answer that was taken; ``None`` while there is none."""
    return world.store.row("SELECT * FROM consent_answers WHERE request = ? AND answer IS NOT NULL", request)


def take(world: World, request: str, said: str, *, means: str) -> None:
    """Take an answer; the first one stands."""
    if said not in {YES, NO}:
        refuse(422, "field_wrong", "The answer is 1 or 0.", field="answer")
    with world.store.writing() as db:
        db.execute(
            "UPDATE consent_answers SET answer = ?, means = ?, answered_at = ? WHERE request = ? AND answer IS NULL",
            (said, means, world.now(), request),
        )
