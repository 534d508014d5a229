"""``ruqsat law replay``: what it refuses with a sentence, and how it tells what it found."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ruqsat.law.book import FIRST
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.replaying import Replayed
from ruqsat.law.replaying import replay as replay_case
from ruqsat.law.standing import Stage
from ruqsat.law.timeline import Timeline, Wording
from ruqsat.lawbook import replays
from ruqsat.lawbook.answers import CannotAnswer
from tests.law.road import SPACE, at_stage
from tests.law.test_book_changes import ORDER
from tests.lawbook.asking import ask

FILE = """
id = "2027-15"
order = "Order No. 15"
signed_on = 2026-11-20
published_on = 2026-11-25
in_force_from = 2027-02-01

[replaces]
issue_days = 10
closes = 18:00:00
"""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "cannot be read: No such file or directory."),
        ("issue_days = ", "is no TOML: "),
        ("issue_days = 10", "Nothing is known by the name “issue_days” here."),
        (FILE.replace("issue_days = 10", "issue_days = 'ten'"), "At “issue_days” a whole number is expected."),
        (FILE.replace("2027-02-01", "'soon'"), "At “in_force_from” a day is expected"),
    ],
)
def test_a_file_that_says_no_order_is_refused_with_one_sentence(tmp_path: Path, text: str | None, why: str) -> None:
    """Rules 21-1."""
    path = tmp_path / "order.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    found = ask("replay", "--edition", str(path))
    assert (found.status, found.out, found.err.count("\n")) == (2, "", 1)
    assert why in found.err


def test_an_order_that_contradicts_the_book_of_the_instance_is_refused(tmp_path: Path) -> None:
    """Rules 21-1, Rules 9: the tables beside the code may say another thing than its last edition."""
    path = tmp_path / "order.toml"
    path.write_text(FILE.replace("issue_days = 10", "issue_days = 2"), encoding="utf-8")
    order, last = replays.order_in(path, spoken="en"), list(FIRST.editions)[-1].value
    with pytest.raises(CannotAnswer, match="The check of completeness ends before the term"):
        replays.check(order, book=FIRST, spoken="en")
    quick = Wording(since=date(2027, 1, 1), value=replace(last, completeness_days=1, approval_days=1))
    book = replace(FIRST, editions=Timeline([*FIRST.editions, quick]))
    replays.check(replays.order_in(path, spoken="en"), book=book, spoken="en")


def test_a_language_or_day_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "order.toml"
    path.write_text(FILE, encoding="utf-8")
    assert ask("replay", "--edition", str(path), "--language", "de").status == 2
    assert ask("replay", "--edition", str(path), "--from", "yesterday").status == 2


def test_an_order_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "order.toml"
    path.write_text(FILE, encoding="utf-8")
    order = replays.order_in(path, spoken="en")
    assert (order.in_force_from, order.replaces["issue_days"]) == (date(2027, 2, 1), 10)


def test_counts_come_first_then_cases_with_their_clauses() -> None:
    """Rules 21-1, Rules 19."""
    road = at_stage(Stage.ISSUED)
    rules = road.standing.edition
    order = EditionAmended.read(ORDER)
    found = replay_case(
        road.acts, rules=rules, changed=replace(rules, issue_days=2, issue_fee_mci=8), book=FIRST, at=road.at
    )
    on = road.acts[0].filed_at.date()
    touched = Replayed(case=SPACE, number="75-2026-000001", received_on=on, differences=found)
    untouched = Replayed(case=SPACE, number="75-2026-000002", received_on=on, differences=())
    answer = replays.answer(order, [touched, untouched], spoken="en")
    assert (answer.data["cases"], answer.data["cases_touched"], answer.data["counts"]["fee"]) == (2, 1, 1)
    assert answer.data["touched"][0]["number"] == "75-2026-000001"
    text = "\n".join(answer.lines)
    assert text.index("Fees of another amount") < text.index("75-2026-000001") < text.index("List 6")
    assert "43250 tenge; by the order 34600 tenge." in text
    assert "75-2026-000002" not in text
