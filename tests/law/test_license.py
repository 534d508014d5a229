"""Rules 2(1), 19, List 8(2): the life of a license, day by day."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruqsat.law import license as life
from ruqsat.law.acts import KINDS
from ruqsat.law.license import FINAL, LicenseState
from ruqsat.law.license_in_public import Condition, condition_on
from ruqsat.law.standing import Yes
from tests.journal.samples import sample_of
from tests.law.license_road import CASE, LicenseRoad, basis, day
from tests.law.road import HEAD, OFFICER, SYSTEM


def test_a_license_is_valid_from_the_day_of_its_issue() -> None:
    """Rules 2(1), Rules 20."""
    road = LicenseRoad()
    assert road.states("01-04", "01-05", "12-31") == ["-", "valid", "valid"]
    assert road.states("01-04", "01-05", annex="001") == ["-", "valid"]
    assert road.states("06-01", annex="007") == ["-"]
    assert LicenseRoad(entered=False).states("06-01") == ["-"]


@pytest.mark.parametrize(
    ("since", "until", "resumed", "days"),
    [
        ("02-01", None, None, {"01-31": "valid", "02-01": "suspended", "12-31": "suspended"}),
        ("02-01", "03-31", None, {"02-01": "suspended", "03-31": "suspended", "04-01": "valid"}),
        ("02-01", "02-01", None, {"02-01": "suspended", "02-02": "valid"}),
        ("02-01", None, "05-01", {"04-30": "suspended", "05-01": "valid"}),
        ("02-01", "03-31", "03-01", {"02-28": "suspended", "03-01": "valid", "04-01": "valid"}),
        ("02-01", None, "02-01", {"01-31": "valid", "02-01": "valid", "02-02": "valid"}),
    ],
)
def test_a_suspension_holds_from_its_first_to_its_last_day_or_until_it_is_resumed(
    since: str, until: str | None, resumed: str | None, days: dict[str, str]
) -> None:
    """Rules 2(1): suspended and resumed."""
    road = LicenseRoad()
    road.file(road.suspension(since, until))
    if resumed:
        road.file(road.resumption(resumed))
    assert road.states(*days) == list(days.values())


def test_a_resumption_ends_what_was_suspended_before_it_and_nothing_later() -> None:
    """Rules 2(1)."""
    road = LicenseRoad()
    road.file(road.suspension("02-01"))
    road.file(road.resumption("03-01"))
    road.file(road.suspension("04-01"))
    assert road.states("02-15", "03-15", "04-01", "05-01") == ["suspended", "valid", "suspended", "suspended"]
    road.file(road.resumption("05-01"))
    assert road.states("04-30", "05-01") == ["suspended", "valid"]


def test_an_end_is_an_end() -> None:
    """Rules 2(1): terminated."""
    road = LicenseRoad()
    road.file(road.suspension("02-01"))
    road.file(road.termination("03-01"))
    road.file(road.resumption("04-01"))
    assert road.states("02-28", "03-01", "04-01", "12-31") == ["suspended", "ended", "ended", "ended"]
    assert road.states("02-28", "03-01", annex="002") == ["suspended", "ended"]


@pytest.mark.parametrize(
    ("ended", "reissued", "days"),
    [
        ("03-01", "05-01", {"02-28": "valid", "03-01": "ended", "05-01": "ended"}),
        ("05-01", "03-01", {"02-28": "valid", "03-01": "superseded", "05-01": "superseded"}),
        ("03-01", "03-01", {"02-28": "valid", "03-01": "ended"}),  # the one that is on file first
    ],
)
def test_of_two_ends_the_earlier_counts(ended: str, reissued: str, days: dict[str, str]) -> None:
    """Rules 2(1): reissued, terminated (readings.md)."""
    road = LicenseRoad()
    road.file(road.termination(ended))
    road.file(road.supersession(reissued), by=SYSTEM)
    assert road.states(*days) == list(days.values())


def test_what_concerns_one_annex_leaves_the_license_and_the_others() -> None:
    """Rules 2(1): each annex has a state of its own, and is never more than its license."""
    road = LicenseRoad()
    road.file(road.suspension("02-01", annex="001"))
    road.file(road.termination("03-01", annex="002"))
    assert road.states("02-01", "03-01") == ["valid", "valid"]
    assert road.states("02-01", "03-01", annex="001") == ["suspended", "suspended"]
    assert road.states("02-01", "03-01", annex="002") == ["valid", "ended"]
    road.file(road.suspension("04-01", "04-30"))
    road.file(road.resumption("04-10", annex="001"))
    assert road.states("04-01", "04-10", "05-01", annex="001") == ["suspended", "suspended", "valid"]
    assert road.states("04-10", annex="002") == ["ended"]


def test_what_was_suspended_when_it_was_reissued_stays_so_until_it_is_resumed() -> None:
    """Rules 2(1), Rules 19: a reissue lifts no suspension."""
    road = LicenseRoad()
    road.file(road.suspension_carried("01-05", "03-31", annex="001"), by=SYSTEM)
    assert road.states("01-05", "03-31", "04-01", annex="001") == ["suspended", "suspended", "valid"]
    assert road.states("01-05") == ["valid"]
    condition = condition_on(road.standing, day=day("02-01"), annex="001")
    assert condition == Condition(state=LicenseState.SUSPENDED, since=day("01-05"), until=day("03-31"), basis=basis())
    road.file(road.resumption("02-01", annex="001"))
    assert road.states("01-31", "02-01", annex="001") == ["suspended", "valid"]


def test_a_resumption_of_the_license_does_not_resume_an_annex_that_was_suspended_alone() -> None:
    """Rules 2(1)."""
    road = LicenseRoad()
    road.file(road.suspension("02-01", annex="001"))
    road.file(road.suspension("02-01"))
    road.file(road.resumption("03-01"))
    assert road.states("03-01") == ["valid"]
    assert road.states("03-01", annex="001") == ["suspended"]
    assert road.states("03-01", annex="002") == ["valid"]


def test_an_annex_that_is_added_later_has_its_own_day() -> None:
    """Rules 19: an annex to a license that is held."""
    road = LicenseRoad()
    road.file(road.another_annex("003", "06-01"), by=SYSTEM)
    assert road.states("05-31", "06-01", annex="003") == ["-", "valid"]
    road.file(road.another_annex("003", "07-01"), by=SYSTEM)
    assert road.standing.issued_on("003") == day("06-01"), "a number is given once"
    road.file(road.suspension("05-01"))
    assert road.states("05-31", "06-01", annex="003") == ["-", "suspended"]


def test_an_annex_can_be_reissued_within_its_license() -> None:
    """Rules 2(1), Rules 19: one annex stands in the place of another, and the license goes on."""
    road = LicenseRoad()
    road.file(road.another_annex("003", "06-01"), by=SYSTEM)
    road.file(road.supersession("06-01", annex="001", by_annex="003"), by=SYSTEM)
    assert road.states("05-31", "06-01", annex="001") == ["valid", "superseded"]
    assert road.states("06-01") == ["valid"]
    assert road.states("06-01", annex="003") == ["valid"]


def test_what_was_set_aside_counts_as_if_it_had_never_been_and_stays_in_the_history() -> None:
    """Rules 2(1), Rules 25: a termination that a court or a complaint undid."""
    road = LicenseRoad()
    suspended = road.file(road.suspension("02-01"))
    ended = road.file(road.termination("03-01"))
    road.file(road.undoing(ended.id, on=basis("04-01")))
    assert road.states("02-01", "03-01", "05-01") == ["suspended", "suspended", "suspended"]
    resumed = road.file(road.resumption("05-01"))
    assert road.states("05-01") == ["valid"]
    road.file(road.undoing(resumed.id))
    assert road.states("05-01") == ["suspended"]
    road.file(road.undoing(suspended.id))
    assert road.states("02-01", "12-31") == ["valid", "valid"]
    undone = [change.filed.seq for change in road.standing.history if change.undone]
    assert undone == [suspended.seq, ended.seq, resumed.seq]


def test_each_change_says_from_when_by_whom_and_on_what_basis() -> None:
    """Rules 2(1): the register keeps a license's life and who changed it, on what basis."""
    road = LicenseRoad()
    road.file(road.suspension("02-01", annex="001", on=basis("01-20", number="9")))
    road.file(road.another_annex("003", "06-01"), by=SYSTEM)
    road.on_paper("06-02", annex="003")
    road.file(road.undoing(road.acts[1].id, on=basis("06-03")))
    told = [
        (change.annex, change.on, change.by, change.basis and change.basis.number, change.case)
        for change in road.standing.history
    ]
    assert told == [
        ("", day("01-05"), SYSTEM, None, CASE),
        ("001", day("02-01"), HEAD, "9", None),
        ("003", day("06-01"), SYSTEM, None, CASE),
        ("003", day("06-02"), OFFICER, None, None),
        ("", day("06-03"), HEAD, "7", None),
    ]


