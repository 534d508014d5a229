"""Which fault goes with which system, over the interface and on the page."""

import re
from itertools import product

import httpx
import pytest

from ruqsat_sandbox.faults import KINDS, SYSTEMS

SENSELESS = [(kind, system) for kind, system in product(KINDS, SYSTEMS) if system not in KINDS[kind].systems]


@pytest.mark.parametrize(("kind", "system"), SENSELESS)
def test_what_makes_no_sense_is_refused_and_says_why(world: httpx.Client, kind: str, system: str) -> None:
    answer = world.post("/api/faults", json={"system": system, "kind": kind})
    assert answer.status_code == 422
    assert KINDS[kind].why_no_other in answer.json()["message"]
    assert world.get("/api/faults").json()[system] == "none"


def test_every_other_fault_can_be_set_and_mended(world: httpx.Client) -> None:
    for kind, system in product(KINDS, SYSTEMS):
        if system in KINDS[kind].systems:
            said = world.post("/api/faults", json={"system": system, "kind": kind})
            assert said.json()[system] == kind, (kind, system)
    for system in SYSTEMS:
        world.post("/api/faults", json={"system": system, "kind": "none"}).raise_for_status()


@pytest.mark.parametrize(
    "wish",
    [
        {"share": 0}, {"share": 1.1}, {"share": "half"}, {"times": 0}, {"times": "some"}, {"seconds": -1},
        {"seconds": 4000}, {"seconds": float("1e999")}, {"until": "soon"}, {"only": 7},
    ],
)  # fmt: skip
def test_a_wish_without_sense_is_refused(world: httpx.Client, wish: dict[str, object]) -> None:
    written = {name: str(value) if value == float("inf") else value for name, value in wish.items()}
    assert world.post("/api/faults", json={"system": "crl", "kind": "slow", **written}).status_code == 422
    assert world.get("/api/faults").json()["crl"] == "none"


def test_the_kinds_are_told_with_their_systems(world: httpx.Client) -> None:
    told = world.get("/api/faults/kinds").json()
    assert list(told) == list(KINDS)
    assert told["wrong_amount"]["systems"] == ["payments"]


def test_the_page_says_of_every_fault_what_it_does_and_where(world: httpx.Client) -> None:
    page = world.get("/faults/").text
    for name, kind in KINDS.items():
        assert kind.label in page
        assert name == "none" or kind.does in page
    assert "Payment gateway. Nowhere else: no money is told of there." in page


def test_the_page_offers_a_system_its_own_faults_only(world: httpx.Client) -> None:
    page = world.get("/faults/?system=monitoring").text
    offered = re.findall(r'<option value="(\w+)"', page.partition('name="kind"')[2].partition("</select>")[0])
    assert "duplicate" in offered
    assert "bad_signature" not in offered


def test_the_page_sets_shows_and_mends_a_fault_with_its_terms(world: httpx.Client) -> None:
    wish = {"system": "registers", "kind": "slow", "only": "identity", "seconds": "2.5", "times": "3", "share": "0.5"}
    world.post("/faults/", data={**wish, "seed": "", "until": "2999-01-01T10:00"}, follow_redirects=False)
    page = world.get("/faults/").text
    assert "only questions with “identity”; 2.5 s; 3 more times; 50% of the questions; until 01 Jan 2999, 10:00" in page
    world.post("/faults/", data={"system": "registers", "kind": "none", "only": "identity"}, follow_redirects=False)
    assert "only questions with" not in world.get("/faults/").text


@pytest.mark.parametrize("data", [{"kind": "slow"}, {"system": "crl", "kind": "slow", "times": "x"}])
def test_the_page_says_when_nothing_was_changed(world: httpx.Client, data: dict[str, str]) -> None:
    answer = world.post("/faults/", data=data)
    assert answer.status_code == 422
    assert "Nothing was changed." in answer.text
