"""
A statement as ISO 20022 camt.053 (BankToCustomerStatement), of any version, read by a parser that trusts nothing.

Entries that are booked count; the opening balance and they must make the closing balance.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from lxml import etree

from ruqsat.gateways.statements import Direction, NotAStatement, ReadStatement, StatementLine
from ruqsat.gateways.statements.parts import account_of, bounded, day_of, tiyn_of
from ruqsat.law.local_time import moment_of
from ruqsat.law.saying import say

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d{2}")
_ZERO = re.compile(r"0+(\.0+)?")
_IIN_OR_BIN = re.compile(r"\d{12}")
BOOKED: Final = "BOOK"
NOT_PROVIDED: Final = "NOTPROVIDED"  # ISO 20022's word where a bank has nothing to say


class Element:
    """An element of the statement, asked by the paths of the standard, whatever its version's namespace."""

    def __init__(self, node: etree._Element) -> None:
        self._node = node

    def each(self, path: str) -> "list[Element]":
        """Every element at *path*."""
        steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
        found = self._node.xpath(steps)
        return [Element(one) for one in found] if isinstance(found, list) else []

    def text(self, *paths: str) -> str:
        """The text of the first element at any of *paths* that has some."""
        for path in paths:
            for one in self.each(path):
                said = " ".join((one._node.text or "").split())
                if said:
                    return said
        return ""

    def amount(self) -> tuple[str, str]:
        """The amount of the element as written, and its currency."""
        return (self._node.text or "").strip(), str(self._node.get("Ccy") or "")


def read(content: bytes) -> ReadStatement:
    """
    What the statement says.

    :raises NotAStatement: if it is no camt.053, is not in tenge, is cut off or does not add up.
    """
    statements = _root(content).each("BkToCstmrStmt/Stmt")
    if not statements:
        raise NotAStatement(say("The file is no camt.053 statement."))
    accounts = {one.text("Acct/Id/IBAN", "Acct/Id/Othr/Id") for one in statements}
    if len(accounts) != 1:
        raise NotAStatement(say("A statement is of one account; this one names several, or none."))
    lines = _numbered([line for one in statements for line in _lines_of(one)])
    days = [line.booked_on for line in lines] or [_day_of_statement(one) for one in statements]
    return ReadStatement(
        form="camt.053",
        account=account_of(accounts.pop()),
        name=bounded("name", statements[0].text("Id"), place=0),
        first_on=min(days),
        last_on=max(days),
        written_at=_written_at({one.text("CreDtTm") for one in statements}),
        lines=lines,
    )


