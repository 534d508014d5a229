"""Whatever comes instead of the signed answer to the question asked is unavailable, and its bytes are kept."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from ruqsat.gateways import registers
from ruqsat.gateways.addresses import Configured
from ruqsat.gateways.answers import Answer, Came, Unavailable
from ruqsat.gateways.basis import OnStatute
from tests.contracts.gateway import AT, PATH, PlayedGateway
from tests.contracts.registers import INQUIRIES
from tests.gateways.impolite import configured
from tests.gateways.replay import Replay, replaying
from tests.gateways.test_hardened import BOMB

ID = UUID("11111111-1111-4111-8111-111111111111")
OTHER = "22222222-2222-4222-8222-222222222222"
MEGABYTES = 10 * 1024 * 1024


@pytest.fixture
def world() -> Iterator[Replay]:
    with replaying() as world:
        yield world


@pytest.fixture
def gateway(world: Replay, tmp_path: Path) -> PlayedGateway:
    return PlayedGateway.on(world, folder=tmp_path)


def ask(gateway: PlayedGateway) -> Came:
    about = registers.Subject(**INQUIRIES["ban"].asked)
    return registers.connect(gateway.settings).ask(
        "ban", about=about, basis=OnStatute(ref="Rules 8"), message_id=ID, at=AT
    )


def cut(message: bytes) -> bytes:
    return message[: len(message) // 2]


def html(_: bytes) -> bytes:
    return b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"


def bomb(_: bytes) -> bytes:
    return BOMB


def entity_before(message: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY y "z">]>' + message


def other_value(message: bytes) -> bytes:
    return message.replace(b"banned&gt;true", b"banned&gt;false")


def comment_inside(message: bytes) -> bytes:
    """Exclusive C14N leaves comments out, so the signature would hold over the text around them."""
    return message.replace(b"banned&gt;true", b"banned&gt;tr<!-- -->ue")


def last_byte(message: bytes) -> bytes:
    return message[:-1] + b"?"


@pytest.mark.parametrize(
    "spoil", [cut, html, bomb, entity_before, other_value, comment_inside, last_byte], ids=lambda each: each.__name__
)
def test_a_damaged_answer_is_unavailable_with_its_bytes(
    gateway: PlayedGateway, spoil: Callable[[bytes], bytes]
) -> None:
    gateway.will("ban", spoil=spoil)
    answer = ask(gateway)
    assert isinstance(answer, Unavailable)
    assert answer.raw


def test_whichever_byte_is_changed_nothing_else_is_read(gateway: PlayedGateway) -> None:
    """A byte here and there over the whole message: what is read is what the gateway said, or nothing."""
    gateway.will("ban")
    genuine = ask(gateway)
    assert isinstance(genuine, Answer)
    for place in range(0, len(genuine.raw), len(genuine.raw) // 80):
        changed = bytearray(genuine.raw)
        changed[place] ^= 1
        gateway.will("ban", spoil=lambda _, changed=changed: bytes(changed))
        answer = ask(gateway)
        if isinstance(answer, Unavailable):
            continue
        assert isinstance(answer, Answer), place
        assert (answer.data, answer.answered_at) == (genuine.data, AT), place


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ({"signer": "stranger"}, "signature"),
        ({"correlation": OTHER}, "another question"),
        ({"session": f"{{{OTHER}}}"}, "another question"),
        ({"asked": {"iin": "940517499011"}}, "another question"),
        ({"status": "SCSE002"}, "SCSE002"),
        ({"status": "success"}, "success"),
        ({"payload": ""}, "not XML"),
        ({"payload": "false"}, "not XML"),
        ({"payload": BOMB.decode()}, "document type"),
        ({"payload": "<response><!-- --></response>"}, "comments"),
        ({"payload": "<response/>"}, "asked"),
        ({"code": "00002"}, "00002"),
        ({"at": AT.replace(tzinfo=None)}, "offset"),
    ],
)
def test_an_answer_that_is_not_the_one_agreed_is_unavailable_with_its_bytes(
    gateway: PlayedGateway, plan: dict[str, object], why: str
) -> None:
    gateway.will("ban", **plan)
    answer = ask(gateway)
    assert isinstance(answer, Unavailable)
    assert why in answer.why
    assert b"Envelope" in answer.raw


def test_a_signed_answer_given_once_is_not_an_answer_to_the_next_question(gateway: PlayedGateway) -> None:
    gateway.will("ban")
    first = ask(gateway)
    assert isinstance(first, Answer)
    gateway.will("ban", spoil=lambda _: first.raw)
    about = registers.Subject(**INQUIRIES["ban"].asked)
    second = registers.connect(gateway.settings).ask(
        "ban", about=about, basis=OnStatute(ref="Rules 8"), message_id=UUID(OTHER), at=AT
    )
    assert isinstance(second, Unavailable)
    assert second.raw == first.raw


def test_the_same_question_again_is_the_same_message_but_for_its_hour(gateway: PlayedGateway) -> None:
    gateway.will("ban")
    assert ask(gateway) == ask(gateway)
    assert gateway.questions[0] == gateway.questions[1]


def test_ten_megabytes_are_not_read(gateway: PlayedGateway) -> None:
    gateway.will("ban", spoil=lambda message: message + b" " * MEGABYTES)
    answer = ask(gateway)
    assert isinstance(answer, Unavailable)
    assert "more than" in answer.why


def test_a_fault_of_soap_is_unavailable_with_its_bytes(world: Replay, gateway: PlayedGateway) -> None:
    fault = b"<soapenv:Envelope>...</soapenv:Envelope>"
    world.answering.clear()
    world.will_answer("POST", PATH, fault, status=500)
    answer = ask(gateway)
    assert isinstance(answer, Unavailable)
    assert answer.raw == fault


def test_who_does_not_answer_in_time_is_unavailable(world: Replay, gateway: PlayedGateway) -> None:
    world.answering.clear()
    world.will_answer("POST", PATH, b"", after=0.5)
    with configured(gateway.settings["registers"]["url"], Configured(waiting=0.1)):
        answer = ask(gateway)
    assert isinstance(answer, Unavailable)
    assert "Timeout" in answer.why
