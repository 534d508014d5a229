"""The work list: what my offices owe, what is due first on top."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.milestones import Stand
from tests.web.officers import case_page, window_of
from tests.world import AIZHAN, HEAD, INSPECTOR, OFFICER, OFFICER_OF_ASTANA


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
