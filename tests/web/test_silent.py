"""Rules 8, Rules 9: who reads the case sees which register is silent, since when, until when, and what then."""

import re
from collections.abc import Callable

import pytest

from ruqsat.cases.silent import silent_sources
from ruqsat.consents import sources
from ruqsat.gateways.answers import Unavailable
from ruqsat.jobs import sweep
from tests.milestones import Stand
from tests.outage import consented_while_registers_are_down, registered_while_registers_are_down
from tests.walking import Road
from tests.web.officers import case_page, window_of
from tests.world import AIZHAN, OFFICER

CADASTRE, BANS = "State cadastre of real estate", "Committee on Legal Statistics"
LATER = {OFFICER: "the applicant is asked in its place for:", AIZHAN: "you are asked in its place for:"}
NOW = {OFFICER: "The applicant is asked in its place for:", AIZHAN: "Please add in its place:"}


def read(road: Road, iin: str, language: str = "en") -> str:
    """The words of the case's page, for the officer or for the applicant."""
    there = case_page(road) if iin == OFFICER else f"/applications/{road.case}/"
    answer = window_of(iin, language).get(there)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def swept(road: Road, *, hours: float = 0) -> Road:
    road.world.later(hours=hours)
    sweep.do_owed(road.case, now=road.world.now)
    return road


@pytest.fixture
def outage(stand: Stand) -> Callable[[], Road]:
    """A case registered while the registers are down, asked once."""

    def begin() -> Road:
        road = stand("known")
        registered_while_registers_are_down(road)
        return swept(road)

    return begin


@pytest.mark.parametrize("iin", [OFFICER, AIZHAN])
def test_at_first_it_says_what_is_down_since_when_and_what_follows_at_what_hour(
    outage: Callable[[], Road], iin: str
) -> None:
    said = read(outage(), iin)
    assert said.count("It does not answer since") >= 5
    assert said.count("It is asked again by itself") >= 5
    assert CADASTRE in said
    assert LATER[iin] in said
    assert NOW[iin] not in said
    assert "Without it the application is not considered further." not in said


@pytest.mark.parametrize("iin", [OFFICER, AIZHAN])
def test_after_four_hours_it_names_the_document_in_its_place(outage: Callable[[], Road], iin: str) -> None:
    road = swept(outage(), hours=4)
    said = read(road, iin)
    assert NOW[iin] in said
    assert LATER[iin] not in said
    assert "not held against" in said
    assert said.index(CADASTRE) < said.index("Nothing is asked of") < said.index(BANS), "List 8 names none for it"
    assert "Without it the application is not considered further." not in said


@pytest.mark.parametrize("iin", [OFFICER, AIZHAN])
def test_once_they_answer_nothing_is_said_any_more(outage: Callable[[], Road], iin: str) -> None:
    road = swept(outage(), hours=4)
    road.world.mend()
    for _ in range(2):
        swept(road, hours=1)
    assert "Registers that do not answer" not in read(road, iin)


@pytest.mark.parametrize(("language", "heading"), [("kk", "Жауап бермейтін тізілімдер"), ("ru", "Реестры, которые не")])
def test_it_is_said_in_the_readers_language(outage: Callable[[], Road], language: str, heading: str) -> None:
    road = outage()
    for iin in (OFFICER, AIZHAN):
        assert heading in read(road, iin, language)


def test_who_fills_in_the_form_reads_since_when_the_register_is_down(stand: Stand) -> None:
    """Rules 8: once it counts as down, not after one question in vain."""
    road = stand("known")
    consented_while_registers_are_down(road)
    page, window = f"/applications/{road.case}/name/", window_of(AIZHAN)
    said = window.get(page).content.decode()
    assert "The register did not answer" in said
    assert "It does not answer since" not in said
    sources.note([("persons", Unavailable(why="No answer in time."))] * 3, at=road.now)
    assert "It does not answer since" in window.get(page).content.decode()


def test_where_every_register_answered_nothing_is_asked_of_the_database(
    stand: Stand, django_assert_num_queries: Callable[[int], object]
) -> None:
    road = stand("settled")
    standing = road.look().standing
    with django_assert_num_queries(0):  # type: ignore[attr-defined]  # a context manager, which the annotation hides
        assert silent_sources(road.case, standing, at=road.now) == ()
