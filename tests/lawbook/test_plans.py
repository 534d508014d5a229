"""``ruqsat law plan``."""

import json

import pytest

from tests.lawbook.asking import Said, ask, refusal

FILED = "2026-11-09T10:00:00+05:00"
ISSUE = ("plan", "--service", "issue", "--filed", FILED)
COMPLETE = (*ISSUE, "--completed", "2026-11-11T10:00:00+05:00")
ASKED = (*COMPLETE, "--asked", "2026-11-11T11:00:00+05:00")


def planned(said: Said, status: int = 0) -> dict[str, dict[str, object]]:
    """The steps a program is answered, by name and facility."""
    assert (said.status, said.err) == (status, "")
    return {f"{one['step']} {one['facility']}".strip(): one for one in json.loads(said.out)["steps"]}


def test_a_plan_is_answered_with_stable_keys() -> None:
    """Rules 12, Rules 19."""
    found = json.loads(ask(*ISSUE, "--json").out)
    assert list(found) == [
        *("service", "edition", "filed_at", "registered_on", "at", "service_due", "hearing_closes"),
        *("refusal_in_time", "refusal_not_before", "refusal_at_worst", "steps", "warnings"),
    ]
    assert [found[key] for key in ("service", "edition", "filed_at", "registered_on", "at", "refusal_in_time")] == [
        *("issue", "2025-93", FILED, "2026-11-09", FILED, True)
    ]
    assert [
        found[key]["on"] for key in ("service_due", "hearing_closes", "refusal_not_before", "refusal_at_worst")
    ] == [*("2026-11-26", "2026-11-23", "2026-11-12", "2026-11-30")]
    assert all(
        list(one)
        == [
            *("step", "facility", "ref", "what", "owed_by", "until", "safe", "for_a_grant", "allowed", "not_before"),
            *("fits", "late"),
        ]
        for one in found["steps"]
    )
    assert list(found["service_due"]) == ["ref", "on", "moment", "derivation"]
    assert {one["ref"] for one in found["warnings"]} == {"Rules 12", "Permits 25"}


@pytest.mark.parametrize(
    ("arguments", "step", "safe", "moment"),
    [
        (ISSUE, "request F1", "2026-11-09", "2026-11-10T00:00:00+05:00"),
        (ISSUE, "notice F1", None, "2026-11-23T00:00:00+05:00"),
        (ISSUE, "preliminary_decision", "2026-11-23", "2026-11-24T00:00:00+05:00"),
        ((*ISSUE, "--facilities", "2"), "seal F2", "2026-11-23", "2026-11-24T00:00:00+05:00"),
        (("plan", "--service", "reissue", "--filed", FILED), "completeness", "2026-11-09", "2026-11-10T00:00:00+05:00"),
    ],
)
def test_each_step_has_its_latest_safe_moment(
    arguments: tuple[str, ...], step: str, safe: str | None, moment: str
) -> None:
    """Rules 9, Permits 25, Rules 11, Rules 12, Rules 14, Rules 17."""
    found = planned(ask(*arguments, "--json"))[step]["safe"]
    assert isinstance(found, dict)
    assert (found["on"], found["moment"]) == (safe, moment)


@pytest.mark.parametrize(
    ("arguments", "status", "left"),
    [
        (ASKED, 0, ["answer F1", "notice F1", "visit F1", "conclusion F1", "seal F1"]),
        ((*ASKED, "--answered", "2026-11-12T10:00:00+05:00"), 0, ["notice F1", "visit F1", "conclusion F1", "seal F1"]),
        ((*COMPLETE, "--facilities", "0"), 0, []),
        (COMPLETE, 1, ["request F1", "answer F1", "notice F1", "visit F1", "conclusion F1", "seal F1"]),
    ],
)
def test_what_has_happened_is_no_longer_planned_and_what_is_late_has_exit_status_one(
    arguments: tuple[str, ...], status: int, left: list[str]
) -> None:
    """Permits 25: a request on R+2 is in its term, and no longer safe."""
    steps = planned(ask(*arguments, "--json"), status)
    assert list(steps) == [*left, "preliminary_decision", "objection", "decision", "result"]
    assert [step for step, one in steps.items() if one["late"]] == (["request F1"] if status else [])


def test_where_no_refusal_fits_the_plan_is_that_of_a_grant() -> None:
    """Rules 12, Rules 19: a duplicate."""
    said = ask("plan", "--service", "duplicate", "--filed", FILED, "--json")
    steps = planned(said, 1)
    until = {step: one["until"] for step, one in steps.items()}
    assert isinstance(until["completeness"], dict)
    assert until["completeness"]["on"] == "2026-11-11"
    assert [step for step, one in steps.items() if one["late"]] == ["preliminary_decision"]
    assert json.loads(said.out)["refusal_in_time"] is False


def test_people_read_the_steps_their_derivation_and_the_warnings() -> None:
    said = ask(*ASKED, "--at", "2026-11-18T09:00:00+05:00")
    lines = said.out.splitlines()
    assert "  2026-11-23 00:00  Rules 14     Notice of the visit F1" in lines
    assert "  2026-11-26        Rules 19     Result in the personal account" in lines
    assert "      The last day of the term is 2026-11-26." in lines
    assert (
        "! Working day 7 of the term, and no answer for F1: the approving body is to be reminded.  (Rules 11)" in lines
    )
    assert "Результат в личном кабинете" in ask(*ISSUE, "--language", "ru").out
    assert "Жеке кабинеттегі нәтиже" in ask(*ISSUE, "--language", "kk").out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("plan", "--service", "license", "--filed", FILED), "“license” is no service"),
        (("plan", "--service", "issue", "--filed", "2026-11-09T10:00:00"), "does not say its offset"),
        (("plan", "--service", "issue", "--filed", "2026-02-30T10:00:00+05:00"), "There is no day 2026-02-30"),
        (("plan", "--service", "issue", "--filed", "2028-12-28T10:00:00+05:00"), "2029 has to be added"),
        ((*ISSUE, "--asked", "2026-11-11T11:00:00+05:00"), "“--asked” needs “--completed”"),
        ((*ISSUE, "--completed", "2026-11-09T09:00:00+05:00"), "is before “--filed”"),
        ((*COMPLETE, "--at", FILED), "is before what is said to have happened"),
        ((*ISSUE, "--facilities", "many"), "is no number of facilities"),
        ((*ISSUE, "--facilities", "101"), "at most 100"),
        ((*ASKED, "--facilities", "0"), "this case has none"),
    ],
)
def test_what_cannot_be_planned_gets_one_sentence(arguments: tuple[str, ...], why: str) -> None:
    assert why in refusal(*arguments)
