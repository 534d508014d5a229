from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from ruqsat import instance_clock
from ruqsat.instance_clock import ClockCannotMove
from ruqsat.journal.files import open_file


@pytest.fixture(autouse=True)
def clock_file(tmp_path: Path, settings: Settings) -> Path:
    settings.CLOCK_FILE = tmp_path / "clock.jsonl"
    return tmp_path / "clock.jsonl"


def ahead_of_the_wall_clock() -> timedelta:
    return instance_clock.now() - datetime.now(UTC)


def test_without_a_file_it_is_the_wall_clock() -> None:
    assert abs(ahead_of_the_wall_clock()) < timedelta(seconds=5)
    assert instance_clock.now().tzinfo is UTC


def test_moves_add_up_and_are_on_record(clock_file: Path) -> None:
    instance_clock.move(86_400, "test")
    instance_clock.move(3_600, "test")
    assert abs(ahead_of_the_wall_clock() - timedelta(days=1, hours=1)) < timedelta(seconds=5)
    assert [line.count('"by": "test"') for line in clock_file.read_text().splitlines()] == [1, 1]


def test_a_move_by_another_process_is_followed(clock_file: Path) -> None:
    instance_clock.now()
    clock_file.write_text('{"moved_at": "2026-01-01T00:00:00+00:00", "by": "x", "seconds": 60, "total_seconds": 60}\n')
    assert instance_clock.ahead() == timedelta(seconds=60)


@pytest.mark.parametrize("seconds", [0, -1])
def test_it_moves_forward_only(seconds: int) -> None:
    with pytest.raises(ClockCannotMove, match="forward only"):
        instance_clock.move(seconds, "test")


def test_with_a_real_outside_system_it_cannot_be_moved(settings: Settings) -> None:
    instance_clock.move(60, "test")
    settings.GATEWAYS = settings.GATEWAYS | {"payments": {"kind": "bank", "url": "https://bank.example"}}
    assert instance_clock.ahead() == timedelta(0)
    with pytest.raises(ClockCannotMove, match="real"):
        instance_clock.move(60, "test")


def test_a_moved_clock_with_a_real_outside_system_is_an_error(settings: Settings) -> None:
    assert instance_clock.check_clock(None) == []
    instance_clock.move(60, "test")
    assert instance_clock.check_clock(None) == []
    settings.GATEWAYS = settings.GATEWAYS | {"payments": {"kind": "bank", "url": "https://bank.example"}}
    assert [message.id for message in instance_clock.check_clock(None)] == ["ruqsat.E001"]


@pytest.mark.django_db
def test_an_instance_with_nothing_on_file_may_begin_in_the_past_and_goes_forward_from_there() -> None:
    begun = datetime.now(UTC) - timedelta(days=30)
    assert abs(instance_clock.begin_at(begun, "test") - begun) < timedelta(seconds=5)
    instance_clock.move(86_400, "test")
    assert abs(ahead_of_the_wall_clock() + timedelta(days=29)) < timedelta(seconds=5)


@pytest.mark.django_db
def test_with_anything_on_file_it_is_not_set_back() -> None:
    open_file("case", id=uuid4(), at=datetime.now(UTC))
    with pytest.raises(ClockCannotMove, match="files of cases"):
        instance_clock.begin_at(datetime.now(UTC) - timedelta(days=1), "test")


@pytest.mark.django_db
def test_it_does_not_begin_in_the_future_nor_beside_a_real_outside_system(settings: Settings) -> None:
    with pytest.raises(ClockCannotMove, match="in the past"):
        instance_clock.begin_at(datetime.now(UTC) + timedelta(days=1), "test")
    settings.GATEWAYS = settings.GATEWAYS | {"payments": {"kind": "bank", "url": "https://bank.example"}}
    with pytest.raises(ClockCannotMove, match="real"):
        instance_clock.begin_at(datetime.now(UTC) - timedelta(days=1), "test")