def test_every_act_of_a_license_stands_in_its_history_and_no_other_does() -> None:
    """Rules 2(1): facts are always recorded, also before the license and after its end."""
    of_license = set()
    for kind in KINDS:
        for road in (LicenseRoad(), LicenseRoad(entered=False)):
            before = len(road.standing.history)
            filed = road.file(sample_of(kind))
            assert road.standing.seq == filed.seq
            if len(road.standing.history) > before:
                of_license.add(kind)
    assert of_license == {
        "annex_added",
        "annex_reissued",
        "duplicate_issued",
        "license_entered",
        "license_entry_set_aside",
        "license_reissued",
        "license_resumed",
        "license_superseded",
        "license_suspended",
        "license_terminated",
        "paper_issued",
        "paper_returned",
        "suspension_carried_over",
    }


def test_a_license_is_entered_once() -> None:
    """Rules 20."""
    road = LicenseRoad()
    first = road.standing.entered
    road.file(sample_of("license_entered"))
    assert road.standing.entered == first


# --- List 8(2): paper -----------------------------------------------------------------------------------------------


def test_a_paper_original_is_out_until_it_is_given_back() -> None:
    """List 8(2), List 3: a duplicate is issued only of what was issued on paper."""
    road = LicenseRoad()
    assert not road.standing.on_paper()
    road.on_paper()
    assert road.standing.on_paper()
    assert not road.standing.on_paper("001")
    road.file(road.giving_back("02-01", blank="AA 2"), by=OFFICER)
    assert road.standing.on_paper(), "another blank"
    road.file(road.giving_back("02-01"), by=OFFICER)
    assert not road.standing.on_paper()
    assert [paper.returned_on for paper in road.standing.papers] == [day("02-01")]


