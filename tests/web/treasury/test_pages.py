"""Rules 5: the desk takes in statements, sees what wants a decision, and decides it once, with a reason."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ruqsat.cases.actions import paying, treasury
from ruqsat.cases.models import Case
from ruqsat.jobs import paying as jobs
from ruqsat.law.acts import SYSTEM
from ruqsat.law.application import Service
from ruqsat.law.local_time import local
from ruqsat.payments import statements
from ruqsat.payments.checking import check
from ruqsat.payments.models import Decision, Line, Order, Payment, Statement
from ruqsat.payments.settling import Files
from ruqsat.web.treasury import views
from tests.clocks import stopped_at
from tests.gateways.statements.samples import Movement, camt, table
from tests.milestones import Stand
from tests.plans import plans_of
from tests.walking import Road
from tests.web.officers import window_of
from tests.world import AIZHAN, HEAD, INSPECTOR, OFFICER, OFFICER_OF_ASTANA, person

HOME = "/desk/payments/"
WHY = "The payer wrote it on the slip."


@pytest.fixture
def road(stand: Stand) -> Iterator[Road]:
    """A draft whose fee is ordered."""
    road = stand("known")
    road.fill()
    paying.order_for(road.case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)
    yield road
    assert check() == []


def movement(road: Road, reference: str = "B1", **other: str) -> Movement:
    order = Order.objects.get()
    said = {"amount": str(order.amount), "purpose": order.number, "payer": AIZHAN} | other
    return Movement(reference=reference, day=local(road.now).date(), **said)


def upload(window: Client, content: bytes, name: str = "statement.csv") -> HttpResponse:
    answer = window.post(f"{HOME}statements/", {"file": SimpleUploadedFile(name, content)})
    assert isinstance(answer, HttpResponse)
    return answer


def take(road: Road, *movements: Movement) -> list[Line]:
    return list(treasury.take_statement(table(*movements), by=SYSTEM, now=lambda: road.now).lines)


@pytest.mark.parametrize("form", [table, camt])
def test_a_statement_is_taken_in_and_shows_what_became_of_each_movement(road: Road, form: object) -> None:
    window = window_of(OFFICER)
    content = form(movement(road), movement(road, "B2", purpose="?"))  # type: ignore[operator]  # one of two functions
    answer = upload(window, content)
    assert answer.status_code == 302
    page = window.get(answer["Location"]).content.decode()
    assert "counted" in page
    assert "It names no order that is known." in page
    assert Statement.objects.get().taken_by == person(OFFICER).id
    assert Order.objects.get().status == Order.Status.PAID
    home = window.get(HOME).content.decode()
    assert "Movements on the account that could not be placed" in home


def test_a_long_statement_is_shown_a_page_at_a_time(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    take(road, *(movement(road, f"B{number}", purpose="?") for number in range(3)))
    window, home = window_of(OFFICER), f"{HOME}statements/{Statement.objects.get().id}/"
    first = window.get(home).content.decode()
    assert [f">B{number}<" in first for number in range(3)] == [True, True, False]
    following = re.search(r'href="(\?after=[^"]+)"', first)
    assert following is not None
    second = window.get(home + following[1]).content.decode()
    assert [f">B{number}<" in second for number in range(3)] == [False, False, True]


def test_no_page_reads_the_files_of_the_statements(road: Road) -> None:
    """They are megabytes, and none is shown."""
    (line,) = take(road, movement(road, purpose="?"))
    window = window_of(OFFICER)
    for page in (HOME, f"{HOME}statements/{line.statement_id}/", f"{HOME}movements/{line.id}/"):
        with CaptureQueriesContext(connection) as asked:
            assert window.get(page).status_code == 200
        assert [one["sql"] for one in asked if "content_encrypted" in one["sql"]] == []


def test_the_page_reads_refused_notices_off_an_index(road: Road) -> None:
    window = window_of(OFFICER)
    assert "notice_newest_of_verdict" in plans_of(lambda: window.get(HOME))


def test_for_a_movement_that_came_nobody_asks_what_is_to_be_returned(road: Road) -> None:
    came, went = take(road, movement(road, purpose="?"), movement(road, "B2", direction="out", purpose="?"))
    window = window_of(OFFICER)
    for line, asks in ((came, False), (went, True)):
        with CaptureQueriesContext(connection) as asked:
            window.get(f"{HOME}movements/{line.id}/")
        assert any("'to_return'" in one["sql"] and "NOT EXISTS" in one["sql"] for one in asked) is asks


def test_the_same_file_again_changes_nothing_and_says_so(road: Road) -> None:
    window, content = window_of(HEAD), table(movement(road))
    first, second = upload(window, content), upload(window, content)
    assert first["Location"] == second["Location"]
    assert "was known already" in window.get(second["Location"]).content.decode()
    assert (Statement.objects.count(), Payment.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("content", "reason"), [(b"<html>", "no XML"), (b"a;b", "first line of the table"), (b"", "is empty")]
)
def test_a_wrong_file_is_refused_with_its_reason(road: Road, content: bytes, reason: str) -> None:
    answer = upload(window_of(OFFICER), content)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert Statement.objects.count() == 0


def test_a_statement_of_which_a_movement_breaks_is_taken_and_says_so(road: Road) -> None:
    """Rules 5: nobody reads that a file was refused which was taken; the sweep places the rest."""
    earlier, tomorrow = table(movement(road, amount="1000")), road.now + timedelta(days=1)
    treasury.take_statement(earlier, by=SYSTEM, now=lambda: tomorrow)  # on file by a clock that runs ahead
    window = window_of(OFFICER)
    answer = upload(window, table(movement(road, "B2"), movement(road, "B3", purpose="?")))
    assert answer.status_code == 302
    assert [line.state for line in Line.objects.order_by("reference")] == ["counted", "new", "waiting"]
    assert "1 movement of this statement is not placed yet" in window.get(answer["Location"]).content.decode()
    jobs.place_movements(now=stopped_at(tomorrow))
    assert "not placed yet" not in window.get(answer["Location"]).content.decode()


def test_an_officer_counts_a_movement_for_an_order_once(road: Road) -> None:
    (line,) = take(road, movement(road, purpose="?"))
    window, page = window_of(OFFICER), f"{HOME}movements/{line.id}/"
    assert "••••••••9011" in window.get(page).content.decode()
    said = {"what": "to_order", "number": Order.objects.get().number, "reason": WHY}
    assert window.post(page, said)["Location"] == HOME
    again = window.post(page, said)
    assert again.status_code == 422
    assert "decided already" in again.content.decode()
    decision = Decision.objects.get()
    assert (decision.person, decision.office) == (person(OFFICER).id, "KZ-75")
    assert WHY in window.get(page).content.decode()
    assert Payment.objects.get().order_id == Order.objects.get().id


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, "Choose what this movement is"),
        ({"what": "to_order", "reason": WHY}, "Enter the number of the order"),
        ({"what": "to_order", "number": "1000000000", "reason": WHY}, "slip in the number"),
        ({"what": "return", "reason": ""}, "Write why"),
        ({"what": "nonsense", "reason": WHY}, "Choose one of the answers"),
    ],
)
def test_what_is_missing_is_said_and_nothing_recorded(road: Road, said: dict[str, str], reason: str) -> None:
    (line,) = take(road, movement(road, purpose="?"))
    answer = window_of(OFFICER).post(f"{HOME}movements/{line.id}/", said)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert Decision.objects.count() == 0


def test_a_double_payment_is_marked_and_its_return_recognized(road: Road) -> None:
    take(road, movement(road, "B1"), movement(road, "B2"))
    window, surplus = window_of(OFFICER), Payment.objects.get(surplus="double")
    assert "Payments beyond what was due" in window.get(HOME).content.decode()
    assert window.post(f"{HOME}surplus/{surplus.id}/", {"reason": WHY})["Location"] == HOME
    assert window.post(f"{HOME}surplus/{surplus.id}/", {"reason": WHY}).status_code == 422
    assert "not seen leaving the account yet" in window.get(HOME).content.decode()
    (line,) = take(road, movement(road, "B3", direction="out"))
    due = Decision.objects.get()
    page = f"{HOME}movements/{line.id}/"
    assert str(due.id) in window.get(page).content.decode()
    assert window.post(page, {"what": str(due.id), "reason": WHY})["Location"] == HOME
    for shown in (page, f"{HOME}surplus/{surplus.id}/"):
        text = window.get(shown).content.decode()
        assert f'href="{HOME}movements/{line.id}/"' in text
        assert f'href="{HOME}surplus/{surplus.id}/"' in text
    assert "not seen leaving the account yet" not in window.get(HOME).content.decode()


def test_what_the_bank_took_back_is_decided_and_stays_in_sight(road: Road) -> None:
    """Rules 5: the case keeps the payment, the page says what is missing."""
    (came,) = take(road, movement(road))
    less = take(road, movement(road, amount="1000"))[-1]
    window, page = window_of(OFFICER), f"{HOME}movements/{less.id}/"
    assert "it took the difference back" in window.get(page).content.decode()
    assert window.post(page, {"what": f"back:{came.id}", "reason": WHY})["Location"] == HOME
    text = window.get(HOME).content.decode()
    assert "Counted, and taken back by the bank" in text
    assert f'href="{HOME}movements/{came.id}/"' in text
    assert f'href="{page}"' in window.get(f"{HOME}movements/{came.id}/").content.decode()


def test_a_part_that_the_bank_took_back_of_what_is_to_be_returned_leaves_the_rest_to_be_returned(road: Road) -> None:
    """Rules 5, List 6: the page offers both ways, one after the other."""
    (came,) = take(road, movement(road, purpose="?"))
    less = take(road, movement(road, purpose="?", amount="1000"))[-1]
    window, page = window_of(OFFICER), f"{HOME}movements/{less.id}/"
    window.post(f"{HOME}movements/{came.id}/", {"what": "return", "reason": WHY})
    assert window.post(page, {"what": f"back:{came.id}", "reason": WHY})["Location"] == HOME
    for shown in (HOME, f"{HOME}movements/{came.id}/"):
        assert "1\u202f000\u00a0₸" in window.get(shown).content.decode()
    (rest,) = take(road, movement(road, "B3", direction="out", amount="1000"))
    due = Decision.objects.get(kind="to_return")
    assert window.post(f"{HOME}movements/{rest.id}/", {"what": str(due.id), "reason": WHY})["Location"] == HOME
    assert "not seen leaving the account yet" not in window.get(HOME).content.decode()


def test_a_double_payment_makes_good_what_the_bank_took_back(road: Road) -> None:
    """Rules 5: the page offers it beside the return, and says no more that something is missing."""
    came, second = take(road, movement(road), movement(road, "B2"))
    (gone,) = take(road, movement(road, "B9", direction="out"))
    window, page = window_of(OFFICER), f"{HOME}surplus/{second.payment_id}/"
    assert "makes good" not in window.get(page).content.decode()
    window.post(f"{HOME}movements/{gone.id}/", {"what": f"back:{came.id}", "reason": WHY})
    assert "It makes good what the bank took back" in window.get(page).content.decode()
    assert window.post(page, {"what": "to_order", "reason": WHY})["Location"] == HOME
    assert "Counted, and taken back by the bank" not in window.get(HOME).content.decode()


def test_what_can_count_no_more_is_not_returned_instead(road: Road) -> None:
    """List 6: an officer chose that it counts, the fee was paid meanwhile: nothing is recorded that nobody chose."""
    take(road, movement(road), movement(road, "B2"))
    double = Payment.objects.get(surplus="double")
    answer = window_of(OFFICER).post(f"{HOME}surplus/{double.id}/", {"what": "to_order", "reason": WHY})
    assert answer.status_code == 422
    assert "already paid" in answer.content.decode()
    assert Decision.objects.count() == 0


def test_of_what_a_statement_shows_again_an_officer_says_that_it_did_not_move(road: Road) -> None:
    """Rules 5: the page says why it waits, and offers both."""
    for amount, purpose in (("500", "?"), ("300", "?"), ("500", "??")):
        lines = take(road, movement(road, amount=amount, purpose=purpose))
    again = next(line for line in lines if line.reference == "B1#3")
    window, page = window_of(OFFICER), f"{HOME}movements/{again.id}/"
    text = window.get(page).content.decode()
    assert "what an earlier statement showed" in text
    assert "Money for an order" in text
    assert window.post(page, {"what": "not_moved", "reason": WHY})["Location"] == HOME
    assert "did not move" in window.get(page).content.decode()


def test_late_money_can_be_returned_and_is_counted_only_if_the_case_is_open_again(stand: Stand) -> None:
    """List 6, Rules 25: the page says why not."""
    road = stand("known")
    road.fill()
    order = paying.order_for(road.case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)
    ended = Files(record=paying.FILES.record, ended=lambda file: True)
    statements.take(table(movement(road)), by=SYSTEM, now=lambda: road.now, files=ended)
    late, window = Payment.objects.get(surplus="late"), window_of(OFFICER)
    page = f"{HOME}surplus/{late.id}/"
    assert "It counts for the order" in window.get(page).content.decode()
    assert window.post(page, {"reason": WHY}).status_code == 422
    assert window.post(page, {"what": "to_order", "reason": WHY})["Location"] == HOME
    order.refresh_from_db()
    assert order.status == "paid"
    assert WHY in window.get(page).content.decode()
    assert check() == []


def test_late_money_of_a_case_that_stays_ended_can_only_be_returned(stand: Stand) -> None:
    """List 6: the decision stands, and no fee moves it."""
    road = stand("settled")
    order = Order.objects.get(file_id=road.case)
    Payment.objects.filter(order=order).update(surplus="late", surplus_tiyn=100)
    Case.objects.filter(id=road.case).update(ended=True)
    page = f"{HOME}surplus/{Payment.objects.get(order=order).id}/"
    text = window_of(OFFICER).get(page).content.decode()
    assert "It cannot be counted for the application" in text
    assert "It counts for the order" not in text


def test_money_that_left_without_a_decision_asks_for_one_first(road: Road) -> None:
    (line,) = take(road, movement(road, direction="out"))
    page = window_of(OFFICER).get(f"{HOME}movements/{line.id}/").content.decode()
    assert "Decide first what is to be returned" in page


def test_another_region_sees_nothing_of_a_case_that_is_not_its_own(stand: Stand) -> None:
    road = stand("settled")
    order = Order.objects.get(file_id=road.case)
    double = Movement(
        reference="B2", amount=str(order.amount + 1), purpose=order.number, payer=AIZHAN, day=local(road.now).date()
    )
    take(road, double, double.__class__(reference="B3", amount="7", purpose=order.number, payer="", day=double.day))
    surplus, line = Payment.objects.get(surplus="double"), Line.objects.get(reference="B3")
    window = window_of(OFFICER_OF_ASTANA)
    page = window.get(HOME).content.decode()
    assert "nothing waits for a decision" in page
    for path in (f"{HOME}surplus/{surplus.id}/", f"{HOME}movements/{line.id}/"):
        assert window.get(path).status_code == 404
        assert window_of(OFFICER).get(path).status_code == 200
    statement = f"{HOME}statements/{line.statement_id}/"
    assert "B3" in window_of(OFFICER).get(statement).content.decode()
    assert "B3" not in window.get(statement).content.decode()
    (stranger,) = take(road, Movement(reference="B4", purpose="?", day=double.day))
    said = {"what": "to_order", "number": order.number, "reason": WHY}
    answer = window.post(f"{HOME}movements/{stranger.id}/", said)
    assert "with another department" in answer.content.decode()


@pytest.mark.parametrize("who", [INSPECTOR, AIZHAN])
def test_only_officers_and_the_head_look_after_money(road: Road, who: str) -> None:
    assert window_of(who).get(HOME).status_code == 403
    assert upload(window_of(who), table(movement(road))).status_code == 403
    assert Statement.objects.count() == 0


def test_statements_are_only_sent(road: Road) -> None:
    assert window_of(OFFICER).get(f"{HOME}statements/").status_code == 405
