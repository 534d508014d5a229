"""The bank's statements: what was paid stands in both forms, as the portal reads them, and wrong ones are refused."""

from datetime import datetime, timedelta, timezone
from uuid import uuid4

import httpx
import pytest

from ruqsat.gateways.statements import NotAStatement
from ruqsat.gateways.statements.reading import read
from ruqsat_sandbox.bank import WRONG
from tests.ruqsat_sandbox.test_payments import FEE, _open

KAZAKHSTAN = timezone(timedelta(hours=5))


def today() -> str:
    return datetime.now(KAZAKHSTAN).date().isoformat()


def statement(world: httpx.Client, form: str, wrong: str = "") -> bytes:
    query = {"form": form} | ({"wrong": wrong} if wrong else {})
    return world.get(f"/bank/statement/{today()}", params=query).raise_for_status().content


@pytest.mark.parametrize("form", ["csv", "camt.053"])
def test_what_was_paid_in_any_way_stands_in_the_statement_of_the_day(world: httpx.Client, form: str) -> None:
    _, opened = _open(world)
    world.post(opened.json()["pay_url"], data={"decision": "pay"})
    order, _ = _open(world)
    world.post("/bank/", data={"order": order, "amount": "100"})
    stranger = f"stranger {uuid4()}"
    world.post("/bank/", data={"order": stranger, "amount": "250", "payer": "900101399016"})
    world.post("/bank/account/", data={"tiyn": "150", "direction": "out", "purpose": 'Back; "quoted" <&>'})
    lines = read(statement(world, form), today=datetime.now(KAZAKHSTAN).date()).lines
    through_gateway, at_bank, of_stranger, back = lines[-4:]
    assert (through_gateway.tiyn, at_bank.tiyn, of_stranger.tiyn, back.tiyn) == (FEE * 100, 10_000, 25_000, 150)
    assert any(one.startswith("PG-") for one in through_gateway.others)
    assert any(one.startswith("BK-") for one in at_bank.others)
    assert stranger in of_stranger.purpose
    assert (back.direction, back.purpose) == ("out", 'Back; "quoted" <&>')


@pytest.mark.parametrize("form", ["csv", "camt.053"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_statement_is_one_that_the_portal_refuses(world: httpx.Client, form: str, wrong: str) -> None:
    _, opened = _open(world)
    world.post(opened.json()["pay_url"], data={"decision": "pay"})
    with pytest.raises(NotAStatement):
        read(statement(world, form, wrong), today=datetime.now(KAZAKHSTAN).date())


def test_there_is_no_other_form(world: httpx.Client) -> None:
    assert world.get(f"/bank/statement/{today()}", params={"form": "mt940"}).status_code == 422


def test_the_account_shows_what_moved_and_offers_the_statements(world: httpx.Client) -> None:
    world.post("/bank/account/", data={"tiyn": "100", "purpose": "shown"})
    page = world.get("/bank/account/").text
    assert "shown" in page
    assert f"/bank/statement/{today()}?form=camt.053" in page
    assert world.post("/bank/account/", data={"tiyn": "0"}).status_code == 422