def test_what_was_reissued_is_given_back_on_paper() -> None:
    """List 8(2): upon receipt of a reissued license the previously issued paper one is returned."""
    road = LicenseRoad()
    road.on_paper()
    road.on_paper(blank="AB 1", annex="001")
    road.file(road.another_annex("003", "06-01"), by=SYSTEM)
    road.on_paper("06-01", blank="AB 3", annex="003")
    road.file(road.supersession("06-01", annex="001", by_annex="003"), by=SYSTEM)
    assert road.standing.to_be_returned(day("05-31")) == ()
    assert [paper.blank for paper in road.standing.to_be_returned(day("06-01"))] == ["AB 1"]
    road.file(road.giving_back("06-02", blank="AB 1", annex="001"), by=OFFICER)
    assert road.standing.to_be_returned(day("06-02")) == ()
    road.file(road.supersession("07-01"), by=SYSTEM)
    assert [paper.blank for paper in road.standing.to_be_returned(day("07-01"))] == ["AA 1"], "003 goes on as it is"
    road.file(road.supersession("07-02", annex="003", by_annex="003"), by=SYSTEM)
    assert [paper.blank for paper in road.standing.to_be_returned(day("07-02"))] == ["AA 1", "AB 3"]


# --- whatever comes -------------------------------------------------------------------------------------------------


def test_an_annex_that_is_reissued_keeps_its_number_and_reads_otherwise_from_that_day() -> None:
    """Rules 2(1), Rules 19, List 5."""
    road = LicenseRoad()
    road.file(road.annex_reissue("001", "06-01"), by=SYSTEM)
    annexed = road.standing.annexes["001"]
    assert [annexed.worded_on(day(one)).subtypes for one in ("05-31", "06-01")] == [
        ("outpatient_adult",),
        ("dentistry",),
    ]
    assert [annexed.reissued_on(day(one)) for one in ("05-31", "06-01", "06-02")] == [None, day("06-01"), day("06-01")]
    assert road.standing.issued_on("001") == day("01-05")
    assert road.states("05-31", "06-01", annex="001") == ["valid", "valid"]
    road.file(road.annex_reissue("001", "03-01", subtypes=("x",)), by=SYSTEM)
    annexed = road.standing.annexes["001"]
    assert [annexed.worded_on(day(one)).subtypes for one in ("03-01", "06-01")] == [("x",), ("dentistry",)]
    assert [annexed.reissued_on(day(one)) for one in ("03-01", "06-01")] == [day("03-01"), day("06-01")]


def test_of_two_wordings_on_one_day_the_one_recorded_later_counts() -> None:
    """Rules 2(1), Rules 19: on the day of the issue itself too."""
    road = LicenseRoad()
    for on, subtypes in (("01-05", "x"), ("06-01", "y"), ("06-01", "z")):
        road.file(road.annex_reissue("001", on, subtypes=(subtypes,)), by=SYSTEM)
    annexed = road.standing.annexes["001"]
    assert [annexed.worded_on(day(one)).subtypes for one in ("01-05", "06-01")] == [("x",), ("z",)]


def test_an_annex_that_the_register_did_not_know_is_known_from_its_reissue_on() -> None:
    """Rules 2(1), Rules 19."""
    road = LicenseRoad()
    road.file(road.annex_reissue("007", "06-01"), by=SYSTEM)
    assert road.states("05-31", "06-01", annex="007") == ["-", "valid"]
    assert road.standing.annexes["007"].reissued == ()


