"""eGov mobile's screen: scan, look, sign."""

from aiohttp import web

from ruqsat_sandbox import mobile
from ruqsat_sandbox.asking import body_of, form_of, refuse
from ruqsat_sandbox.markup import Markup, el, field, form
from ruqsat_sandbox.mobile import Phone, PhoneRefused, Scanned
from ruqsat_sandbox.pages.layout import page
from ruqsat_sandbox.people import Person
from ruqsat_sandbox.world import WORLD, World

PHONE = web.AppKey("mobile", Phone)
MOST_SHOWN = 4000  # characters

routes = web.RouteTableDef()


@routes.get("/mobile/")
async def screen(request: web.Request) -> web.Response:
    """The scanner; with ``?link=``, what a link on the phone opened."""
    link = request.query.get("link", "")
    return await _scanned(request, link) if link else page(request, "eGov mobile", *_scanner())


@routes.post("/mobile/")
async def scan(request: web.Request) -> web.Response:
    """What the code leads to."""
    return await _scanned(request, (await form_of(request)).text("code"))


@routes.post("/mobile/sign")
async def sign(request: web.Request) -> web.Response:
    """Sign what is on the screen."""
    world, body = request.app[WORLD], await form_of(request)
    iin, _, capacity = body.text("key").partition("/")
    person = world.population.person(iin)
    try:
        scanned = request.app[PHONE].take(body.text("number"))
        await mobile.sign_scanned(scanned, person=person, for_organization=bool(capacity), world=world)
    except PhoneRefused as refused:
        return _refused(request, refused)
    return page(request, "eGov mobile", el("p", "Signed and sent. Go back to the page: it goes on by itself."))


@routes.post("/api/mobile")
async def sign_at_once(request: web.Request) -> web.Response:
    """``{"code", "iin", "for"?}``: scan and sign, for the organization where ``for`` says so; what was shown."""
    world, body = request.app[WORLD], await body_of(request)
    for_organization = body.text("for", "oneself") == "organization"
    person = world.population.person(body.text("iin"))
    try:
        scanned = await mobile.scan(body.text("code"))
        await mobile.sign_scanned(scanned, person=person, for_organization=for_organization, world=world)
    except PhoneRefused as refused:
        refuse(422, "not_signed", str(refused))
    shown = [{"name": name, "text": _text(content)} for name, content in scanned.documents]
    return web.json_response({"description": scanned.description, "until": scanned.until, "documents": shown})


async def _scanned(request: web.Request, code: str) -> web.Response:
    try:
        scanned = await mobile.scan(code)
    except PhoneRefused as refused:
        return _refused(request, refused)
    number = request.app[PHONE].keep(scanned)
    return page(request, "eGov mobile", *_shown(scanned, number, request.app[WORLD]))


def _shown(scanned: Scanned, number: str, world: World) -> list[Markup]:
    documents = [
        Markup(el("h2", name) + el("pre", _text(content), tabindex="0")) for name, content in scanned.documents
    ]
    keys = [key for person in _everybody(world) for key in _keys(person)]
    label = el("label", "Whose phone this is, and which key", for_="key")
    whose = el("div", label, el("select", *keys, id="key", name="key"), class_="field")
    return [
        el("p", el("strong", scanned.description), f" {scanned.organisation}"),
        el("p", f"Until {scanned.until}"),
        *documents,
        form("/mobile/sign", whose, label="Sign with a GOST key", kind="button primary", hidden={"number": number}),
    ]


def _everybody(world: World) -> list[Person]:
    """The person whose key is in the signing program stands first."""
    everybody = [*world.population.people, *world.population.newcomers.values()]
    return sorted(everybody, key=lambda person: person.iin != world.program.iin)


def _keys(person: Person) -> list[Markup]:
    keys = [el("option", person.name, value=f"{person.iin}/")]
    if person.organization:
        keys.append(el("option", f"{person.name}, {person.organization.name}", value=f"{person.iin}/organization"))
    return keys


def _scanner() -> list[Markup]:
    hint = "What the code says: the word mobileSign: and an address. A link of the page brings it by itself."
    return [form("/mobile/", field("code", "The code", hint=hint), label="Scan", kind="button primary")]


def _refused(request: web.Request, refused: PhoneRefused) -> web.Response:
    return page(request, "eGov mobile", el("p", str(refused), class_="error", role="alert"), *_scanner(), status=422)


def _text(content: bytes) -> str:
    try:
        return content.decode()[:MOST_SHOWN]
    except UnicodeDecodeError:
        return f"{len(content)} bytes"
