"""Our client against what was agreed with the gateway of the registers."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from ruqsat.gateways import registers, syncchannel
from ruqsat.gateways.answers import Answer, Came, NothingOnRecord, NotOpened, Unavailable
from ruqsat.gateways.basis import OnConsent, OnStatute
from ruqsat.gateways.inquiries import ASKED_WRONGLY, FOUND, NO_CONSENT, NONE, WIRES
from ruqsat.law.inquiries import INQUIRIES as LAW
from tests.contracts.gateway import AT, PlayedGateway
from tests.contracts.registers import CODES, INQUIRIES, Written
from tests.gateways.replay import replaying

ALL = pytest.mark.parametrize("written", INQUIRIES.values(), ids=INQUIRIES)


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[PlayedGateway]:
    with replaying() as world:
        yield PlayedGateway.on(world, folder=tmp_path)


def ask(gateway: PlayedGateway, written: Written, token: str | None) -> Came:
    return registers.connect(gateway.settings).ask(
        written.inquiry,
        about=registers.Subject(**written.asked),
        basis=OnStatute(ref="Rules 8") if token is None else OnConsent(token=token, consent=uuid4(), until=AT),
        message_id=uuid4(),
        at=AT,
    )


def test_the_contract_has_the_thirteen_inquiries_of_rules_8_with_the_fields_that_the_law_reads() -> None:
    """Rules 8: twelve kinds of information, and the ban."""
    assert set(INQUIRIES) == set(LAW) == set(WIRES)
    for written in INQUIRIES.values():
        assert set(written.value) == set(LAW[written.inquiry].fields), written.inquiry
        assert written.basis == LAW[written.inquiry].basis.value
    assert len({written.service for written in INQUIRIES.values()}) == 13


@ALL
def test_what_is_asked_is_what_was_agreed(gateway: PlayedGateway, written: Written) -> None:
    """The played gateway checks the signature, the envelope and the payload."""
    token = "opens-it" if written.basis == "consent" else None
    gateway.will(written.inquiry)
    ask(gateway, written, token)
    (question,) = gateway.questions
    assert (question.inquiry, question.asked, question.token) == (written.inquiry, written.asked, token)
    assert (question.sender, question.password) == ("ruqsat", "sandbox")
    assert question.properties == {"basis": written.basis}
    assert question.message_date == "2026-03-18T10:00:00.000+00:00"
    assert question.session.startswith("{")


@ALL
def test_what_is_answered_is_read_as_the_law_reads_it(gateway: PlayedGateway, written: Written) -> None:
    gateway.will(written.inquiry)
    answer = ask(gateway, written, "opens-it")
    assert isinstance(answer, Answer)
    assert (answer.source, answer.data, answer.answered_at) == (written.source, written.value, AT)


@ALL
def test_nothing_on_record_is_no_silence(gateway: PlayedGateway, written: Written) -> None:
    gateway.will_say(written.inquiry, None)
    answer = ask(gateway, written, "opens-it")
    assert isinstance(answer, NothingOnRecord)
    assert answer.source == written.source


def test_the_codes_of_success_are_known_and_no_others() -> None:
    assert set(CODES["gateway"]["success"]) == syncchannel.SUCCESS
    assert [*CODES["register"]["value"], *CODES["register"]["none"]] == [FOUND, NONE]
    assert set(CODES["gateway"]["failure"]) == syncchannel.OURS
    assert [*CODES["register"]["failure"]] == [NO_CONSENT, ASKED_WRONGLY]


@pytest.mark.parametrize("code", [*CODES["gateway"]["success"], *CODES["gateway"]["failure"], "UNHEARD-OF"])
def test_a_status_is_success_or_the_register_is_unavailable(gateway: PlayedGateway, code: str) -> None:
    gateway.will("ban", status=code)
    answer = ask(gateway, INQUIRIES["ban"], None)
    assert isinstance(answer, Answer if code in CODES["gateway"]["success"] else Unavailable)


@pytest.mark.parametrize(
    ("code", "ours"), [*((code, True) for code in CODES["gateway"]["failure"]), ("UNHEARD-OF", False)]
)
def test_what_the_gateway_refuses_of_us_is_ours_and_what_is_not_agreed_is_not(
    gateway: PlayedGateway, code: str, ours: bool
) -> None:
    gateway.will("identity", status=code)
    answer = ask(gateway, INQUIRIES["identity"], "opens-it")
    assert isinstance(answer, Unavailable)
    assert (answer.ours, answer.reached, answer.asked) == (ours, True, True)
    assert code in answer.why
    assert answer.raw


def test_a_register_that_knows_of_no_consent_in_force_has_answered(gateway: PlayedGateway) -> None:
    """Rules 8: an outcome of its own, with the bytes that were signed; no record travels with it."""
    gateway.will("identity", code=NO_CONSENT, record="")
    answer = ask(gateway, INQUIRIES["identity"], "opens-it")
    assert isinstance(answer, NotOpened)
    assert (answer.source, answer.answered_at) == (INQUIRIES["identity"].source, AT)
    assert NO_CONSENT.encode() in answer.raw


def test_where_the_law_asks_without_a_consent_it_is_our_right_that_is_not_known(gateway: PlayedGateway) -> None:
    """Rules 8, last part."""
    gateway.will("ban", code=NO_CONSENT, record="")
    answer = ask(gateway, INQUIRIES["ban"], None)
    assert isinstance(answer, Unavailable)
    assert answer.ours


@pytest.mark.parametrize(("code", "ours"), [(ASKED_WRONGLY, True), ("99999", False)])
def test_a_question_that_a_register_refuses_is_ours(gateway: PlayedGateway, code: str, ours: bool) -> None:
    gateway.will("identity", code=code, record="")
    answer = ask(gateway, INQUIRIES["identity"], "opens-it")
    assert isinstance(answer, Unavailable)
    assert answer.ours is ours


@pytest.mark.parametrize("code", [*CODES["register"]["failure"], "99999"])
@pytest.mark.parametrize("record", ["", INQUIRIES["ban"].record])
def test_a_result_that_is_neither_a_value_nor_none_is_unavailable(
    gateway: PlayedGateway, code: str, record: str
) -> None:
    gateway.will("ban", code=code, record=record)
    answer = ask(gateway, INQUIRIES["ban"], None)
    assert isinstance(answer, Unavailable)
    assert code in answer.why
    assert answer.raw