def test_the_paper_of_an_annex_that_was_reissued_is_given_back_and_the_new_one_is_not() -> None:
    """List 8(2)."""
    road = LicenseRoad()
    road.on_paper(blank="AB 1", annex="001")
    road.on_paper(blank="AB 2", annex="002")
    assert not isinstance(road.may(road.handing_out("06-01", blank="AB 3", annex="001"), by=OFFICER), Yes)
    road.file(road.annex_reissue("001", "06-01"), by=SYSTEM)
    assert isinstance(road.may(road.handing_out("06-01", blank="AB 3", annex="001"), by=OFFICER), Yes)
    road.on_paper("06-01", blank="AB 3", annex="001")
    assert not isinstance(road.may(road.handing_out("06-01", blank="AB 4", annex="001"), by=OFFICER), Yes)
    assert road.standing.to_be_returned(day("05-31")) == ()
    assert [paper.blank for paper in road.standing.to_be_returned(day("06-01"))] == ["AB 1"]
    road.file(road.giving_back("06-02", blank="AB 1", annex="001"), by=OFFICER)
    assert road.standing.to_be_returned(day("06-02")) == ()


def test_what_was_lost_does_not_bar_the_paper_of_its_duplicate() -> None:
    """List 8(3), List 3: a duplicate takes the place of the original that was lost or damaged."""
    road = LicenseRoad()
    road.on_paper()
    assert not isinstance(road.may(road.handing_out("06-01", blank="AA 2"), by=OFFICER), Yes)
    road.file(road.duplicate("06-01"), by=SYSTEM)
    assert isinstance(road.may(road.handing_out("06-01", blank="AA 2"), by=OFFICER), Yes)
    road.on_paper("06-01", blank="AA 2")
    assert not isinstance(road.may(road.handing_out("06-02", blank="AA 3"), by=OFFICER), Yes)
    road.file(road.supersession("07-01"), by=SYSTEM)
    assert [paper.blank for paper in road.standing.to_be_returned(day("07-01"))] == ["AA 2"]


def test_days_that_do_not_meet_can_be_recorded_in_any_order() -> None:
    """Rules 2(1): the state follows from the days named, not from when they were recorded."""
    road = LicenseRoad()
    some = [
        road.suspension("02-01", "02-28"),
        road.suspension("04-01", "04-30", annex="001"),
        road.termination("06-01", annex="002"),
        road.supersession("08-01"),
    ]
    days = ["01-31", "02-15", "03-15", "04-15", "06-15", "08-15"]
    found = set()
    for order in permutations(some):
        one = LicenseRoad()
        for act in order:
            one.file(act)
        found.add(tuple(tuple(one.states(*days, annex=annex)) for annex in ("", "001", "002")))
    assert len(found) == 1


ANNEXES = st.sampled_from(["", "001", "002", "003"])
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 28)).map(lambda found: found.strftime("%m-%d"))


@st.composite
def lives(draw: st.DrawFn) -> LicenseRoad:
    """A license to which whatever comes happens, permitted or not."""
    road = LicenseRoad()
    for _ in range(draw(st.integers(0, 8))):
        since, annex = draw(DAYS), draw(ANNEXES)
        made: list[Any] = [
            road.suspension(since, annex=annex),
            road.suspension(since, max(since, draw(DAYS)), annex=annex),
            road.resumption(since, annex=annex),
            road.termination(since, annex=annex),
            road.supersession(since, annex=annex),
            road.another_annex("003", since),
            road.undoing(draw(st.sampled_from(road.acts)).id),
        ]
        road.file(draw(st.sampled_from(made)))
    return road


@settings(max_examples=200, deadline=None)
@given(road=lives(), days=st.lists(DAYS, min_size=2, max_size=6).map(sorted))
def test_whatever_happens_an_annex_is_never_more_than_its_license_and_an_end_lasts(
    road: LicenseRoad, days: list[str]
) -> None:
    """Rules 2(1): states, and folding again gives the same."""
    assert life.standing(road.acts) == road.standing
    rank = {
        None: 3,
        LicenseState.VALID: 2,
        LicenseState.SUSPENDED: 1,
        LicenseState.SUPERSEDED: 0,
        LicenseState.ENDED: 0,
    }
    for annex in ("", "001", "002", "003"):
        states = [road.standing.state_on(day(one), annex=annex) for one in days]
        ended = [state for state in states if state in FINAL]
        assert states[len(states) - len(ended) :] == ended, "what is ended stays so"
        assert len(set(ended)) <= 1
        for one, state in zip(days, states, strict=True):
            whole = road.standing.state_on(day(one))
            assert state is None or rank[state] <= rank[whole]