def _root(content: bytes) -> Element:
    """The document, without entities, without a document type, without anything fetched, within lxml's own bounds."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAStatement(say("The file is no XML, or is cut off.")) from error
    if root.getroottree().docinfo.doctype:
        raise NotAStatement(say("The file declares a document type, which no statement does."))
    name = etree.QName(root)
    if name.localname != "Document" or not _NAMESPACE.fullmatch(name.namespace or ""):
        raise NotAStatement(say("The file is no camt.053 statement."))
    return Element(root)


def _lines_of(statement: Element) -> list[StatementLine]:
    """The booked movements of one statement, which must lead from its opening to its closing balance."""
    lines: list[StatementLine] = []
    moved = 0
    for entry in statement.each("Ntry"):
        if entry.text("Sts/Cd", "Sts") != BOOKED:
            continue
        place = len(lines) + 1
        signed = _signed(entry, place=place)
        moved += signed
        lines.extend(_movements(entry, signed, place=place))
    if _balance(statement, "OPBD", "PRCD") + moved != _balance(statement, "CLBD"):
        raise NotAStatement(say("The statement does not add up: a movement is missing, or was changed."))
    return lines


def _movements(entry: Element, signed: int, *, place: int) -> Iterator[StatementLine]:
    """One movement, or each of those that the bank put together into one entry."""
    details = entry.each("NtryDtls/TxDtls")
    if len(details) < 2:
        yield _line(entry, details[0] if details else None, signed, suffix="", place=place)
        return
    together = 0
    for number, detail in enumerate(details, start=1):
        part = _tenge(_one(detail, "Amt", "AmtDtls/TxAmt/Amt", place=place), place=place)
        part = part if signed > 0 else -part
        together += part
        yield _line(entry, detail, part, suffix=f"/{number}", place=place)
    if together != signed:
        raise NotAStatement(say("Movement %(place)s: its parts do not make up the whole.", place=place))


def _line(entry: Element, detail: Element | None, signed: int, *, suffix: str, place: int) -> StatementLine:
    own = detail.text("Refs/AcctSvcrRef", "Refs/TxId") if detail is not None else ""
    whole = entry.text("AcctSvcrRef", "NtryRef")
    reference = (own or (whole + suffix if whole else "")) if suffix else (whole or own)
    return StatementLine(
        place=place,
        reference=bounded("reference", reference, place=place),
        others=_others(entry, detail),
        booked_on=day_of(entry.text("BookgDt/Dt", "BookgDt/DtTm"), place=place),
        tiyn=abs(signed),
        direction=Direction.IN if signed > 0 else Direction.OUT,
        payer=_payer(detail),
        payer_name=detail.text("RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm") if detail is not None else "",
        purpose=_purpose(entry, detail),
    )


def _others(entry: Element, detail: Element | None) -> tuple[str, ...]:
    said = [entry.text("AcctSvcrRef"), entry.text("NtryRef")]
    if detail is not None:
        said += [detail.text(f"Refs/{name}") for name in ("AcctSvcrRef", "EndToEndId", "TxId", "InstrId")]
    return tuple(dict.fromkeys(one for one in said if one and one != NOT_PROVIDED))


def _payer(detail: Element | None) -> str:
    if detail is None:
        return ""
    kinds = ("Id/OrgId/Othr", "Id/PrvtId/Othr", "Pty/Id/OrgId/Othr", "Pty/Id/PrvtId/Othr")
    named = (other.text("Id") for kind in kinds for other in detail.each(f"RltdPties/Dbtr/{kind}"))
    return next((one for one in named if _IIN_OR_BIN.fullmatch(one)), "")


def _purpose(entry: Element, detail: Element | None) -> str:
    """What the payer wrote, and the reference that he was given to write (ISO 11649 or the payee's own)."""
    said = [entry.text("AddtlNtryInf")]
    if detail is not None:
        said.append(detail.text("RmtInf/Strd/CdtrRefInf/Ref"))
        said += [one.amount()[0] for one in detail.each("RmtInf/Ustrd")]
    return " ".join(one for one in said if one)


def _signed(entry: Element, *, place: int) -> int:
    """The entry's amount in tiyn, below zero where it goes off the account."""
    tiyn = _tenge(_one(entry, "Amt", place=place), place=place)
    match entry.text("CdtDbtInd"):
        case "CRDT":
            return tiyn
        case "DBIT":
            return -tiyn
        case _:
            raise NotAStatement(say("Movement %(place)s goes neither in nor out.", place=place))


def _one(element: Element, *paths: str, place: int) -> Element:
    for path in paths:
        found = element.each(path)
        if found:
            return found[0]
    raise NotAStatement(say("Movement %(place)s has no amount.", place=place))


def _tenge(element: Element, *, place: int) -> int:
    text, currency = element.amount()
    if currency != "KZT":
        raise NotAStatement(say("Movement %(place)s is not in tenge (KZT).", place=place))
    return tiyn_of(text, place=place)


def _balance(statement: Element, *codes: str) -> int:
    """A balance in tiyn, below zero on the debit side."""
    said = [one for code in codes for one in statement.each("Bal") if one.text("Tp/CdOrPrtry/Cd") == code]
    if not said:
        raise NotAStatement(say("The statement does not say its opening and closing balance."))
    amount = _one(said[0], "Amt", place=0)
    text, currency = amount.amount()
    tiyn = 0 if currency == "KZT" and _ZERO.fullmatch(text) else _tenge(amount, place=0)
    return tiyn if said[0].text("CdtDbtInd") == "CRDT" else -tiyn


def _written_at(said: set[str]) -> datetime | None:
    """When the bank wrote it, with the offset of Kazakhstan where it names none; unknown, if it does not say."""
    try:
        (moment,) = (datetime.fromisoformat(each) for each in said)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment_of(moment.date(), moment.time())


def _day_of_statement(statement: Element) -> date:
    return day_of(statement.text("FrToDt/ToDtTm", "FrToDt/ToDt", "CreDtTm"), place=0)


def _numbered(lines: list[StatementLine]) -> tuple[StatementLine, ...]:
    return tuple(replace(line, place=place) for place, line in enumerate(lines, start=1))
