"""``ruqsat law collisions``."""

import json

import pytest

from tests.lawbook.asking import ask, refusal

ISSUE = ("collisions", "--service", "issue")


def test_collisions_are_answered_with_stable_keys() -> None:
    """Rules 11, Rules 12, Rules 19."""
    found = json.loads(ask(*ISSUE, "--registered", "2026-11-09", "--json").out)
    assert list(found) == ["service", "edition", "registered_on", "roads"]
    assert (found["service"], found["edition"], found["registered_on"]) == ("issue", "2025-93", "2026-11-09")
    road = found["roads"][1]
    assert list(road) == [
        *("road", "what", "facilities", "verdict", "verdict_in_words", "terms", "worst", "collisions", "compatible")
    ]
    assert (road["road"], road["verdict"]) == ("refusal_on_the_answer", "sometimes")
    assert [(term["term"], term["ref"], term["days"]) for term in road["terms"]] == [
        ("completeness", "Rules 9", 2),
        ("request", "Permits 25", 2),
        ("answer", "Rules 11", 10),
        ("hearing", "Rules 12", 3),
        ("objection", "Rules 12", 2),
        ("service", "Rules 19", 13),
    ]
    shown = next(one for one in road["collisions"] if one["terms"] == ["request", "answer", "hearing", "service"])
    assert list(shown) == ["terms", "never", "due", "schedule"]
    assert [(one["step"], one["day"], one["on"]) for one in shown["schedule"]] == [
        ("registration", 0, "2026-11-09"),
        ("completeness", 0, "2026-11-09"),
        ("request", 2, "2026-11-11"),
        ("answer", 12, "2026-11-25"),
        ("preliminary_decision", 12, "2026-11-25"),
        ("result", 15, "2026-11-30"),
    ]
    assert ["answer", "hearing", "objection", "service"] in road["compatible"]


def test_a_service_without_facilities_is_searched_too() -> None:
    """Rules 12, Rules 19: a duplicate cannot be refused in time after a hearing."""
    said = ask("collisions", "--service", "duplicate", "--json")
    assert said.status == 1
    roads = {one["road"]: one for one in json.loads(said.out)["roads"]}
    assert {road: one["verdict"] for road, one in roads.items()} == {
        "grant": "always",
        "refusal_on_the_file": "never",
        "consideration_refused": "always",
    }
    assert roads["refusal_on_the_file"]["collisions"][0]["schedule"][0]["on"] is None


def test_people_read_the_terms_and_the_schedule_that_shows_it() -> None:
    said = ask(*ISSUE, "--registered", "2026-11-08")  # a Sunday: registered on Monday
    assert said.status == 1
    lines = said.out.splitlines()
    assert "  Permits 25 (2) + Rules 11 (10) + Rules 12 (3) + Rules 19 (13)" in lines
    assert "      Rules 11    the approving body answers within 10 working days of the request" in lines
    assert "    R+15 2026-11-30  Result in the personal account > R+13" in lines
    assert "    R+15  Result in the personal account > R+13" in ask(*ISSUE).out.splitlines()
    assert "в худшем случае" in ask(*ISSUE, "--language", "ru").out
    assert "ең нашар жағдайда" in ask(*ISSUE, "--language", "kk").out


def test_another_edition_can_be_asked_for() -> None:
    assert json.loads(ask(*ISSUE, "--edition", "2023-91", "--json").out)["edition"] == "2023-91"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("collisions", "--service", "license"), "“license” is no service"),
        ((*ISSUE, "--edition", "2099-1"), "“2099-1” is no edition: it is one of 2023-91, 2025-93"),
        ((*ISSUE, "--registered", "2026-02-30"), "There is no day 2026-02-30"),
        ((*ISSUE, "--registered", "2028-12-20"), "2029 has to be added"),
        ((*ISSUE, "--registered", "2031-01-01"), "2031 has to be added"),
    ],
)
def test_what_cannot_be_searched_gets_one_sentence(arguments: tuple[str, ...], why: str) -> None:
    assert why in refusal(*arguments)
