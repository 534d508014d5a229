"""The digital document service: consent to access personal data, by a one-time code on the registered phone."""

import json
import secrets
import sqlite3
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from aiohttp import web

from ruqsat_sandbox.asking import Body, body_of, refuse
from ruqsat_sandbox.consent_answers import answered, given_to, new_number, take
from ruqsat_sandbox.messages import send_sms
from ruqsat_sandbox.world import WORLD, World, read, written

CODE_LIVES = timedelta(minutes=10)
CONSENT_LIVES = timedelta(days=90)
_LIVES = "consents live"  # in seconds, where somebody changed it
TRIES = 5
_TEXTS = {
    "kk": "{code} — {office} мекемесіне жеке деректеріңізге қол жеткізуге келісім беру коды. "
    "Мақсаты: {purpose}. Код 10 минут жарамды. Егер сіз сұратпаған болсаңыз, кодты ешкімге айтпаңыз. "
    "Немесе 1414 нөміріне жауап жіберіңіз: 1 {number} — ИӘ, 0 {number} — ЖОҚ.",
    "ru": "{code} — код согласия на доступ к вашим персональным данным для {office}. "
    "Цель: {purpose}. Код действует 10 минут. Если вы его не запрашивали, никому его не сообщайте. "
    "Или ответьте на номер 1414: 1 {number} — ДА, 0 {number} — НЕТ.",
    "en": "{code} is the code of your consent to the access of {office} to your personal data. "
    "Purpose: {purpose}. It is valid for 10 minutes. If you did not ask for it, tell it to nobody. "
    "Or answer to 1414: 1 {number} is YES, 0 {number} is NO.",
}
_COMMITTEE = {
    "kk": "Медициналық және фармацевтикалық бақылау комитеті",
    "ru": "Комитета медицинского и фармацевтического контроля",
    "en": "the Committee for Medical and Pharmaceutical Control",
}
_OFFICES = {"KMFK": _COMMITTEE}

routes = web.RouteTableDef()


@routes.post("/registers/consent")
async def ask_for_consent(request: web.Request) -> web.Response:
    """
    Rules 8: send the owner of the data a code, to the number registered for the IIN, whatever the form says.

    The same ``id`` again is the same request, and sends nothing.
    """
    world = request.app[WORLD]
    body = await body_of(request)
    identity = body.uuid("id") if "id" in body.fields else str(uuid4())
    person = world.population.person(body.text("iin"))
    office, purpose, data = body.text("office"), body.text("purpose"), body.texts("data")
    if person is None or not person.phone:
        refuse(404, "no_phone", "No phone is registered for this IIN.", request=identity)
    until = _wished(body)
    code = f"{secrets.randbelow(1_000_000):06d}"
    now = world.clock.now()
    expires_at = written(now + CODE_LIVES)
    known = world.store.row("SELECT * FROM consents WHERE request = ?", identity)
    if known is not None:
        return web.json_response(_requested(world, known, person.phone))
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO consents (request, iin, office, purpose, data, code, asked_at, expires_at, tries_left)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (identity, person.iin, office, purpose, json.dumps(data), code, written(now), expires_at, TRIES),
        )
        number = new_number(db, identity)
        if until is not None:
            db.execute("INSERT INTO consent_terms (request, until) VALUES (?, ?)", (identity, written(until)))
    language = body.text("owner_language", person.language)
    organization = world.population.organization(office)
    spoken = language if language in _TEXTS else "ru"
    sentence = _TEXTS[spoken]
    named = organization.name if organization else _OFFICES.get(office, {}).get(spoken, office)
    text = sentence.format(code=code, office=named, purpose=purpose, number=number)
    send_sms(world, person.phone, " ".join([text, body.text("link", "")]).strip())
    return web.json_response(_requested(world, _asked(world, identity), person.phone))


def _wished(body: Body) -> datetime | None:
    """Up to when at most the consent is wished."""
    try:
        return read(body.text("until")) if "until" in body.fields else None
    except ValueError:
        refuse(422, "field_wrong", "The field until must be an instant.", field="until")


