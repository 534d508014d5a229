"""Rules 8(3): the state register knows old licenses, and those that a licensor enters."""

from typing import Any

import httpx
import pytest

from tests.ruqsat_sandbox.asking import consent, doctor
from tests.ruqsat_sandbox.inquiring import Heard, ask


def known(world: httpx.Client, person: dict[str, Any], **about: str) -> Heard:
    """What the register answers about the license, on the consent of the person."""
    token = consent(world, person, "medical_license")["token"]
    return ask(world, "medical_license", about or {"iin": person["iin"]}, token)


def _named(world: httpx.Client, last: str) -> dict[str, Any]:
    people: list[dict[str, Any]] = world.get("/api/people").json()
    return next(each for each in people if each["last"] == last)


@pytest.mark.parametrize(
    ("last", "status", "annexes", "on_paper"),
    [
        ("Примеров", "valid", "001 002", "license 001 002"),
        ("Тестова", "valid", "001", "license 001"),
        ("Сынақов", "superseded", "001", "license 001"),
    ],
)
def test_old_licenses_are_known_with_their_annexes_and_what_is_on_paper(
    world: httpx.Client, last: str, status: str, annexes: str, on_paper: str
) -> None:
    data = known(world, _named(world, last)).value
    assert (data["status"], data["annexes"], data["on_paper"]) == (status, annexes, on_paper)


def test_a_clinic_holds_its_license_by_its_own_number(world: httpx.Client) -> None:
    head = _named(world, "Образцова")
    assert known(world, head, bin=head["bin"]).value["number"] == "19009910"
    assert known(world, head).outcome == "none"


def test_a_license_that_a_licensor_entered_is_known_and_so_is_what_became_of_it(world: httpx.Client) -> None:
    """Rules 8(3): of several, the one in force is told."""
    person = doctor(world)
    license_ = {"holder": person["iin"], "issued_on": "2026-11-02", "status": "valid", "annexes": "001"}
    assert world.put("/registers/licenses/26000001", json=license_).status_code == 200
    assert known(world, person).data == {
        "number": "26000001",
        "issued_on": "2026-11-02",
        "status": "valid",
        "annexes": "001",
        "on_paper": "",
    }
    world.put("/registers/licenses/26000001", json=license_ | {"status": "superseded"})
    assert known(world, person).value["status"] == "superseded"
    world.put("/registers/licenses/26000002", json=license_ | {"annexes": "001 002", "on_paper": "license"})
    assert known(world, person).value["number"] == "26000002"


@pytest.mark.parametrize("change", [{"status": "lost"}, {"holder": ""}, {"issued_on": None}])
def test_a_license_that_cannot_be_is_not_entered(world: httpx.Client, change: dict[str, Any]) -> None:
    license_ = {"holder": doctor(world)["iin"], "issued_on": "2026-11-02", "status": "valid"}
    assert world.put("/registers/licenses/26000009", json=license_ | change).status_code == 422
