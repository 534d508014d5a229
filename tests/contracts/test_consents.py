"""Rules 8: client and sandbox both keep the contract with the digital document service, written down before them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from ruqsat.gateways import registers
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import ConsentConfirmed, ConsentRequested, Said, WrongCode
from tests.contracts.wire import Exchange, roads
from tests.gateways.replay import Asked, replaying
from tests.ruqsat_sandbox.asking import doctor, newest_code
from tests.ruqsat_sandbox.conftest import sandbox

ROADS = roads("consents.toml")
AGREED = [exchange for road in ROADS.values() for exchange in road]
OPENING = AGREED[0]
CONSENT = UUID("cccccccc-cccc-4ccc-8ccc-cccccccccccc")
UNTIL = datetime(2026, 6, 16, 10, tzinfo=UTC)


def words(request: UUID) -> dict[str, str]:
    return {
        "owner": "900101399016",
        "request": str(request),
        "stranger": str(request),
        "consent": str(CONSENT),
        "code": "482113",
        "wrong": "482114",
    }


def asked(url: str, exchange: Exchange) -> object:
    """What the client makes of the answer when it asks what the exchange asks."""
    service = registers.connect({"registers": {}, "consents": {"url": url}})
    said: dict[str, Any] = dict(exchange.body or {})
    match exchange.path.split("/")[3:]:
        case []:
            return service.request_consent(
                iin=said["iin"],
                office=said["office"],
                purpose=said["purpose"],
                data=said["data"],
                language=said["owner_language"],
                until=datetime.fromisoformat(said["until"]),
                link=said.get("link", ""),
            )
        case [request, "confirm"]:
            return service.confirm_consent(UUID(request), code=said["code"], said=Said(said["answer"]))
        case [consent, "withdraw"]:
            return service.withdraw_consent(UUID(consent))
        case [request]:
            return service.consent_state(UUID(request))
    raise AssertionError(exchange.ask)


@pytest.fixture
def request_id(monkeypatch: pytest.MonkeyPatch) -> UUID:
    """The id under which the client will ask, which it makes up."""
    id = uuid4()
    monkeypatch.setattr(registers, "uuid4", lambda: id)
    return id


def answered(exchange: Exchange) -> tuple[object, list[Asked]]:
    """What the client makes of the answer, and what it asked."""
    with replaying() as world:
        exchange.on(world)
        return asked(world.url, exchange), world.asked


@pytest.mark.parametrize("written", AGREED, ids=lambda one: one.name)
def test_the_client_asks_so_and_understands_the_answer(written: Exchange, request_id: UUID) -> None:
    exchange = written.filled(words(request_id))
    came, questions = answered(exchange)
    assert type(came).__name__ == exchange.means
    assert [exchange.is_asked_by(each) for each in questions] == [True]
    match came:
        case ConsentConfirmed():
            assert (came.consent, came.token, came.valid_until) == (CONSENT, "opens-it", UNTIL)
        case ConsentRequested():
            assert (came.request, came.number, came.phone_masked) == (request_id, "482113", "+7 70* *** ** 01")
            assert came.expires_at == datetime(2026, 3, 18, 10, 10, tzinfo=UTC)
        case WrongCode():
            assert came.tries_left == 4


@pytest.mark.parametrize("written", AGREED, ids=lambda one: one.name)
@pytest.mark.parametrize("named", ["another", "none"])
def test_what_does_not_name_what_was_asked_about_is_the_answer_to_another_question(
    written: Exchange, named: str, request_id: UUID
) -> None:
    """Otherwise somebody else's yes, or no, would be put on file."""
    exchange = written.filled(words(request_id))
    about = "consent" if exchange.path.endswith("withdraw") else "request"
    answer = dict(exchange.answer) | {about: str(uuid4())}
    if named == "none":
        del answer[about]
    came, _ = answered(Exchange.written({**vars(exchange), "answer": answer}))
    assert isinstance(came, Unavailable)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        sandbox(tmp_path_factory.mktemp("consents")) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=20) as client,
    ):
        yield client


def happen(what: str, world: httpx.Client, known: Mapping[str, str]) -> None:
    """What an exchange says that happens before it."""
    if what.startswith("an SMS says"):
        text = f"{what[-1]} {known['number']}"
        world.post(f"/api/phone/{known['phone']}/reply", json={"text": text}).raise_for_status()
    elif what == "five codes are wrong":
        for _ in range(5):
            world.post(f"/registers/consent/{known['request']}/confirm", json={"code": known["wrong"]})
    elif what == "ten minutes pass":
        world.post("/api/clock", json={"seconds": 600}).raise_for_status()
    else:
        assert what == "", what


@pytest.mark.parametrize("road", ROADS)
def test_the_sandbox_answers_so(world: httpx.Client, road: str) -> None:
    """Each road from a new request: what is written down to the letter, the code from the phone."""
    owner = doctor(world)
    known = {"request": str(uuid4()), "stranger": str(uuid4()), "owner": owner["iin"], "phone": owner["phone"]}
    known["number"] = OPENING.filled(known).put_to(world)["number"]
    known["code"] = newest_code(world, known["phone"])
    known["wrong"] = f"{(int(known['code']) + 1) % 1_000_000:06d}"
    for exchange in ROADS[road]:
        happen(exchange.before, world, known)
        said = exchange.filled(known).put_to(world)
        known |= {"consent": said["consent"]} if "consent" in said else {}


def test_the_code_comes_from_1414_and_names_the_number_and_the_link(world: httpx.Client) -> None:
    owner = doctor(world)
    said = OPENING.filled({"request": str(uuid4()), "owner": owner["iin"]}).put_to(world)
    message = world.get(f"/api/phone/{owner['phone']}").json()[0]
    assert message["from"] == "1414"
    assert said["number"] in message["text"]
    assert (OPENING.body or {})["link"] in message["text"]


def test_the_same_request_again_is_the_same_and_sends_nothing(world: httpx.Client) -> None:
    """The first answer may have been lost."""
    owner = doctor(world)
    again = OPENING.filled({"request": str(uuid4()), "owner": owner["iin"]})
    first, sent = again.put_to(world), len(world.get(f"/api/phone/{owner['phone']}").json())
    assert again.put_to(world) == first
    assert len(world.get(f"/api/phone/{owner['phone']}").json()) == sent


@pytest.mark.parametrize("written", [each for each in AGREED if "error" in each.answer], ids=lambda one: one.name)
def test_a_refusal_that_was_not_agreed_is_no_word_about_the_request(written: Exchange, request_id: UUID) -> None:
    exchange = written.filled(words(request_id))
    came = answered(Exchange.written({**vars(exchange), "answer": {**exchange.answer, "error": "busy"}}))[0]
    assert isinstance(came, Unavailable)


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("the code that was sent gives the consent", "state"),
        ("the code that was sent gives the consent", "token"),
        ("the code that was sent gives the consent", "consent"),
        ("the code that was sent gives the consent", "valid_until"),
        ("asked what came of it, it says so too", "state"),
        ("asked what came of it, it says so too", "token"),
        ("the owner takes it back", "withdrawn_at"),
        ("the owner is sent a code", "expires_at"),
        ("another code is wrong, and it says how many tries are left", "tries_left"),
    ],
)
def test_an_answer_without_what_was_agreed_is_none(name: str, lost: str, request_id: UUID) -> None:
    exchange = next(each for each in AGREED if each.name == name).filled(words(request_id))
    answer = {member: value for member, value in exchange.answer.items() if member != lost}
    assert isinstance(answered(Exchange.written({**vars(exchange), "answer": answer}))[0], Unavailable)