@routes.post("/registers/consent/{request}/confirm")
async def confirm(request: web.Request) -> web.Response:
    """
    What the owner says, yes (``1``) or no (``0``), with the code that was sent; without an answer the code means yes.

    The right code given again before it expires answers the same; the first answer stands.
    """
    world = request.app[WORLD]
    body = await body_of(request)
    code, said = body.text("code").strip(), body.text("answer", "1")
    row = _asked(world, request.match_info["request"])
    if read(row["expires_at"]) <= world.clock.now():
        refuse(410, "expired", "The code's ten minutes are over.", request=row["request"])
    if row["tries_left"] == 0:
        refuse(410, "too_many", "The code was tried too often.", request=row["request"])
    if not secrets.compare_digest(code.encode(), row["code"].encode()):
        _count_wrong_try(world, row)
    if row["withdrawn_at"] is not None:
        refuse(410, "withdrawn", "The consent was taken back.", request=row["request"])
    take(world, row["request"], said, means="code")
    return _what_came(world, row)


@routes.get("/registers/consent/{request}")
async def state(request: web.Request) -> web.Response:
    """What came of a request: waiting, given, refused or over."""
    world = request.app[WORLD]
    row = _asked(world, request.match_info["request"])
    if row["withdrawn_at"] is not None:
        return web.json_response({"request": row["request"], "state": "over"})
    if answered(world, row["request"]) is not None:
        return _what_came(world, row)
    over = read(row["expires_at"]) <= world.clock.now() or row["tries_left"] == 0
    return web.json_response({"request": row["request"], "state": "over" if over else "waiting"})


@routes.post("/api/phone/{number}/reply")
async def reply(request: web.Request) -> web.Response:
    """The owner of a phone answers an SMS of 1414: ``1 4821``, ``ИӘ 4821``, ``НЕТ 4821``."""
    world = request.app[WORLD]
    text = (await body_of(request)).text("text")
    return web.json_response({"said": answer_by_sms(world, request.match_info["number"], text)})


def answer_by_sms(world: World, number: str, text: str) -> str:
    """Take an SMS to 1414, and send the one that says what became of it; gives its text."""
    said = _taken(world, number, text)
    send_sms(world, number, said)
    return said


def _taken(world: World, number: str, text: str) -> str:
    reads = given_to(text)
    if reads is None:
        return "1414: 1 немесе 0 және өтініштің нөмірін жазыңыз / напишите 1 или 0 и номер запроса."
    said, short = reads
    row = world.store.row(
        "SELECT consents.* FROM consents JOIN consent_answers USING (request) WHERE number = ?", short
    )
    owner = world.population.person(row["iin"]) if row is not None else None
    if row is None or owner is None or owner.phone != number:  # only the registered phone answers for the person
        return f"1414: {short} — мұндай өтініш жоқ / такого запроса нет."
    over = read(row["expires_at"]) <= world.clock.now() or row["tries_left"] == 0
    if over or row["withdrawn_at"] is not None or answered(world, row["request"]) is not None:
        return f"1414: {short} — өтініш жабылды / запрос закрыт."
    take(world, row["request"], said, means="sms")
    if said == "1":
        _grant(world, row)
        return f"1414: {short} — келісіміңіз қабылданды / согласие принято."
    return f"1414: {short} — бас тартуыңыз қабылданды / отказ принят."


def _what_came(world: World, row: sqlite3.Row) -> web.Response:
    """The first answer that was taken, as it stands."""
    came = answered(world, row["request"])
    if came is None:
        refuse(404, "unknown", "There is no such request for consent.", request=row["request"])
    said = {"request": row["request"], "state": "given" if came["answer"] == "1" else "refused", "means": came["means"]}
    if came["answer"] == "0":
        return web.json_response({**said, "answered_at": came["answered_at"]})
    if row["token"] is None:
        row = _grant(world, row)
    given = {"token": row["token"], "consent": row["consent"], "valid_until": row["valid_until"]}
    return web.json_response({**said, **given})


@routes.post("/registers/consent/{consent}/withdraw")
async def withdraw(request: web.Request) -> web.Response:
    """The owner takes the consent back: its token opens nothing from now on."""
    world = request.app[WORLD]
    consent = request.match_info["consent"].lower()
    withdrawn_at = end(world, consent)
    if withdrawn_at is None:
        refuse(404, "unknown", "There is no such consent.", consent=consent)
    return web.json_response({"consent": consent, "withdrawn_at": withdrawn_at})


