"""The bank's statements: what was paid stands in both forms, as the portal reads them, and wrong ones are refused."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from uuid import uuid4

import httpx
import pytest

from ruqsat.gateways.statements import NotAStatement, StatementLine
from ruqsat.gateways.statements.reading import read
from ruqsat.law.identifiers import account_fault
from ruqsat.running.outside import ACCOUNT
from ruqsat_sandbox import bank
from ruqsat_sandbox.bank import WRONG
from tests.ruqsat_sandbox.test_payments import FEE, _open

KAZAKHSTAN = timezone(timedelta(hours=5))


def day_of(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(KAZAKHSTAN).date()


def today(world: httpx.Client) -> date:
    """The day by the sandbox's clock: it may be another one at the end of a test than at its beginning."""
    return day_of(world.get("/api/clock").json()["now"])


def statement(world: httpx.Client, form: str, day: date, wrong: str = "") -> bytes:
    query = {"form": form} | ({"wrong": wrong} if wrong else {})
    return world.get(f"/bank/statement/{day}", params=query).raise_for_status().content


def lines_since(world: httpx.Client, form: str, began: date) -> Sequence[StatementLine]:
    days = sorted({began, today(world)})
    return [line for day in days for line in read(statement(world, form, day), today=day).lines]


@pytest.mark.parametrize("form", ["csv", "camt.053"])
def test_what_was_paid_in_any_way_stands_in_the_statement_of_the_day(world: httpx.Client, form: str) -> None:
    began, (online, opened), (order, _) = today(world), _open(world), _open(world)
    stranger, back = f"stranger {uuid4()}", f'Back; "quoted" <&> {uuid4()}'
    world.post(opened.json()["pay_url"], data={"decision": "pay"})
    world.post("/bank/", data={"order": order, "amount": "100"})
    world.post("/bank/", data={"order": stranger, "amount": "250", "payer": "900101399016"})
    world.post("/bank/account/", data={"tiyn": "150", "direction": "out", "purpose": back})
    lines = lines_since(world, form, began)
    references = [world.get(f"/payments/orders/{each}").json()["reference"] for each in (online, order)]
    assert [each[:3] for each in references] == ["PG-", "BK-"]
    found = [[line.tiyn for line in lines if each in line.others] for each in references]
    assert found == [[FEE * 100], [10_000]]
    assert [line.tiyn for line in lines if stranger in line.purpose] == [25_000]
    assert [(line.direction, line.tiyn) for line in lines if line.purpose == back] == [("out", 150)]


@pytest.mark.parametrize("form", ["csv", "camt.053"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_statement_is_one_that_the_portal_refuses(world: httpx.Client, form: str, wrong: str) -> None:
    order, opened = _open(world)
    world.post(opened.json()["pay_url"], data={"decision": "pay"})
    day = day_of(world.get(f"/payments/orders/{order}").json()["paid_at"])
    with pytest.raises(NotAStatement):
        read(statement(world, form, day, wrong), today=day)


def test_there_is_no_other_form(world: httpx.Client) -> None:
    assert world.get(f"/bank/statement/{today(world)}", params={"form": "mt940"}).status_code == 422


def test_the_account_shows_what_moved_and_offers_the_statements(world: httpx.Client) -> None:
    purpose, began = f"shown {uuid4()}", today(world)
    world.post("/bank/account/", data={"tiyn": "100", "purpose": purpose})
    page = world.get("/bank/account/").text
    assert purpose in page
    assert any(f"/bank/statement/{day}?form=camt.053" in page for day in (began, today(world)))
    assert world.post("/bank/account/", data={"tiyn": "0"}).status_code == 422


def test_the_account_is_one_that_an_instance_of_the_sandbox_takes_statements_of() -> None:
    assert bank.ACCOUNT == ACCOUNT
    assert account_fault(bank.ACCOUNT) is None
