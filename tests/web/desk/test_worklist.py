"""The work list: what my offices owe, what is due first on top."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ruqsat.cases import projection
from ruqsat.cases.models import Case, OpenDuty
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import case_page, window_of
from tests.world import AIZHAN, ALMATY, HEAD, INSPECTOR, OFFICER, OFFICER_OF_ASTANA


def test_what_my_office_owes_is_listed_with_its_term(stand: Stand) -> None:
    road = stand("settled")
    page = window_of(OFFICER).get("/desk/")
    assert [line.duty.code for line in page.context["lines"]] == ["check_completeness"]
    text = page.content.decode()
    assert case_page(road) in text
    assert road.look().standing.number in text
    assert "in 2 working days" in text


def test_what_others_owe_is_in_a_list_of_its_own(stand: Stand) -> None:
    road = stand("settled")
    road.find_complete()
    road.request_approval()
    window = window_of(OFFICER)
    assert "answer_approval" not in {line.duty.code for line in window.get("/desk/").context["lines"]}
    assert "answer_approval" in {line.duty.code for line in window.get("/desk/?list=others").context["lines"]}


def test_the_head_sees_what_awaits_the_signature(stand: Stand) -> None:
    road = stand("sealed")
    road.prepare_grant()
    assert [line.duty.code for line in window_of(HEAD).get("/desk/").context["lines"]] == ["sign_license"]
    assert [line.duty.code for line in window_of(OFFICER).get("/desk/").context["lines"]] == []


def test_another_region_sees_none_of_it(stand: Stand) -> None:
    stand("settled")
    page = window_of(OFFICER_OF_ASTANA).get("/desk/")
    assert page.context["lines"] == []
    assert "Nothing is owed by your offices now" in page.content.decode()


def test_the_list_takes_at_most_twelve_queries(stand: Stand) -> None:
    stand("settled")
    window = window_of(OFFICER)
    window.get("/desk/")
    with CaptureQueriesContext(connection) as queries:
        window.get("/desk/")
    assert len(queries) <= 12, [query["sql"] for query in queries]


@pytest.mark.parametrize("path", ["/desk/", "/approvals/", "/inspector/"])
def test_who_is_not_signed_in_signs_in_first(stand: Stand, path: str) -> None:
    stand("known")
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize(
    ("iin", "path"), [(AIZHAN, "/desk/"), (INSPECTOR, "/desk/"), (OFFICER, "/approvals/"), (HEAD, "/inspector/")]
)
def test_each_audience_keeps_to_its_own_pages(stand: Stand, iin: str, path: str) -> None:
    stand("known")
    assert window_of(iin).get(path).status_code == 403


def test_a_list_is_only_looked_at(stand: Stand) -> None:
    stand("known")
    assert window_of(OFFICER).post("/desk/").status_code == 405


def duties_of_many_facilities(road: Road, count: int) -> None:
    """So many open duties, many of them due at the same moment, some without a term."""
    first, case = road.now, Case.objects.get(id=road.case)
    dues = [None if number % 7 == 0 else first + timedelta(days=number // 40) for number in range(count)]
    OpenDuty.objects.bulk_create(
        OpenDuty(
            case=case,
            code="schedule_visit",
            ref="Rules 10(3)",
            owed_by="officer",
            office=ALMATY,
            case_office=ALMATY,
            facility=f"F{number}",
            since=first,
            due=due,
            in_order=due or projection.NO_TERM,
        )
        for number, due in enumerate(dues)
    )


def walk(window: Client, path: str, *, by: str) -> Iterator[list[int]]:
    """The ids on each page, following its links to the end."""
    while path:
        page = window.get(f"/desk/{path}")
        yield [line.duty.pk for line in page.context["lines"]]
        path = page.context[by]


def test_pages_neither_skip_nor_repeat_and_lead_back(stand: Stand) -> None:
    road = stand("settled")
    duties_of_many_facilities(road, 170)
    wanted = list(OpenDuty.objects.filter(owed_by="officer").order_by("in_order", "since", "id").values_list("pk"))
    window = window_of(OFFICER)
    pages = list(walk(window, "?list=mine", by="next_url"))
    assert [len(page) for page in pages] == [50, 50, 50, 21]
    assert [(pk,) for page in pages for pk in page] == wanted
    assert len({pk for page in pages for pk in page}) == 171
    last = window.get("/desk/" + _last_link(window))
    back = list(walk(window, last.context["previous_url"], by="previous_url"))
    assert back == pages[-2::-1]


def _last_link(window: Client) -> str:
    link = found = window.get("/desk/?list=mine").context["next_url"]
    while found:
        link, found = found, window.get(f"/desk/{found}").context["next_url"]
    return str(link)


def test_what_is_done_meanwhile_hides_nothing_from_the_next_page(stand: Stand) -> None:
    road = stand("settled")
    duties_of_many_facilities(road, 60)
    window = window_of(OFFICER)
    first = window.get("/desk/")
    before = {line.duty.pk for line in first.context["lines"]}
    OpenDuty.objects.filter(pk__in=sorted(before)[:20]).delete()
    second = {line.duty.pk for line in window.get(f"/desk/{first.context['next_url']}").context["lines"]}
    assert second == set(OpenDuty.objects.filter(owed_by="officer").values_list("pk", flat=True)) - before


@pytest.mark.parametrize("key", ["after=x", "after=1~2~3", "before=2026-03-18~~", "after=%00~%00~%00", "start=50"])
def test_a_key_that_nobody_gave_out_leads_to_the_first_page(stand: Stand, key: str) -> None:
    stand("settled")
    page = window_of(OFFICER).get(f"/desk/?{key}")
    assert [line.duty.code for line in page.context["lines"]] == ["check_completeness"]


def test_the_list_asks_for_nothing_but_its_page(stand: Stand) -> None:
    road = stand("settled")
    duties_of_many_facilities(road, 170)
    window = window_of(OFFICER)
    window.get("/desk/")
    with CaptureQueriesContext(connection) as queries:
        window.get("/desk/")
    said = [query["sql"] for query in queries]
    assert len(said) <= 12
    assert not any("COUNT(" in one or "OFFSET" in one for one in said)
    assert all("LIMIT 51" in one for one in said if 'FROM "cases_openduty"' in one)
