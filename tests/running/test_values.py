"""What is wrong with a variable is one sentence with its name, and never the secret."""

from pathlib import Path

import pytest

from ruqsat.running import CannotRun
from ruqsat.running.outside import gateways
from ruqsat.running.values import WHOLE, is_wait, json_object, key_bytes, log_level, secret, whole

PIN = "1357"


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_number_is_taken_within_its_bounds_and_where_nothing_is_said_the_usual_holds(name: str) -> None:
    least, most, otherwise = WHOLE[name]
    assert [whole(name, said) for said in (str(least), f" {most} ", "", " ")] == [least, most, otherwise, otherwise]


@pytest.mark.parametrize("said", ["many", "6.5", "-1", "501", "1e2", "٦", "9" * 5000, "6\n7"])
def test_what_is_no_such_number_is_said_with_the_bounds(said: str) -> None:
    with pytest.raises(CannotRun, match=r"^RUQSAT_DATABASE_POOL is no whole number from 0 to 500\."):
        whole("RUQSAT_DATABASE_POOL", said)


@pytest.mark.parametrize(("said", "level"), [("", "INFO"), (" debug ", "DEBUG"), ("CRITICAL", "CRITICAL")])
def test_the_log_leaves_out_what_is_below_the_level_that_is_said(said: str, level: str) -> None:
    assert log_level("RUQSAT_LOG_LEVEL", said) == level


@pytest.mark.parametrize("said", ["all", "10", "WARN ING", "информация"])
def test_what_is_no_level_is_said_with_those_that_are(said: str) -> None:
    with pytest.raises(CannotRun, match=r"^RUQSAT_LOG_LEVEL is none of DEBUG, INFO, WARNING, ERROR, CRITICAL\."):
        log_level("RUQSAT_LOG_LEVEL", said)


@pytest.mark.parametrize(
    ("said", "is_one"),
    [("0.1", True), ("600", True), ("600.1", False), ("0", False), ("-3", False), ("nan", False), ("inf", False)],
)
def test_a_wait_is_above_nought_and_bounded(said: str, is_one: bool) -> None:
    assert is_wait(said, most=600) is is_one


def test_a_secret_comes_from_the_variable_or_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "pin"
    path.write_text(f"{PIN}\n")
    for environ in ({"PIN": f" {PIN} "}, {"PIN_FILE": str(path)}):
        assert secret("PIN", file="PIN_FILE", environ=environ) == PIN
    assert secret("PIN", file="PIN_FILE", environ={}) == ""


@pytest.mark.parametrize(
    ("held", "why"),
    [(f"{PIN}\n{PIN}".encode(), "line break"), (f"\ufeff{PIN}".encode(), "nobody sees"), (b"\xff", "no text in UTF-8")],
)
def test_a_file_that_holds_no_secret_is_named_and_not_shown(tmp_path: Path, held: bytes, why: str) -> None:
    path = tmp_path / "pin"
    path.write_bytes(held)
    with pytest.raises(CannotRun, match=f"PIN_FILE.*{why}") as caught:
        secret("PIN", file="PIN_FILE", environ={"PIN_FILE": str(path)})
    assert PIN not in str(caught.value)


def test_a_file_that_is_not_there_and_a_variable_of_two_lines_are_said() -> None:
    with pytest.raises(CannotRun, match=r"^PIN_FILE: /nowhere cannot be read"):
        secret("PIN", file="PIN_FILE", environ={"PIN_FILE": "/nowhere"})
    with pytest.raises(CannotRun, match=r"^PIN holds a line break") as caught:
        secret("PIN", file="PIN_FILE", environ={"PIN": f"{PIN}\n{PIN}"})
    assert PIN not in str(caught.value)


def test_a_key_that_is_no_base64_is_said_and_not_shown() -> None:
    with pytest.raises(CannotRun, match=r"^RUQSAT_INSTANCE_KEY, or its file") as caught:
        key_bytes("RUQSAT_INSTANCE_KEY", f"{PIN}!")
    assert PIN not in str(caught.value)


@pytest.mark.parametrize("said", ["{", "[]", "7", "null", "[" * 100_000])
def test_what_is_no_json_object_is_said(said: str) -> None:
    with pytest.raises(CannotRun, match=r"^RUQSAT_TAX_BODIES is no JSON object"):
        json_object("RUQSAT_TAX_BODIES", said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("reel", "is no JSON object"),
        ('{"payment": {"url": "https://pay.example"}}', "names “payment”, and there are: registers, payments"),
        ('{"payments": "https://pay.example"}', "says of “payments” something that is no JSON object of texts"),
        ('{"payments": {"time_out": 5}}', "says of “payments” something that is no JSON object of texts"),
    ],
)
def test_what_is_said_of_the_outside_systems_and_makes_no_sense_is_said(said: str, why: str) -> None:
    with pytest.raises(CannotRun, match=f"^RUQSAT_GATEWAYS {why}"):
        gateways({"RUQSAT_GATEWAYS": said}, sandbox_url="http://127.0.0.1:8100")
