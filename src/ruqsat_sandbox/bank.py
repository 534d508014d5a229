"""The bank: what comes on the office's account and leaves it, and the statement of a day, right or wrong."""

import csv
import io
import secrets
import sqlite3
from collections.abc import Mapping
from xml.sax.saxutils import escape

from aiohttp import web

from ruqsat_sandbox.asking import refuse
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import KAZAKHSTAN, WORLD, World, read

ACCOUNT = "KZ53900SANDBOX000001"
OPENING = 100_000_000  # tiyn, of every day
COLUMNS = ("account", "reference", "booked_on", "amount", "direction", "payer", "payer_name", "purpose", "others")
FORMS: Mapping[str, str] = {"csv": "text/csv", "camt.053": "application/xml"}
WRONG: Mapping[str, str] = {
    "sum": "a movement is missing",
    "cut": "the file is cut off",
    "currency": "in another currency",
    "doctype": "declares a document type",
    "html": "a page of the bank instead of a file",
}

routes = web.RouteTableDef()


@routes.get(r"/bank/statement/{day:\d{4}-\d\d-\d\d}")
async def statement(request: web.Request) -> web.Response:
    """The statement of a day: ``form=csv`` or ``camt.053``; with ``wrong=`` one of the faults, a wrong one."""
    form, wrong = request.query.get("form", "csv"), request.query.get("wrong", "")
    if form not in FORMS or (wrong and wrong not in WRONG):
        refuse(422, "no_such_form", f"Forms: {', '.join(FORMS)}. Faults: {', '.join(WRONG)}.")
    day = request.match_info["day"]
    body = statement_of(request.app[WORLD].store, day, form=form, wrong=wrong)
    name = f"statement-{day}{'-wrong' if wrong else ''}.{'csv' if form == 'csv' else 'xml'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=body, content_type=FORMS[form], headers=headers)


def move(world: World, *, tiyn: int, payer: str, purpose: str, end_to_end: str = "", direction: str = "in") -> str:
    """Money comes on the account, or leaves it; returns the bank's own reference."""
    reference = f"KZ{secrets.token_hex(7).upper()}"
    person = world.population.person(payer)
    now = world.now()
    day = read(now).astimezone(KAZAKHSTAN).date().isoformat()
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO movements (reference, day, tiyn, direction, payer, payer_name, purpose, end_to_end, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                reference,
                day,
                tiyn,
                direction,
                payer,
                person.name if person else "",
                purpose,
                end_to_end,
                now,
            ),
        )
    return reference


def days(store: Store) -> list[sqlite3.Row]:
    """The days on which something moved, the latest first, with how many movements."""
    return store.rows("SELECT day, COUNT(*) AS movements FROM movements GROUP BY day ORDER BY day DESC LIMIT 31")


def statement_of(store: Store, day: str, *, form: str, wrong: str = "") -> bytes:
    """The statement of a day in one of `FORMS`; with one of `WRONG`, wrong in that way."""
    rows = store.rows("SELECT * FROM movements WHERE day = ? ORDER BY id", day)
    shown = rows[1:] if wrong == "sum" else rows
    if wrong == "html":
        return b"<!DOCTYPE html><html><body>The bank is closed.</body></html>"
    whole = _table(rows, shown, day) if form == "csv" else _camt(rows, shown, day)
    if wrong == "cut":
        return whole[: len(whole) // 2]
    if wrong == "currency":
        return whole.replace(b'Ccy="KZT"', b'Ccy="USD"') if form != "csv" else whole.replace(b";in;", b";usd;")
    if wrong == "doctype":
        return whole.replace(b"?>\n", b'?>\n<!DOCTYPE Document [<!ENTITY a "b">]>\n', 1) if form != "csv" else b"\xff"
    return whole


def _table(rows: list[sqlite3.Row], shown: list[sqlite3.Row], day: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in shown:
        said = (row["payer"], row["payer_name"], row["purpose"], row["end_to_end"])
        writer.writerow((ACCOUNT, row["reference"], row["day"], _tenge(row["tiyn"]), row["direction"], *said))
    name = f"SANDBOX-{day}"
    writer.writerow(("total", len(rows), day, _tenge(_sum(rows)), "", "", "", name, "" if rows else ACCOUNT))
    return text.getvalue().encode()


def _camt(rows: list[sqlite3.Row], shown: list[sqlite3.Row], day: str) -> bytes:
    entries = "".join(_entry(row) for row in shown)
    moment = f"{day}T23:59:59+05:00"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>SANDBOX-{day}</MsgId><CreDtTm>{moment}</CreDtTm></GrpHdr>
<Stmt><Id>SANDBOX-{day}</Id><CreDtTm>{moment}</CreDtTm><Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct>
{_balance("OPBD", OPENING, day)}{_balance("CLBD", OPENING + _sum(rows), day)}
{entries}</Stmt></BkToCstmrStmt></Document>
""".encode()


def _balance(code: str, tiyn: int, day: str) -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="KZT">{_tenge(abs(tiyn))}</Amt>'
        f"<CdtDbtInd>{'CRDT' if tiyn >= 0 else 'DBIT'}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _entry(row: sqlite3.Row) -> str:
    kind = "OrgId" if row["payer"][4:5] in ("4", "5", "6") else "PrvtId"
    payer = f"<Id><{kind}><Othr><Id>{escape(row['payer'])}</Id></Othr></{kind}></Id>" if row["payer"] else ""
    return (
        f'<Ntry><Amt Ccy="KZT">{_tenge(row["tiyn"])}</Amt>'
        f"<CdtDbtInd>{'CRDT' if row['direction'] == 'in' else 'DBIT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{row['day']}</Dt></BookgDt><AcctSvcrRef>{row['reference']}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{escape(row['end_to_end'] or 'NOTPROVIDED')}</EndToEndId></Refs>"
        f"<RltdPties><Dbtr><Pty><Nm>{escape(row['payer_name'] or 'Unknown')}</Nm>{payer}</Pty></Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{escape(row['purpose'])}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
    )


def _sum(rows: list[sqlite3.Row]) -> int:
    return sum(row["tiyn"] if row["direction"] == "in" else -row["tiyn"] for row in rows)


def _tenge(tiyn: int) -> str:
    return f"{'-' if tiyn < 0 else ''}{abs(tiyn) // 100}.{abs(tiyn) % 100:02d}"
