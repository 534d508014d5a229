"""Rules 27, APPC 91: when the way to court is open, and why not."""

import pytest

from ruqsat.law.acts_of_complaint import Resolution
from ruqsat.law.complaints import ComplaintStage, court_is_open
from tests.law.complaint_road import ComplaintRoad, complaint_at


@pytest.mark.parametrize(
    ("stage", "open_", "why"),
    [
        (ComplaintStage.PREPARING, False, "complain first"),
        (ComplaintStage.RECEIVED, False, "complain first"),
        (ComplaintStage.SIGNATURE_FAILED, False, "complain first"),
        (ComplaintStage.WITH_PROVIDER, False, "is being considered"),
        (ComplaintStage.WITH_BODY, False, "is being considered"),
        (ComplaintStage.SATISFIED, False, "satisfied the complaint in full"),
        (ComplaintStage.WITHDRAWN, False, "taken back"),
        (ComplaintStage.DECIDED, True, "pre-trial appeal is over"),
    ],
)
def test_court_is_open_after_the_pre_trial_appeal(stage: ComplaintStage, open_: bool, why: str) -> None:
    """Rules 27: an appeal to the court shall be allowed after pre-trial appeal."""
    road = complaint_at(stage)
    court = court_is_open(road.standing, at=road.at)
    assert (court.open, court.ref) == (open_, "Rules 27")
    assert why in str(court.why)


@pytest.mark.parametrize(
    ("resolution", "open_"),
    [
        (Resolution.IN_FULL, True),
        (Resolution.IN_PART, True),
        (Resolution.DISMISSED, True),
        (Resolution.LEFT, False),
    ],
)
def test_a_decision_on_the_merits_opens_it(resolution: Resolution, open_: bool) -> None:
    """Rules 27, and readings.md: left without consideration is no appeal."""
    road = complaint_at(ComplaintStage.WITH_BODY)
    road.decide(resolution)
    assert court_is_open(road.standing, at=road.at).open is open_


def test_without_a_complaint_court_is_closed_unless_a_law_says_otherwise() -> None:
    """Rules 27: unless otherwise provided by law."""
    road = ComplaintRoad()
    assert not court_is_open(None, at=road.at).open
    court = court_is_open(None, at=road.at, otherwise="APPC 91")
    assert (court.open, court.ref) == (True, "APPC 91")


@pytest.mark.parametrize(("at", "open_"), [("2026-11-30T23:59:59+05:00", False), ("2026-12-01T00:00:00+05:00", True)])
def test_the_silence_of_the_body_opens_it_to_the_second(at: str, open_: bool) -> None:
    """Rules 27, APPC 91: no answer within the term of Rules 25 is deemed a refusal."""
    road = complaint_at(ComplaintStage.WITH_BODY)
    road.go_to(at)
    court = court_is_open(road.standing, at=road.at)
    assert court.open is open_
    assert court.ref == ("APPC 91" if open_ else "Rules 27")
    assert ("on 2026-11-30" in str(court.why)) is open_
    if not open_:
        assert court.not_before is not None
        assert court.not_before.moment.isoformat() == "2026-12-01T00:00:00+05:00"


@pytest.mark.parametrize(("at", "open_"), [("2026-12-03T23:59:59+05:00", False), ("2026-12-04T00:00:00+05:00", True)])
def test_a_provider_that_holds_the_complaint_back_does_not_close_the_way(at: str, open_: bool) -> None:
    """Rules 26, Rules 27, APPC 91: three working days for forwarding, and then fifteen, whoever is late."""
    road = complaint_at(ComplaintStage.WITH_PROVIDER)
    road.go_to(at)
    assert court_is_open(road.standing, at=road.at).open is open_
