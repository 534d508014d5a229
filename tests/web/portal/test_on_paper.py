"""Annex 2(5), List 8(2), Rules 2(1): paper in the account, and the life of a license as its holder sees it."""

from django.test import Client

from ruqsat.cases.actions import papers_of_result
from ruqsat.law.acts import PaperOnBlank
from ruqsat.law.local_time import local
from ruqsat.licenses.models import License
from tests.licenses.roads import FIRST, MOVED, OLD, application_of, filed, for_annex, for_duplicate, for_reissue, issued
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import window_of
from tests.world import AIZHAN, PETR, officer


def page_of(window: Client, address: str) -> str:
    answer = window.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def progress(road: Road) -> str:
    return page_of(window_of(AIZHAN), f"/applications/{road.case}/")


def hand_over(road: Road, *papers: tuple[str, str]) -> None:
    papers_of_result.hand_over(
        road.case,
        papers=tuple(PaperOnBlank(paper=paper, blank=blank) for paper, blank in papers),
        to="Үлгібаева Айжан",
        on=local(road.now).date(),
        proof="journal 3, line 5",
        by=officer(),
        seen=road.seen,
        at=road.now,
    )


def test_the_applicant_reads_where_and_when_the_paper_copy_is_handed_over(stand: Stand) -> None:
    """Annex 2(5), List 7(1)."""
    road = stand("issued")
    again = issued(filed(road, for_duplicate(application_of(road), on_paper=True)))
    page = progress(again)
    assert "Your paper copy is handed over at the department" in page
    assert "on working days from 09:00 to 18:30, lunch from 13:00 to 14:30" in page
    assert "Almaty" in page
    hand_over(again, ("license", "АА 0000001"))
    page = progress(again)
    assert "Your paper copy is handed over at the department" not in page
    assert "Blank АА 0000001" in page


def test_the_applicant_reads_what_is_brought_back_until_it_is_recorded(stand: Stand) -> None:
    """List 8(2)."""
    road = stand("issued")
    again = issued(filed(road, for_reissue(application_of(road), "license", number=OLD)))
    page = progress(again)
    assert "Bring the earlier paper original back" in page
    account = page_of(window_of(AIZHAN), "/account/")
    assert "Give the earlier paper original back" in account
    papers_of_result.give_back(again.case, papers=("license",), note="whole", by=officer(), at=again.now)
    page = progress(again)
    assert "Bring the earlier paper original back" not in page
    assert "Earlier original given back" in page


def test_nothing_is_said_of_paper_where_none_was_wanted(stand: Stand) -> None:
    """Annex 2(5)."""
    assert "On paper" not in progress(stand("issued"))


def test_the_result_of_every_service_leads_to_the_license_that_it_belongs_to(stand: Stand) -> None:
    """Rules 20: a further annex and a duplicate too."""
    road = stand("issued")
    first = application_of(road)
    assert f"/licenses/{FIRST}/" in progress(issued(filed(road, for_duplicate(first))))
    again = issued(filed(road, for_reissue(first, "license")))
    assert f"/licenses/{License.objects.get(stands_for=FIRST).number}/" in progress(again)


def test_the_page_of_a_license_tells_its_life(stand: Stand) -> None:
    """Rules 2(1), Rules 19, List 8(2): annexes with their days, duplicates, papers, what stands in its place."""
    road = stand("issued")
    first = application_of(road)
    issued(filed(road, for_reissue(first, "001", change=MOVED)))
    annex = issued(filed(road, for_annex(first)))
    duplicate = issued(filed(annex, for_duplicate(first, on_paper=True)))
    hand_over(duplicate, ("license", "АА 0000001"))
    window = window_of(AIZHAN)
    page = page_of(window, f"/licenses/{FIRST}/")
    for said in (
        "Annex 002",
        "reissued on",
        "Жаңа көше",
        "Duplicate issued",
        "blank АА 0000001",
        "Annex to the license",
    ):
        assert said in page
    for document in License.objects.get().documents.all():
        assert window.get(f"/applications/{document.case}/documents/{document.sha256}/").status_code == 200
    issued(filed(duplicate, for_reissue(first, "license")))
    page = page_of(window, f"/licenses/{FIRST}/")
    new = License.objects.get(stands_for=FIRST)
    for said in ("Replaced by", f"/licenses/{new.number}/", "To be given back"):
        assert said in page
    page = page_of(window, f"/licenses/{new.number}/")
    assert "Issued in the place of" in page
    assert "Annex 002" in page
    assert window_of(PETR).get(f"/licenses/{new.number}/").status_code == 404
