"""Acts as content and back: Rules 2(2), what is signed is what is stored."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruqsat.law.acts import (
    KINDS,
    Act,
    FoundComplete,
    ObjectionFiled,
    PreliminaryDecisionServed,
    Received,
    VisitStarted,
)
from ruqsat.law.local_time import NaiveMoment
from ruqsat.law.statements import UnreadableAct, act_from, content_of
from tests.law.road import MONDAY, an_application

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 2 * 10**15).map(lambda passed: EPOCH + timedelta(microseconds=passed))
st.register_type_strategy(datetime, MOMENTS)


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_every_kind_of_act_comes_back_from_its_content(kind: str, data: st.DataObject) -> None:
    """Rules 2(2): nothing is lost or changed between the act and what is signed and stored."""
    act = data.draw(st.from_type(KINDS[kind]))
    content = content_of(act)
    assert act_from(kind, act.VERSION, json.loads(json.dumps(content))) == act


def test_content_has_one_form_for_moments_dates_ids_and_nothing() -> None:
    almaty = timezone(timedelta(hours=5))
    act = VisitStarted(happened_at=datetime(2026, 11, 9, 10, 0, 0, 5, tzinfo=almaty), visit=UUID(int=7))
    assert content_of(act) == {
        "happened_at": "2026-11-09T05:00:00.000005Z",
        "visit": "00000000-0000-0000-0000-000000000007",
    }
    application = content_of(Received(happened_at=MONDAY, application=an_application()))["application"]
    assert application["completed_on"] == "2026-11-09"
    assert application["applicant"]["bin"] is None
    assert application["service"] == "issue"


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(NaiveMoment):
        content_of(FoundComplete(happened_at=datetime(2026, 1, 1)))  # noqa: DTZ001 - the naive moment is what is tested


@pytest.mark.parametrize(
    ("kind", "version", "change"),
    [
        ("never_heard_of", 1, {}),
        ("visit_started", 2, {}),
        ("visit_started", 0, {}),
        ("visit_started", 1, {"more": 1}),
        ("visit_started", 1, {"visit": None}),
        ("visit_started", 1, {"visit": "seven"}),
        ("visit_started", 1, {"visit": 7}),
        ("visit_started", 1, {"happened_at": "2026-11-09"}),
    ],
)
def test_what_cannot_be_read_is_a_named_error(kind: str, version: int, change: dict[str, Any]) -> None:
    content = {"happened_at": "2026-11-09T05:00:00.000000Z", "visit": str(UUID(int=7))} | change
    with pytest.raises(UnreadableAct):
        act_from(kind, version, content)


def test_a_missing_field_is_a_named_error_even_where_it_has_a_default() -> None:
    with pytest.raises(UnreadableAct, match="missing field note"):
        act_from("decision_prepared", 1, {"happened_at": "2026-11-09T05:00:00.000000Z", "grant": True, "grounds": []})


@pytest.mark.parametrize("act", KINDS.values(), ids=sorted(KINDS))
def test_every_kind_is_named_once_and_says_its_law(act: type[Act]) -> None:
    assert act.__doc__
    assert [kind for kind, one in KINDS.items() if one is act] == [act.KIND]


def test_first_versions_are_read_with_what_they_did_not_know_yet() -> None:
    """Rules 6, Rules 12, Annex 3(2)."""
    at = "2026-11-09T05:00:00.000000Z"
    served = act_from("preliminary_decision_served", 1, {"happened_at": at, "grounds": [], "document": "ab" * 32})
    assert isinstance(served, PreliminaryDecisionServed)
    assert (served.decision, served.means, served.reference, served.evidence) == (None, "", "", "")
    objection = act_from("objection_filed", 1, {"happened_at": at, "text": "It works.", "oral": False})
    assert isinstance(objection, ObjectionFiled)
    assert (objection.heard_at, objection.place, objection.present, objection.document) == (None, "", (), "")
    content = content_of(Received(happened_at=MONDAY, application=an_application()))
    del content["application"]["representative"], content["application"]["applicant"]["location"]
    assert act_from("received", 1, content) == Received(happened_at=MONDAY, application=an_application())
