"""The registers, the certificates and the monitoring, for people."""

import json

from aiohttp import web

from ruqsat_sandbox.asking import form_of, see
from ruqsat_sandbox.consents import end
from ruqsat_sandbox.markup import Markup, el, form, join, table
from ruqsat_sandbox.pages.changing import changing
from ruqsat_sandbox.pages.layout import moment, page
from ruqsat_sandbox.people import Records
from ruqsat_sandbox.pki.authority import Issued, RevocationRefused
from ruqsat_sandbox.registers import SOURCES
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD, World, read

routes = web.RouteTableDef()


@routes.get("/registers/")
async def registers(request: web.Request) -> web.Response:
    """What the registers hold, what they were asked, which consents there are."""
    world = request.app[WORLD]
    asked = [
        (moment(row["answered_at"]), row["inquiry"], row["about"], row["basis"], json.loads(row["answer"])["outcome"])
        for row in world.store.rows("SELECT * FROM inquiries ORDER BY id DESC LIMIT 50")
    ]
    heads = ("When", "Inquiry", "About", "Basis", "Answer")
    latest = table(heads, asked, caption="Latest inquiries") if asked else el("p", "Nothing was asked yet.")
    held = el("h2", "What the registers hold")
    return page(request, "Registers", latest, _consents(world), *changing(world), held, _holdings(world))


@routes.post("/registers/consents/")
async def end_consent(request: web.Request) -> web.Response:
    """The owner takes a consent back here, and the portal is not told."""
    end(request.app[WORLD], (await form_of(request)).text("consent"))
    raise see("/registers/")


@routes.get("/authority/")
async def authority(request: web.Request) -> web.Response:
    """What the certification authority issued."""
    return page(request, "Certificates", *_certificates(request.app[WORLD]))


@routes.post("/authority/")
async def revoke(request: web.Request) -> web.Response:
    """Revoke the certificates of a holder, or make new keys for a person."""
    world = request.app[WORLD]
    body = await form_of(request)
    holder = body.text("holder")
    person = world.population.person(holder)
    if body.text("decision") == "renew" and person is not None:
        world.authority.renew(person)
        raise see("/authority/")
    try:
        world.authority.revoke(holder, reason="key_compromise", at=world.now())
    except RevocationRefused as refused:
        error = el("p", str(refused), class_="error", role="alert")
        return page(request, "Certificates", error, *_certificates(world), status=422)
    raise see("/authority/")


@routes.get("/monitoring/")
async def monitoring(request: web.Request) -> web.Response:
    """What the monitoring system was told, and the operator and the contact centre, the latest first."""
    store = request.app[WORLD].store
    events = store.rows("SELECT * FROM events ORDER BY number DESC LIMIT 100")
    lines = [(moment(row["accepted_at"]), row["id"], el("code", row["body"])) for row in events]
    told = table(("When", "Id", "Event"), lines, caption="Latest events")
    if not events:
        told = el("p", "Nothing was told yet.", class_="empty")
    return page(request, "Monitoring", told, *_information(store))


def _information(store: Store) -> list[Markup]:
    rows = store.rows("SELECT * FROM information ORDER BY number DESC LIMIT 50")
    lines = [(moment(row["accepted_at"]), row["recipient"], el("code", row["body"])) for row in rows]
    return [table(("When", "Who", "Information"), lines, caption="Changes of the Rules")] if rows else []


def _consents(world: World) -> Markup:
    rows = world.store.rows("SELECT * FROM consents ORDER BY asked_at DESC LIMIT 50")
    if not rows:
        return el("p", "No consent was asked for yet.", class_="empty")
    lines = []
    for row in rows:
        owner = world.population.person(row["iin"])
        state = "withdrawn" if row["withdrawn_at"] else "given" if row["consent"] else "asked for"
        if state == "asked for" and (row["tries_left"] == 0 or read(row["expires_at"]) <= world.clock.now()):
            state = "not given"
        data = ", ".join(json.loads(row["data"]))
        whose, decision = owner.name if owner else row["iin"], Markup()
        if state == "given":
            hidden, spoken = {"consent": row["consent"]}, f"Take back: {whose}, {row['consent']}"
            decision = form("/registers/consents/", label="Take back", spoken=spoken, hidden=hidden)
        lines.append((moment(row["asked_at"]), whose, row["office"], data, state, decision))
    return table(("When", "Whose", "For whom", "Data", "State", "As the owner"), lines, caption="Latest consents")


def _holdings(world: World) -> Markup:
    of_people = [_holding(each.name, each.registers) for each in world.population.people if each.registers]
    of_companies = [_holding(each.name, each.registers) for each in world.population.organizations if each.registers]
    of_premises = [_holding(each.address, each.registers) for each in world.population.facilities]
    return join([*of_people, *of_companies, *of_premises])


def _holding(title: str, records: Records) -> Markup:
    lists = []
    for inquiry, data in records.items():
        facts = [el("div", el("dt", name), el("dd", value or "–")) for name, value in data.items()]
        lists.append(join([el("h3", f"{inquiry} ({SOURCES[inquiry]})"), el("dl", *facts)]))
    return el("details", el("summary", title), *lists)


def _certificates(world: World) -> list[Markup]:
    issued = [each for each in world.authority.issued() if "/" in each.name]
    lead = el("p", "A person’s certificates are made at the first signature. Revoked ones are refused from then on.")
    if not issued:
        return [lead, el("p", "No certificate was issued to anybody yet.", class_="empty")]
    lines = [
        (
            _holder(world, each.holder),
            each.name.partition("/")[2],
            f"{each.serial:x}"[:12] + "…",
            join(["revoked ", moment(each.revoked_at)]) if each.revoked_at else "in force",
            _decision(world, each),
        )
        for each in issued
    ]
    return [
        lead,
        table(("Holder", "For", "Serial number", "State", "What to do"), lines, caption="Certificates issued"),
    ]


def _holder(world: World, holder: str) -> str:
    person = world.population.person(holder)
    return person.name if person else holder


def _decision(world: World, issued: Issued) -> Markup:
    if not issued.revoked_at:
        return form("/authority/", label="Revoke all", hidden={"holder": issued.holder, "decision": "revoke"})
    if world.population.person(issued.holder):
        return form("/authority/", label="Make new keys", hidden={"holder": issued.holder, "decision": "renew"})
    return Markup()