@routes.post("/api/consents/{consent}/end")
async def end_here(request: web.Request) -> web.Response:
    """The owner takes the consent back here, on the e-government portal: nobody else is told."""
    world, consent = request.app[WORLD], request.match_info["consent"].lower()
    ended_at = end(world, consent)
    if ended_at is None:
        refuse(404, "unknown", "There is no such consent.", consent=consent)
    return web.json_response({"consent": consent, "ended_at": ended_at})


@routes.put("/api/consents/life")
async def live(request: web.Request) -> web.Response:
    """How many ``seconds`` a consent given from now on lives at most; without them as long as at first."""
    world, body = request.app[WORLD], await body_of(request)
    seconds = body.number("seconds", int(CONSENT_LIVES.total_seconds()))
    if seconds <= 0:
        refuse(422, "field_wrong", "A consent lives for a second at least.", field="seconds")
    world.store.remember(_LIVES, str(seconds))
    return web.json_response({"seconds": seconds})


def end(world: World, consent: str) -> str | None:
    """Its token opens nothing from now on; when that began, ``None`` if there is no such consent."""
    with world.store.writing() as db:
        db.execute(
            "UPDATE consents SET withdrawn_at = ? WHERE consent = ? AND withdrawn_at IS NULL", (world.now(), consent)
        )
        row = db.execute("SELECT withdrawn_at FROM consents WHERE consent = ?", (consent,)).fetchone()
    return None if row is None else str(row["withdrawn_at"])


def opens(world: World, token: str, *, inquiry: str, iin: str) -> bool:
    """Whether *token* opens *inquiry* now; about the person *iin*, or about a thing when that is empty."""
    row = world.store.row("SELECT * FROM consents WHERE token = ?", token)
    if row is None or row["withdrawn_at"] is not None or read(row["valid_until"]) <= world.clock.now():
        return False
    return inquiry in json.loads(row["data"]) and iin in {"", row["iin"]}


def masked(phone: str) -> str:
    """A phone of which the owner sees enough to know it: ``+7 70* *** ** 01``."""
    return f"{phone[:2]} {phone[2:4]}* *** ** {phone[-2:]}"


def _requested(world: World, row: sqlite3.Row, phone: str) -> dict[str, str]:
    number = world.store.row("SELECT number FROM consent_answers WHERE request = ?", row["request"])
    said = {"request": row["request"], "phone_masked": masked(phone), "expires_at": row["expires_at"]}
    return said | {"number": number["number"] if number else ""}


def _asked(world: World, identity: str) -> sqlite3.Row:
    try:
        row = world.store.row("SELECT * FROM consents WHERE request = ?", str(UUID(identity)))
    except ValueError:
        row = None
    if row is None:
        refuse(404, "unknown", "There is no such request for consent.", request=identity)
    return row


def _count_wrong_try(world: World, row: sqlite3.Row) -> None:
    left = row["tries_left"] - 1
    with world.store.writing() as db:
        db.execute("UPDATE consents SET tries_left = ? WHERE request = ?", (left, row["request"]))
    if left == 0:
        refuse(410, "too_many", "The code was tried too often.", request=row["request"])
    refuse(422, "wrong_code", "This is not the code that was sent.", tries_left=left, request=row["request"])


def _grant(world: World, row: sqlite3.Row) -> sqlite3.Row:
    lives = timedelta(seconds=int(world.store.setting(_LIVES, str(int(CONSENT_LIVES.total_seconds())))))
    wished = world.store.row("SELECT until FROM consent_terms WHERE request = ?", row["request"])
    most = world.clock.now() + lives
    valid_until = written(min(most, read(wished["until"])) if wished else most)
    with world.store.writing() as db:
        db.execute(
            "UPDATE consents SET consent = ?, token = ?, valid_until = ? WHERE request = ?",
            (str(uuid4()), secrets.token_urlsafe(32), valid_until, row["request"]),
        )
    return _asked(world, row["request"])
