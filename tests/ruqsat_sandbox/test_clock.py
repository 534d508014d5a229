"""The clock moves forward only, by a file that the instance reads too."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from ruqsat_sandbox.clock import Clock, ClockRefused


def test_without_a_file_the_time_is_real(tmp_path: Path) -> None:
    assert abs(Clock(tmp_path / "clock.jsonl").now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_each_move_is_a_line_with_the_total(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "below" / "clock.jsonl")
    assert clock.move(3600, by="a test") == 3600
    assert clock.move(60, by="a test") == 3660
    lines = [json.loads(line) for line in clock.path.read_text().splitlines()]
    assert [(line["seconds"], line["total_seconds"], line["by"]) for line in lines] == [
        (3600, 3600, "a test"),
        (60, 3660, "a test"),
    ]
    assert datetime.fromisoformat(lines[0]["moved_at"]).tzinfo is not None
    assert clock.offset() == Clock(clock.path).offset() == 3660


def test_a_move_by_somebody_else_is_seen(tmp_path: Path) -> None:
    clock, other = Clock(tmp_path / "clock.jsonl"), Clock(tmp_path / "clock.jsonl")
    assert clock.offset() == 0
    other.move(10, by="another process")
    assert clock.offset() == 10


def test_moves_at_once_are_all_counted(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Clock(tmp_path / "clock.jsonl").move(1, by="crowd"), range(40)))
    assert Clock(tmp_path / "clock.jsonl").offset() == 40


def test_a_line_cut_by_a_crash_does_not_count_and_spoils_nothing(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock.jsonl")
    clock.move(100, by="a test")
    with clock.path.open("a") as file:
        file.write('{"moved_at": "2026-')
    assert clock.offset() == 100
    assert clock.move(5, by="a test") == 105
    assert clock.offset() == 105


@pytest.mark.parametrize("seconds", [0, -1, 401 * 24 * 3600])
def test_backwards_nowhere_or_too_far_is_refused(tmp_path: Path, seconds: int) -> None:
    with pytest.raises(ClockRefused):
        Clock(tmp_path / "clock.jsonl").move(seconds, by="a test")
    assert not (tmp_path / "clock.jsonl").exists()


def test_the_page_moves_it_to_the_next_morning_in_kazakhstan(world: httpx.Client) -> None:
    page = world.get("/clock/").text
    (seconds,) = re.findall(r'value="(\d+)"><button[^>]*>To the next morning', page)
    before = datetime.fromisoformat(world.get("/api/clock").json()["now"])
    answer = world.post("/clock/", data={"seconds": seconds}, follow_redirects=False)
    after = datetime.fromisoformat(world.get("/api/clock").json()["now"])
    morning = after.astimezone(UTC) + timedelta(hours=5)
    assert answer.status_code == 303
    assert (morning.hour, morning.minute) == (9, 0)
    assert timedelta(0) < after - before <= timedelta(days=1, seconds=10)


def test_the_api_says_why_it_does_not_move(world: httpx.Client) -> None:
    answer = world.post("/api/clock", json={"seconds": -5})
    assert (answer.status_code, answer.json()["error"]) == (422, "not_moved")
    assert world.post("/clock/", data={"seconds": "-5"}).status_code == 422
