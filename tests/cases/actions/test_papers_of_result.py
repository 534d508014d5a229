"""Annex 2(5), Annex 3(5), List 8(2): paper handed over and given back, in the case's file and the license's at once."""

from datetime import date

import pytest

from ruqsat.cases.actions import papers_of_result
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.cases.models import OpenDuty
from ruqsat.journal import rebuild
from ruqsat.law.acts import Filed, PaperOnBlank
from ruqsat.law.local_time import local
from ruqsat.licenses import on_paper
from ruqsat.licenses.license_file import standing_of
from ruqsat.licenses.models import License, PaperOriginal
from ruqsat.licenses.on_paper import BlankUsedError
from tests.licenses.roads import FIRST, OLD, application_of, filed, for_duplicate, for_reissue, issued
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road
from tests.world import head, officer


def hand_over(road: Road, *papers: tuple[str, str], on: date | None = None, seen: int | None = None) -> Filed:
    named = tuple(PaperOnBlank(paper=paper, blank=blank) for paper, blank in papers)
    return papers_of_result.hand_over(
        road.case,
        papers=named,
        to="Үлгібаева Айжан",
        on=on or local(road.now).date(),
        proof="journal 3, line 5",
        by=officer(),
        seen=seen or road.seen,
        at=road.now,
    )


def give_back(road: Road, *papers: str) -> Filed:
    return papers_of_result.give_back(road.case, papers=papers, note="whole", by=officer(), at=road.now)


def codes(road: Road) -> list[str]:
    return sorted(OpenDuty.objects.filter(case_id=road.case).values_list("code", flat=True))


def on_file(road: Road) -> bool:
    return rebuild.look(at=road.now).differences == ()


def test_what_was_wanted_on_paper_is_on_the_work_list_until_it_is_handed_over(stand: Stand) -> None:
    """Annex 2(5), Annex 3(5), List 8(2): and the register knows on which blank it is."""
    road = stand("issued")
    again = issued(filed(road, for_duplicate(application_of(road), "license", "001", on_paper=True)))
    assert codes(again) == ["hand_over_paper"]
    hand_over(again, ("license", "АА 0000001"))
    assert codes(again) == ["hand_over_paper"]
    hand_over(again, ("001", "АА 0000002"))
    assert codes(again) == []
    papers = PaperOriginal.objects.order_by("blank").values_list("license__number", "annex", "blank")
    assert list(papers) == [(FIRST, "", "АА 0000001"), (FIRST, "001", "АА 0000002")]
    assert standing_of(FIRST).on_paper("001")
    assert on_file(again)


def test_a_button_pressed_twice_is_one_handing_over(stand: Stand) -> None:
    """Annex 2(5)."""
    road = stand("issued")
    again = issued(filed(road, for_duplicate(application_of(road), on_paper=True)))
    seen = again.seen
    first = hand_over(again, ("license", "АА 1"), seen=seen)
    assert hand_over(again, ("license", "АА 1"), seen=seen).id == first.id
    assert PaperOriginal.objects.count() == 1


def test_a_blank_of_the_register_serves_nobody_else(stand: Stand) -> None:
    """List 8(2): nothing is recorded in either file."""
    road = stand("issued")
    first = application_of(road)
    one = issued(filed(road, for_duplicate(first, on_paper=True)))
    hand_over(one, ("license", "АА 1"))
    other = issued(filed(road, for_duplicate(first, "001", on_paper=True)))
    with pytest.raises(BlankUsedError, match="АА 1"):
        hand_over(other, ("001", "АА 1"))
    assert codes(other) == ["hand_over_paper"]
    assert "paper_handed_over" not in other.kinds()


def test_nothing_is_handed_over_that_was_not_wanted(stand: Stand) -> None:
    """Annex 2(5), Annex 3(5)."""
    road = stand("issued")
    with pytest.raises(NotPermittedError, match="No paper copy"):
        hand_over(road, ("license", "АА 1"))


def test_the_handing_over_is_in_both_files_or_in_none(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Annex 2(5), List 8(2): one transaction."""
    road = stand("issued")
    again = issued(filed(road, for_duplicate(application_of(road), on_paper=True)))

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(on_paper, "annex_of", fails)
        with pytest.raises(ZeroDivisionError):
            hand_over(again, ("license", "АА 1"))
    assert codes(again) == ["hand_over_paper"]
    assert standing_of(FIRST).papers == ()
    hand_over(again, ("license", "АА 1"))
    assert codes(again) == []


def test_the_earlier_original_is_owed_and_given_back(stand: Stand) -> None:
    """List 8(2): the license of this register that was handed out on paper, and its reissue."""
    road = stand("issued")
    first = application_of(road)
    paper = issued(filed(road, for_duplicate(first, "license", "001", on_paper=True)))
    hand_over(paper, ("license", "АА 1"), ("001", "АА 2"))
    again = issued(filed(road, for_reissue(first, on_paper=True)))
    assert codes(again) == ["hand_over_paper", "return_paper_original"]
    give_back(again, "license", "001")
    assert codes(again) == ["hand_over_paper"]
    returned = PaperOriginal.objects.order_by("blank").values_list("blank", "returned_on")
    assert list(returned) == [("АА 1", local(again.now).date()), ("АА 2", local(again.now).date())]
    new = License.objects.get(stands_for=FIRST)
    hand_over(again, ("license", "АА 3"), ("001", "АА 4"))
    assert list(new.papers.order_by("blank").values_list("blank", flat=True)) == ["АА 3", "АА 4"]
    with pytest.raises(NotPermittedError):
        give_back(again, "license")
    assert on_file(again)


def test_an_original_of_before_this_register_is_given_back_in_the_case_alone(stand: Stand) -> None:
    """List 8(2): the register has no file of it."""
    road = stand("issued")
    again = issued(filed(road, for_reissue(application_of(road), "license", number=OLD)))
    assert codes(again) == ["return_paper_original"]
    papers_of_result.give_back(again.case, papers=("license",), note="torn", by=head(), at=again.now)
    assert codes(again) == []
    assert standing_of(OLD).license is None


def test_of_two_officers_with_one_blank_at_once_one_records_it(stand_apart: Stand) -> None:
    """List 8(2): the database lets a blank be used once."""
    road = stand_apart("issued")
    first = application_of(road)
    cases = [issued(filed(road, for_duplicate(first, paper, on_paper=True))) for paper in ("license", "001")]
    done = at_once(lambda: hand_over(cases[0], ("license", "АА 1")), lambda: hand_over(cases[1], ("001", "АА 1")))
    assert sorted(type(one).__name__ for one in done) == ["BlankUsedError", "Filed"]
    assert PaperOriginal.objects.count() == 1
