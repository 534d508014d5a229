"""An amending order run over the cases on file: Rules 21-1."""

from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction

from ruqsat.cases import replaying
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.local_time import local
from ruqsat.law.replaying import Matter
from tests.law.test_book_changes import ORDER
from tests.milestones import Stand

SHORTER = EditionAmended.read(ORDER | {"replaces": {"issue_days": 3, "issue_fee_mci": 8}, "open_cases": []})


def everything() -> dict[str, str]:
    """A digest of the bytes of every table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            digest = "md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), ''))"
            cursor.execute(f'SELECT {digest} FROM "{table}" t')  # noqa: S608 -- names of tables
            found[table] = cursor.fetchone()[0]
    return found


def test_cases_on_file_are_run_over_and_nothing_is_changed(stand: Stand) -> None:
    """Rules 19, List 6: each byte of each table is what it was."""
    road = stand("issued")
    before = everything()
    (found,) = replaying.over_cases(SHORTER, at=road.now)
    assert found.case == road.case
    assert found.number == road.look().standing.number
    assert {(one.matter, one.ref) for one in found.differences} >= {(Matter.FEE, "List 6")}
    assert {one.ref for one in found.differences} >= {"Rules 19"}
    assert everything() == before
    assert "journal_entry" in before


def test_only_cases_from_a_day_on_or_only_the_newest(stand: Stand) -> None:
    road = stand("registered")
    today = local(road.now).date()
    assert len(replaying.over_cases(SHORTER, at=road.now, since=today)) == replaying.how_many(since=today) == 1
    assert replaying.over_cases(SHORTER, at=road.now, since=today + timedelta(days=1)) == []
    assert replaying.how_many(since=today + timedelta(days=1)) == 0
    assert replaying.over_cases(SHORTER, at=road.now, newest=0) == []


def test_the_database_itself_refuses_to_write_meanwhile(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("registered")

    def writing(*_args: object, **_named: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_case SET stage = 'issued'")

    monkeypatch.setattr(replaying, "replay", writing)
    with pytest.raises(InternalError, match="read-only"), transaction.atomic():
        replaying.over_cases(SHORTER, at=road.now)
