"""What a person changes on the registers' page is what the registers answer from then on."""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from ruqsat_sandbox.holdings import CHANGEABLE, ChangeRefused, record_in
from tests.ruqsat_sandbox.asking import consent, doctor
from tests.ruqsat_sandbox.inquiring import ask

ANOTHER = "university = An invented university\r\n\r\ngraduated_on=2011-06-30"
ASKED = ("higher_education", "premises_title")


@pytest.fixture(autouse=True)
def undone(world: httpx.Client) -> Iterator[None]:
    yield
    for inquiry in CHANGEABLE:
        change(world, inquiry, held="first")


def change(world: httpx.Client, inquiry: str, **said: str) -> httpx.Response:
    return world.post("/registers/", data={"holder": doctor(world)["iin"], "inquiry": inquiry, **said})


def test_another_record_and_none_and_the_first_one_again(world: httpx.Client) -> None:
    person = doctor(world)
    token, about = consent(world, person, *ASKED)["token"], {"iin": person["iin"]}
    first = ask(world, "higher_education", about, token).value
    assert change(world, "higher_education", record=ANOTHER).status_code == 303
    assert ask(world, "higher_education", about, token).value["graduated_on"] == "2011-06-30"
    assert "graduated_on = 2011-06-30" in world.get("/registers/").text
    change(world, "higher_education", held="none")
    assert ask(world, "higher_education", about, token).outcome == "none"
    change(world, "higher_education", held="first")
    assert ask(world, "higher_education", about, token).value == first


def test_premises_are_changed_by_whom_they_belong_to(world: httpx.Client) -> None:
    token = consent(world, doctor(world), *ASKED)["token"]
    about = {"address": "Алматы, Тәжірибе көшесі, 5"}
    assert ask(world, "premises_title", about, token).outcome == "value"
    change(world, "premises_title", held="none")
    assert ask(world, "premises_title", about, token).outcome == "none"


def test_a_question_that_was_answered_keeps_its_answer(world: httpx.Client) -> None:
    person, id = doctor(world), uuid4()
    token, about = consent(world, person, *ASKED)["token"], {"iin": person["iin"]}
    first = ask(world, "higher_education", about, token, message_id=id)
    change(world, "higher_education", held="none")
    assert ask(world, "higher_education", about, token, message_id=id).body == first.body


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"record": "graduated in summer"}, "is not written as name = value"),
        ({"record": ""}, "The record is empty"),
        ({"holder": "000000000000", "held": "none"}, "Nobody here"),
        ({"inquiry": "fee_payment", "held": "none"}, "There is no register “fee_payment”"),
    ],
)
def test_what_makes_no_sense_changes_nothing(world: httpx.Client, said: dict[str, str], why: str) -> None:
    asked = {"holder": doctor(world)["iin"], "inquiry": "higher_education", **said}
    answer = world.post("/registers/", data=asked)
    assert answer.status_code == 422
    assert why in answer.text
    assert "<caption>Changed</caption>" not in answer.text


def test_a_value_has_no_characters_that_xml_cannot_carry() -> None:
    with pytest.raises(ChangeRefused):
        record_in("university = \x07")
