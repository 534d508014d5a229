"""Rules 5: a bank's statement in either form says the same, and one that is wrong anywhere is not taken at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ruqsat.gateways.statements import MOST_BYTES, Direction, NotAStatement, ReadStatement, StatementLine
from ruqsat.gateways.statements.reading import read
from tests.gateways.statements.samples import ACCOUNT, DAY, NAME, PAYER, TODAY, Movement, camt, table

IN = Movement(reference="B1", purpose="Fee, order 1000000001", end_to_end="BK-7")
OUT = Movement(reference="B2", amount="100.5", direction="out", payer="")
EXPECTED = StatementLine(
    place=1,
    reference="B1",
    others=("BK-7",),
    booked_on=DAY,
    tiyn=4_325_000,
    direction=Direction.IN,
    payer=PAYER,
    payer_name="A. Payer",
    purpose="Fee, order 1000000001",
)


def why(content: bytes, *, today: date = TODAY) -> str:
    with pytest.raises(NotAStatement) as refused:
        read(content, today=today)
    return str(refused.value.saying)


@pytest.mark.parametrize("content", [table(IN, OUT), camt(IN, OUT), camt(IN, OUT, version="08")])
def test_both_forms_and_every_version_say_the_same(content: bytes) -> None:
    found = read(content, today=TODAY)
    assert (found.account, found.name, found.first_on, found.last_on) == (ACCOUNT, NAME, DAY, DAY)
    first, second = found.lines
    assert replace(first, others=("BK-7",)) == EXPECTED
    assert "BK-7" in first.others
    assert (second.tiyn, second.direction, second.payer) == (10_050, Direction.OUT, "")


@pytest.mark.parametrize("form", [table, camt])
def test_an_account_is_the_same_however_it_is_spaced(form: Callable[..., bytes]) -> None:
    spaced = f" {ACCOUNT[:4].lower()} {ACCOUNT[4:]}"
    assert read(form(IN, account=spaced), today=TODAY).account == ACCOUNT


@pytest.mark.parametrize("content", [table(), camt()])
def test_a_day_without_movements_is_a_statement_too(content: bytes) -> None:
    found = read(content, today=TODAY)
    assert isinstance(found, ReadStatement)
    assert (found.account, found.lines) == (ACCOUNT, ())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"a" * (MOST_BYTES + 1), "larger than"),
        (b"\xff\xfe", "no table in UTF-8"),
        (b'"never closed', "no table"),
        (b"date;sum\n", "first line of the table"),
        (table(IN, OUT).rpartition(b"total")[0], "last line"),
        (table(IN, OUT).replace(b";43250.00;", b";43251.00;"), "does not add up"),
        (table(IN, OUT).replace(b"\ntotal;2;", b"\ntotal;3;"), "does not add up"),
        (table(IN).replace(b";in;", b";up;"), "neither in nor out"),
        (table(IN).replace(b";43250.00;in", b";43,250;in"), "no amount"),
        (table(Movement(reference="B1", amount="0")), "no amount"),
        (table(Movement(reference="B1", amount="1")).replace(b";1;in", b";-1;in"), "no amount"),
        (table(Movement(reference="")), "no reference"),
        (table(Movement(reference="B" * 141)), "cannot be read"),
        (table(IN, replace(IN, amount="1")), "stands twice"),
        (table(replace(IN, payer="Ivanov")), "no IIN or BIN"),
        (table(IN).replace(b";2026-03-18;43", b";yesterday;43"), "no day"),
        (table(replace(IN, day=date(2026, 3, 20))), "not come yet"),
        (table(IN).replace(b";Fee", b";Fee;more"), "columns"),
        (table(IN, name=""), "account and itself"),
        (table(IN, OUT).replace(ACCOUNT.encode() + b";B2", b"KZ1;B2"), "one account"),
        (b"<html><body>503</body></html>", "no camt.053"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.03'/>", "no camt.053"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'/>", "no camt.053"),
        (camt(IN)[:-40], "cut off"),
        (camt(IN, OUT).replace(b">43250.00<", b">43251.00<"), "does not add up"),
        (camt(IN).replace(b"<Cd>CLBD</Cd>", b"<Cd>CLAV</Cd>"), "opening and closing"),
        (camt(IN).replace(b'Ccy="KZT">43250.00', b'Ccy="USD">43250.00'), "not in tenge"),
        (camt(IN).replace(b"CRDT</CdtDbtInd><Sts", b"BOTH</CdtDbtInd><Sts"), "neither in nor out"),
        (camt(replace(IN, reference="")).replace(b"<EndToEndId>", b"<X>").replace(b"</EndToEndId>", b"</X>"), "no ref"),
        (camt(replace(IN, day=date(2026, 3, 20))), "not come yet"),
    ],
)
def test_a_statement_that_is_wrong_in_one_place_is_not_taken(content: bytes, reason: str) -> None:
    assert reason in why(content)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE Document [<!ENTITY a "b">]>',
        b'<!DOCTYPE Document SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_and_document_types_are_not_taken(declared: bytes) -> None:
    whole = camt(IN).replace(b"?>\n", b"?>" + declared + b"\n", 1)
    assert "document type" in why(whole)


def test_a_document_nested_without_end_is_not_taken() -> None:
    assert "no XML" in why(b"<a>" * 100_000)


def test_what_is_not_booked_yet_does_not_count() -> None:
    pending = camt(IN).replace(b"<Sts>BOOK</Sts>", b"<Sts>PDNG</Sts>").replace(b">44250.00<", b">1000.00<")
    assert read(pending, today=TODAY).lines == ()


def test_movements_that_a_bank_put_together_are_told_apart() -> None:
    """One entry of two transactions, each with its own purpose, amount and reference."""
    parts = "".join(
        f'<TxDtls><Refs><EndToEndId>E{n}</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="KZT">{amount}</Amt></TxAmt>'
        f"</AmtDtls><RmtInf><Strd><CdtrRefInf><Ref>100000000{n}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
        for n, amount in ((1, "40000"), (2, "3250"))
    ).encode()
    whole = camt(IN)
    start, end = whole.index(b"<TxDtls>"), whole.index(b"</NtryDtls>")
    together = whole[:start] + parts + whole[end:]
    first, second = read(together, today=TODAY).lines
    assert [(one.reference, one.tiyn) for one in (first, second)] == [("B1/1", 4_000_000), ("B1/2", 325_000)]
    assert "1000000001" in first.purpose
    assert "do not make up the whole" in why(together.replace(b">3250<", b">3251<"))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-18T23:59:00+05:00", datetime(2026, 3, 18, 18, 59, tzinfo=UTC)),
        ("2026-03-18T18:59:00Z", datetime(2026, 3, 18, 18, 59, tzinfo=UTC)),
        ("2026-03-18T23:59:00", datetime(2026, 3, 18, 18, 59, tzinfo=UTC)),  # the hour of Kazakhstan
        ("yesterday", None),
        ("2026-03-20T10:00:00+05:00", None),  # a clock that runs ahead
    ],
)
def test_a_statement_says_when_it_was_written_if_that_can_be(written: str, moment: datetime | None) -> None:
    """Rules 5: an older statement is told from a newer one by it."""
    assert read(camt(IN, written=written), today=TODAY).written_at == moment
    assert read(table(IN), today=TODAY).written_at is None
