"""Rules 8: a record that lacks what it must have, or says it in another form, is no answer; nor is another's."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import pytest
from lxml import etree

from ruqsat.gateways.exchange import UnexpectedShape
from ruqsat.gateways.inquiries import WIRES, answer
from tests.contracts.registers import INQUIRIES, answer_payload
from tests.contracts.registers.fields import changed

ID = UUID("11111111-1111-4111-8111-111111111111")
AT = datetime(2026, 3, 18, 10, tzinfo=UTC)


def read(inquiry: str, record: str, *, asked: Mapping[str, str] | None = None, **more: str) -> dict[str, str] | None:
    about = INQUIRIES[inquiry].asked
    said = answer_payload(
        about if asked is None else asked, message_id=more.pop("id", ID), at=AT, record=record, **more
    )
    return answer(etree.fromstring(said), WIRES[inquiry], asked=about, id=ID)


MUST = [(inquiry, field.name) for inquiry, wire in WIRES.items() for field in wire.fields if field.must_be]
MAY = [(inquiry, field.name) for inquiry, wire in WIRES.items() for field in wire.fields if not field.must_be]


@pytest.mark.parametrize(("inquiry", "name"), MUST, ids=lambda each: each)
def test_a_record_says_what_it_must(inquiry: str, name: str) -> None:
    with pytest.raises(UnexpectedShape):
        read(inquiry, changed(inquiry, {name: ""}))


@pytest.mark.parametrize(("inquiry", "name"), MAY, ids=lambda each: each)
def test_what_a_register_leaves_empty_is_empty(inquiry: str, name: str) -> None:
    assert read(inquiry, changed(inquiry, {name: ""})) == {**INQUIRIES[inquiry].value, name: ""}


@pytest.mark.parametrize(
    ("inquiry", "name", "value"),
    [
        ("identity", "birth_date", "01.01.1990"),
        ("identity", "sex", "0"),
        ("identity", "region", "Алматы"),
        ("medical_license", "status", "fine"),
        ("premises_title", "kind", "squat"),
        ("fee_payment", "amount", "a lot"),
        ("fee_payment", "order", "7"),
        ("specialist_certificate", "valid_until", "never"),
        ("ban", "banned", "no"),
        ("ban", "until", "2028"),
    ],
)
def test_a_field_in_another_form_is_no_answer(inquiry: str, name: str, value: str) -> None:
    with pytest.raises(UnexpectedShape):
        read(inquiry, changed(inquiry, {name: value}))


def test_a_field_that_a_register_does_not_have_is_not_made_up() -> None:
    record = INQUIRIES["real_estate"].record.replace("<area>64.5</area>", "")
    data = read("real_estate", record)
    assert data is not None
    assert "area" not in data


def test_what_a_register_says_besides_is_not_read() -> None:
    record = INQUIRIES["ban"].record.replace("<act>", "<court>Үлгі соты</court><act>")
    assert read("ban", record) == INQUIRIES["ban"].value


@pytest.mark.parametrize(
    "record",
    [
        "",
        INQUIRIES["identity"].record * 2,
        INQUIRIES["ban"].record,
        INQUIRIES["identity"].record.replace("<iin>900101399016", "<iin>940517499011"),
        INQUIRIES["identity"].record.replace("<name>Проба</name>", "<name>Проба</name><name>Другая</name>"),
        INQUIRIES["identity"].record.replace("<name>Проба</name>", "<name><first>Проба</first></name>"),
    ],
    ids=["none", "two", "of another register", "of another person", "a field twice", "a field of fields"],
)
def test_a_value_is_one_record_of_the_one_asked_about(record: str) -> None:
    with pytest.raises(UnexpectedShape):
        read("identity", record)


@pytest.mark.parametrize("asked", [{}, {"iin": "940517499011"}, {"iin": "900101399016", "address": "elsewhere"}])
@pytest.mark.parametrize("code", ["00000", "00001"])
def test_an_answer_about_somebody_else_is_no_answer(asked: dict[str, str], code: str) -> None:
    record = INQUIRIES["identity"].record if code == "00000" else ""
    with pytest.raises(UnexpectedShape, match="another question"):
        read("identity", record, asked=asked, code=code)


def test_an_answer_to_another_message_is_no_answer() -> None:
    with pytest.raises(UnexpectedShape, match="another question"):
        read("identity", INQUIRIES["identity"].record, id="22222222-2222-4222-8222-222222222222")


def test_nothing_on_record_brings_no_record() -> None:
    with pytest.raises(UnexpectedShape):
        read("identity", INQUIRIES["identity"].record, code="00001")


def test_another_document_is_no_response() -> None:
    about = INQUIRIES["ban"].asked
    said = answer_payload(about, message_id=ID, at=AT, record=INQUIRIES["ban"].record)
    with pytest.raises(UnexpectedShape, match="request"):
        answer(etree.fromstring(said.replace("response>", "request>")), WIRES["ban"], asked=about, id=ID)
