"""List 5, Rules 19, 20: numbers and papers of what is granted, service by service."""

from datetime import date

from ruqsat.cases import numbering
from ruqsat.documents import release
from ruqsat.documents.labels import day
from ruqsat.law.acts import ResultIssued
from ruqsat.law.local_time import local
from ruqsat.licenses.models import License
from tests.documents.test_rendering import text_of
from tests.licenses.roads import (
    FIRST,
    MOVED,
    OLD,
    application_of,
    filed,
    for_annex,
    for_duplicate,
    for_reissue,
    issued,
)
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road


def plain(on: date) -> str:
    """A day as documents write it, its spaces plain."""
    return " ".join(day(on, "ru").split())


def texts(road: Road) -> dict[str, str]:
    """What each sealed paper of the result says, by what it is."""
    act = next(one.act for one in road.look().acts if isinstance(one.act, ResultIssued))
    return {one.what: " ".join(text_of(release.released(road.case, one.sha256)).split()) for one in act.documents}


def test_a_reissued_license_says_when_it_was_first_issued_and_in_whose_place_it_stands(stand: Stand) -> None:
    """Rules 19, Rules 20."""
    road = stand("issued")
    first = License.objects.get().issued_on
    again = issued(filed(road, for_reissue(application_of(road))))
    said = texts(again)
    assert set(said) == {"reissued_license", "reissued_annex"}
    for words in (f"Переоформлена {plain(local(again.now).date())}", f"№ {FIRST}", plain(first), "Жаңаұлы"):
        assert words in said["reissued_license"]
    assert "Приложение переоформлено" in said["reissued_annex"]
    assert License.objects.get(stands_for=FIRST).number in said["reissued_annex"]


def test_a_duplicate_is_marked_and_says_what_the_original_says(stand: Stand) -> None:
    """List 8(3), Rules 19: with a date of its own; number, day, holder, facility as on the original."""
    road = stand("issued")
    first = License.objects.get().issued_on
    again = issued(filed(road, for_duplicate(application_of(road), "license", "001")))
    said = texts(again)
    today = plain(local(again.now).date())
    for text in said.values():
        assert f"ДУБЛИКАТ, выдан {today}" in text
        assert "ТЕЛНҰСҚА" in text
        assert FIRST in text
        assert "Үлгібаева" in text
    assert f"Выдана {plain(first)}" in said["license_duplicate"]
    assert "Тәжірибе көшесі, 5" in said["annex_duplicate"]


def test_a_further_annex_names_the_license_and_its_own_day(stand: Stand) -> None:
    """List 5, Rules 19."""
    road = stand("issued")
    first = License.objects.get().issued_on
    again = issued(filed(road, for_annex(application_of(road))))
    (said,) = texts(again).values()
    for words in (
        "002",
        FIRST,
        plain(first),
        "Екінші көше",
        f"Приложение выдано {plain(local(again.now).date())}",
    ):
        assert words in said


def test_an_annex_of_before_this_register_says_where_its_content_stands(stand: Stand) -> None:
    """List 8(3): what nobody here knows is not made up."""
    road = stand("issued")
    again = issued(filed(road, for_duplicate(application_of(road), "001", number=OLD), issued_on="2011-04-05"))
    (said,) = texts(again).values()
    assert "как в ранее выданном приложении" in said
    assert "5 апреля 2011" in said


def test_an_annex_reissued_alone_stays_under_its_license(stand: Stand) -> None:
    """List 5, Permits 33(6)."""
    road = stand("issued")
    again = issued(filed(road, for_reissue(application_of(road), "001", change=MOVED)))
    (said,) = texts(again).values()
    for words in (FIRST, "001", "Жаңа көше", "Приложение переоформлено"):
        assert words in said


def test_further_annexes_of_one_license_never_get_the_same_number(stand_apart: Stand) -> None:
    """List 5, Rules 20: whoever asks at the same moment; asked again, a case has the number that it had."""
    road = stand_apart("issued")
    first = application_of(road)
    one, other = (filed(road, for_annex(first, street=street)) for street in ("Бірінші", "Екінші"))

    def number(case: Road) -> str:
        return numbering.annex_number(case.case, license_=FIRST, facility="F1", taken={"001"})

    assert sorted(at_once(lambda: number(one), lambda: number(other))) == ["002", "003"]
    assert sorted((number(one), number(other))) == ["002", "003"]
