"""The state registers behind the e-government gateway: inquiries of Rules 8, answered from ``people.toml``."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

from aiohttp import web

from ruqsat_sandbox.asking import Body, body_of, refuse
from ruqsat_sandbox.consents import opens
from ruqsat_sandbox.licenses import license_of
from ruqsat_sandbox.people import Facility, Population
from ruqsat_sandbox.world import KAZAKHSTAN, WORLD, World, read

Data = Mapping[str, str]

SOURCES = {
    "identity": "ГБД ФЛ",
    "entrepreneur_registration": "ИС КГД «Регистр ИП», ГБД ЮЛ",
    "medical_license": "ГБД «Е-лицензирование»",
    "premises_title": "ЕГКН",
    "real_estate": "ЕГКН",
    "fee_payment": "ПШЭП",
    "higher_education": "НОБД",
    "secondary_education": "НОБД",
    "name_change": "ИС «ЗАГС»",
    "specialist_certificate": "Реестр сертификатов специалистов",
    "labor_activity": "ЕСУТД",
    "sanitary_conclusion": "ИС Комитета санитарно-эпидемиологического контроля",
    "ban": "КПСиСУ ГП РК",
}
OF_PREMISES = frozenset({"premises_title", "real_estate", "sanitary_conclusion"})
ON_STATUTE = frozenset({"ban"})
NOT_BANNED = {"banned": "false", "act": "", "until": ""}
_GENERIC_WORDS = frozenset({"улица", "ул", "көшесі", "көш", "проспект", "пр", "даңғылы", "дом", "д", "үй", "қаласы"})

routes = web.RouteTableDef()


@routes.post("/registers/ask/{inquiry}")
async def ask(request: web.Request) -> web.Response:
    """One inquiry. The same ``message_id`` again is the same question, with the answer given then."""
    world = request.app[WORLD]
    inquiry = request.match_info["inquiry"]
    if inquiry not in SOURCES:
        refuse(404, "no_such_inquiry", f"There is no inquiry “{inquiry}”; there are {', '.join(SOURCES)}.")
    body = await body_of(request)
    message_id, about = body.uuid("message_id"), _about(body)
    basis = _permitted(world, inquiry, about, body)
    kept = world.store.row("SELECT * FROM inquiries WHERE message_id = ?", message_id)
    asked = json.dumps(about, ensure_ascii=False, sort_keys=True)
    if kept is not None:
        if (kept["inquiry"], kept["about"]) != (inquiry, asked):
            refuse(409, "other_question", "Another question was asked under this message_id.")
        return web.json_response(text=kept["answer"])
    answer = _answer(world, inquiry, about)
    with world.store.writing() as db:
        db.execute(
            "INSERT INTO inquiries (message_id, inquiry, about, basis, answer, answered_at) VALUES (?, ?, ?, ?, ?, ?)",
            (message_id, inquiry, asked, basis, answer, world.now()),
        )
    return web.json_response(text=answer)


def _about(body: Body) -> dict[str, str]:
    about = body.mapping("about")
    known = {name: value for name, value in about.items() if name in {"iin", "bin", "address", "order"} and value}
    if not known or not all(isinstance(value, str) for value in known.values()):
        refuse(422, "field_wrong", "The field about must name an iin, a bin, an address or an order.", field="about")
    return known


def _permitted(world: World, inquiry: str, about: Data, body: Body) -> str:
    """Rules 8: on consent, shown by its token; the ban check alone rests on the statute."""
    basis = body.text("basis")
    if basis == "statute" and inquiry in ON_STATUTE:
        return basis
    if basis != "consent":
        refuse(403, "no_token", "This register answers on the consent of the person only.")
    iin = "" if "address" in about or "order" in about else about.get("iin", "")
    if not opens(world, body.text("token", ""), inquiry=inquiry, iin=iin):
        refuse(403, "no_token", "There is no consent in force for this question.")
    return basis


def _answer(world: World, inquiry: str, about: Data) -> str:
    data = _found(world, inquiry, about)
    answer: dict[str, object] = {"outcome": "none" if data is None else "value", "source": SOURCES[inquiry]}
    if data is not None:
        answer["data"] = dict(data)
    answer["answered_at"] = world.now()
    return json.dumps(answer, ensure_ascii=False)


def _found(world: World, inquiry: str, about: Data) -> Data | None:
    if inquiry == "fee_payment":
        return _fee_payment(world, about)
    if inquiry in OF_PREMISES:
        facility = _facility(world.population, about)
        return facility.registers.get(inquiry) if facility else None
    key = about.get("iin") or about.get("bin", "")
    if inquiry == "medical_license":
        return license_of(world.store, world.population, key)
    holder = world.population.person(key) or world.population.organization(key)
    found = holder.registers.get(inquiry) if holder else None
    return NOT_BANNED if found is None and inquiry == "ban" else found


def _facility(population: Population, about: Data) -> Facility | None:
    """The premises at the address, whoever asks; without an address the first that the person or company holds."""
    if "address" in about:
        asked = _words(about["address"])
        return next((each for each in population.everywhere() if _words(each.address) <= asked), None)
    holders = {about.get("iin"), about.get("bin")}
    return next((each for each in population.everywhere() if each.owner in holders), None)


@lru_cache(maxsize=10_000)
def _words(address: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", address.casefold())) - _GENERIC_WORDS


def _fee_payment(world: World, about: Data) -> Data | None:
    """The payment for an order, or the payer's latest; the amount is what was paid for that order in all."""
    order, payer = about.get("order"), about.get("iin", "")
    row = world.store.row(
        "SELECT order_id, paid_at,"
        " (SELECT SUM(amount) FROM payments AS every WHERE every.order_id = orders.id) AS amount"
        " FROM payments JOIN orders ON orders.id = order_id"
        " WHERE orders.id = ? OR (? IS NULL AND payer_iin = ?) ORDER BY payments.id DESC LIMIT 1",
        order and _uuid(order),
        order,
        payer,
    )
    if row is None:
        return None
    paid_on = read(row["paid_at"]).astimezone(KAZAKHSTAN).date().isoformat()
    return {"order": row["order_id"], "amount": str(row["amount"]), "paid_on": paid_on}


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        refuse(422, "field_wrong", "The order must be a UUID.", field="about")
