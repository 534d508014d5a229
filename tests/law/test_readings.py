"""How unclear clauses are read: each reading names the place in the code that keeps it."""

import importlib
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "law" / "readings.md"
REFERENCE = re.compile(r"(?:Rules|List|Annex|APPC|Permits|Tax) \d+")
NAMED_ALONE = {"Edition": "ruqsat.law.editions.Edition", "Stage": "ruqsat.law.standing.Stage"}


def rows() -> list[tuple[str, str, str, str]]:
    """The lines of the table: clause, question, reading, places."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines]
    return [(row[0], row[1], row[2], row[3]) for row in cells if len(row) == 4][1:]


def places() -> list[str]:
    return sorted({place for row in rows() for place in re.findall(r"`([^`]+)`", row[3])})


def found(place: str) -> object:
    """The module, class, function or field of that name, below the law or the house; ``None`` if there is none."""
    first, _, rest = place.partition(".")
    name = f"{NAMED_ALONE[first]}.{rest}" if first in NAMED_ALONE else place
    for whole in (name, f"ruqsat.law.{name}", f"ruqsat.{name}"):
        parts = whole.split(".")
        for end in range(len(parts), 0, -1):
            try:
                here: object = importlib.import_module(".".join(parts[:end]))
            except ModuleNotFoundError:
                continue
            for attribute in parts[end:]:
                annotated = getattr(here, "__annotations__", {}).get(attribute)
                here = annotated or getattr(here, attribute, None)
            if here is not None:
                return here
            break
    return None


@pytest.mark.parametrize("place", places())
def test_the_place_that_a_reading_names_is_there(place: str) -> None:
    assert found(place) is not None


def test_every_reading_has_its_clause_its_reason_and_its_place() -> None:
    assert len(rows()) > 50
    for clause, question, reading, named in rows():
        assert REFERENCE.match(clause), clause
        assert question
        assert reading.endswith("."), reading
        assert "`" in named, (clause, question)


def test_no_question_is_answered_twice() -> None:
    asked = [(clause, question) for clause, question, _, _ in rows()]
    assert len(asked) == len(set(asked))
