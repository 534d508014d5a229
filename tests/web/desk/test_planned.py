"""Every step ahead of a case, its latest safe moment, and the warnings, as the desk shows them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from ruqsat.law.acts import ApprovalAnswered
from ruqsat.law.procedure import Stage
from ruqsat.web.desk.examination import approvals
from ruqsat.web.desk.planned import planned
from tests.law.road import APPROVER, SHA, Road, an_application, at_stage, moment
from tests.milestones import Stand
from tests.web.officers import case_page, window_of
from tests.world import OFFICER


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_plan_of_a_case_is_shown_at_the_desk(stand: Stand) -> None:
    """Rules 12, Rules 19."""
    road = stand("complete")
    page = window_of(OFFICER).get(case_page(road))
    assert [one.name.text for one in page.context["plan"].steps][:2] == [
        "Request to the approving body",
        "Answer of the approving body",
    ]
    text = words(page.content.decode())
    assert "Every step ahead and its latest safe moment" in text
    assert "Preliminary decision received, if there is to be a refusal" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "only then does its term leave room for announcing a refusal."),
        ("ru", "только тогда его срок оставляет место, чтобы сообщить об отказе."),
        ("kk", "Сонда ғана оның мерзімі бас тартуды хабарлауға мүмкіндік қалдырады."),
    ],
)
def test_warnings_of_the_plan_are_said_in_the_three_languages(stand: Stand, language: str, said: str) -> None:
    """Permits 25, Rules 12: on the day of registration, before the request."""
    road = stand("complete")
    assert words(window_of(OFFICER, language).get(case_page(road)).content.decode()).count(said) == 1


def test_past_the_term_the_desk_is_told_what_that_counts_as(stand: Stand) -> None:
    """APPC 91, Rules 19."""
    road = stand("complete")
    road.world.set_clock(road.now + timedelta(days=60))
    text = words(window_of(OFFICER).get(case_page(road)).content.decode())
    assert "counts as a refusal of which the applicant may complain; the case goes on." in text
    assert "A refusal in time is no longer possible; what is done by then leaves the issue in time." in text


def test_a_case_that_is_over_has_no_plan() -> None:
    road = at_stage(Stage.ISSUED)
    assert planned(road.standing, at=road.at) is None


def test_several_facilities_are_told_apart() -> None:
    """Rules 10, Rules 18."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    shown = planned(road.standing, at=road.at)
    assert shown is not None
    assert shown.several
    assert [one.facility for one in shown.steps if one.name.text == "Visit to the facility"] == ["F1", "F2"]
    late = planned(road.standing, at=moment("2026-11-25T10:00:00+05:00"))
    assert late is not None
    assert not late.refusal_in_time
    assert [one.name.text for one in late.steps if one.late] == [
        "Request to the approving body",
        "Request to the approving body",
        "Preliminary decision received, if there is to be a refusal",
    ]


@pytest.mark.parametrize("late", [False, True])
def test_consent_by_silence_is_shown_with_the_answer_that_came_later(late: bool) -> None:
    """Rules 11, Permits 25."""
    road = at_stage(Stage.COMPLETE)
    road.standing = replace(road.standing, edition=replace(road.standing.edition, silence_is_consent=True))
    road.request_approval()
    due = road.standing.approvals["F1"].due
    assert due is not None
    road.at = due.moment
    if late:
        act = ApprovalAnswered(happened_at=road.at, facility="F1", approved=False, reasons="damp", document=SHA)
        road.file(act, by=APPROVER)
    (one,) = approvals(road, {}, at=road.at)  # type: ignore[arg-type]  # a standing is all that is asked for
    with translation.override("en"):
        text = words(render_to_string("desk/_approvals.html", {"approvals": (one,), "file": {"id": road.id()}}))
    assert "Consent by silence" in text
    assert ("The answer below came later" in text) is late
    assert ("Not approved" in text) is late
    assert "Awaited" not in text
