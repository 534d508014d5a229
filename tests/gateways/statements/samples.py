"""Statements as banks write them, made for tests: one account, movements as they are asked for."""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

ACCOUNT = "KZ53900SANDBOX000001"
"""The one that the set-up of the tests names: that of the sandbox's bank."""
SECOND = "KZ26900SANDBOX000002"
NAME = "STMT-2026-03-18"
DAY = date(2026, 3, 18)
WRITTEN = "2026-03-18T23:59:00+05:00"
TODAY = date(2026, 3, 19)
PAYER = "900101399016"


@dataclass(frozen=True, kw_only=True)
class Movement:
    """One movement of a sample; ``amount`` in tenge as written."""

    reference: str
    amount: str = "43250.00"
    purpose: str = "License fee"
    payer: str = PAYER
    direction: str = "in"
    end_to_end: str = ""
    day: date = DAY

    @property
    def tiyn(self) -> int:
        whole, _, part = self.amount.partition(".")
        return (int(whole) * 100 + int(part.ljust(2, "0") or 0)) * (1 if self.direction == "in" else -1)


def table(*movements: Movement, account: str = ACCOUNT, name: str = NAME) -> bytes:
    """The CSV form."""
    rows = ["account;reference;booked_on;amount;direction;payer;payer_name;purpose;others"]
    for one in movements:
        cells = (account, one.reference, f"{one.day}", one.amount, one.direction, one.payer, "A. Payer", one.purpose)
        rows.append(";".join((*cells, one.end_to_end)))
    total = sum(one.tiyn for one in movements)
    said = f"{'-' if total < 0 else ''}{abs(total) // 100}.{abs(total) % 100:02d}"
    rows.append(f"total;{len(movements)};{DAY};{said};;;;{name};{'' if movements else account}")
    return ("\n".join(rows) + "\n").encode()


def camt(
    *movements: Movement,
    version: str = "02",
    opening: int = 100_000,
    account: str = ACCOUNT,
    name: str = NAME,
    written: str = WRITTEN,
) -> bytes:
    """The camt.053 form; *opening* is a balance in tiyn."""
    closing = opening + sum(one.tiyn for one in movements)
    entries = "".join(_entry(one, version=version) for one in movements)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-18T23:59:00+05:00</CreDtTm></GrpHdr>
<Stmt><Id>{name}</Id><CreDtTm>{written}</CreDtTm><Acct><Id><IBAN>{account}</IBAN></Id></Acct>
{_balance("OPBD", opening)}{_balance("CLBD", closing)}{entries}</Stmt></BkToCstmrStmt></Document>""".encode()


def _balance(code: str, tiyn: int) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="KZT">{abs(tiyn) // 100}.{abs(tiyn) % 100:02d}</Amt>'
        f"<CdtDbtInd>{'CRDT' if tiyn >= 0 else 'DBIT'}</CdtDbtInd><Dt><Dt>2026-03-18</Dt></Dt></Bal>"
    )


def _entry(one: Movement, *, version: str) -> str:
    status = "<Sts>BOOK</Sts>" if version < "08" else "<Sts><Cd>BOOK</Cd></Sts>"
    payer = f"<Id><PrvtId><Othr><Id>{one.payer}</Id></Othr></PrvtId></Id>" if one.payer else ""
    party = f"<Nm>A. Payer</Nm>{payer}"
    debtor = f"<Dbtr>{party}</Dbtr>" if version < "08" else f"<Dbtr><Pty>{party}</Pty></Dbtr>"
    end = f"<EndToEndId>{one.end_to_end or 'NOTPROVIDED'}</EndToEndId>"
    return (
        f'<Ntry><Amt Ccy="KZT">{one.amount}</Amt><CdtDbtInd>{"CRDT" if one.direction == "in" else "DBIT"}</CdtDbtInd>'
        f"{status}<BookgDt><Dt>{one.day}</Dt></BookgDt><AcctSvcrRef>{one.reference}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<Refs>{end}</Refs><RltdPties>{debtor}</RltdPties><RmtInf><Ustrd>{escape(one.purpose)}</Ustrd></RmtInf>"
        "</TxDtls></NtryDtls></Ntry>"
    )
