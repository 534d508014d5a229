from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from ruqsat import instance_clock
from ruqsat.instance_clock import ClockCannotMove


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
