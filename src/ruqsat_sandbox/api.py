"""What programs ask of the sandbox itself: who lives here, the clock, the faults, the signing program."""

from aiohttp import web

from ruqsat_sandbox.asking import body_of, refuse
from ruqsat_sandbox.characters import WISHES, Character, CharacterRefused
from ruqsat_sandbox.clock import ClockRefused
from ruqsat_sandbox.fault_wishes import wished
from ruqsat_sandbox.faults import KINDS, SYSTEMS, FaultRefused, fault_of, faults_of, set_fault
from ruqsat_sandbox.newcomers import NobodyLeft, settle
from ruqsat_sandbox.pki.certificates import Purpose
from ruqsat_sandbox.pki.keys import Family
from ruqsat_sandbox.signer.program import MODES, Mode, NotWaiting
from ruqsat_sandbox.world import WORLD, World

routes = web.RouteTableDef()


@routes.get("/api/people")
async def people(request: web.Request) -> web.Response:
    """Everybody of ``people.toml``, the smooth case first."""
    return web.json_response([person.public() for person in request.app[WORLD].population.people])


@routes.post("/api/people")
async def move_in(request: web.Request) -> web.Response:
    """One more doctor, with her keys and the premises she rents: for a trial that needs somebody without a license."""
    world = request.app[WORLD]
    wishes = (await body_of(request)).fields if request.can_read_body else {}
    number = int(world.store.setting("newcomers", "0")) + 1
    try:
        character = Character(**{name: wishes[name] for name in WISHES if name in wishes})
        person, premises = settle(world.population, number=number, character=character)
    except CharacterRefused as error:
        refuse(422, "no_such_character", str(error))
    except NobodyLeft as error:
        refuse(422, "nobody_left", str(error))
    if character.written():
        world.store.remember(f"newcomer {number}", character.written())
    world.store.remember("newcomers", str(number))
    for purpose in Purpose:
        world.authority.personal(person, purpose, for_organization=False, at=world.now())
    rented = {part: getattr(premises, part) for part in ("region", "city", "street", "building")}
    return web.json_response({**person.public(), "premises": rented}, status=201)


@routes.get("/api/clock")
async def clock(request: web.Request) -> web.Response:
    """The moment by the sandbox's clock, and by how much it is ahead."""
    return web.json_response(_clock(request.app[WORLD]))


@routes.post("/api/clock")
async def move_clock(request: web.Request) -> web.Response:
    """Move the clock forward by ``seconds``."""
    world = request.app[WORLD]
    try:
        world.clock.move((await body_of(request)).number("seconds"), by="sandbox")
    except ClockRefused as error:
        refuse(422, "not_moved", str(error))
    return web.json_response(_clock(world))


@routes.get("/api/faults")
async def faults(request: web.Request) -> web.Response:
    """Every system and the kind of fault it has."""
    store = request.app[WORLD].store
    return web.json_response({system: fault_of(store, system) for system in SYSTEMS})


@routes.get("/api/faults/kinds")
async def kinds(request: web.Request) -> web.Response:
    """Every kind of fault, what it does, and the systems it makes sense for."""
    told = {
        name: {"label": kind.label, "does": kind.does, "systems": [each for each in SYSTEMS if each in kind.systems]}
        for name, kind in KINDS.items()
    }
    return web.json_response(told)


@routes.get("/api/faults/{system}")
async def faults_of_system(request: web.Request) -> web.Response:
    """The faults of one system as they were set, and how many questions each has met."""
    found = faults_of(request.app[WORLD].store, request.match_info["system"])
    return web.json_response([fault.public() for fault in found])


@routes.post("/api/faults")
async def break_or_mend(request: web.Request) -> web.Response:
    """Break a system, or mend it."""
    store = request.app[WORLD].store
    fault = wished(await body_of(request))
    try:
        set_fault(store, fault)
    except FaultRefused as error:
        refuse(422, "no_such_fault", str(error))
    return web.json_response({system: fault_of(store, system) for system in SYSTEMS})


@routes.get("/api/signer")
async def signer(request: web.Request) -> web.Response:
    """Whose key is in the signing program, how it treats requests, and the latest of them."""
    return web.json_response(_signer(request.app[WORLD]))


@routes.post("/api/signer")
async def set_signer(request: web.Request) -> web.Response:
    """Put a person's key into the program (``iin``) of a kind (``family``), say how it treats requests (``mode``)."""
    world = request.app[WORLD]
    body = await body_of(request)
    iin, mode, family = body.text("iin", ""), body.text("mode", ""), body.text("family", "")
    if not iin and not mode and not family:
        refuse(422, "field_missing", "Name an iin, a mode, a family of keys, or several of them.")
    if iin and world.population.person(iin) is None:
        refuse(404, "unknown", "Nobody here has this IIN.")
    if mode and mode not in set(Mode):
        refuse(422, "no_such_mode", f"There is no mode “{mode}”; there are {', '.join(MODES)}.")
    if family and family not in set(Family):
        refuse(422, "no_such_key", f"There is no kind of key “{family}”; there are {', '.join(Family)}.")
    if iin:
        world.program.put_in(iin)
    if family:
        world.program.take(Family(family))
    if mode:
        world.program.treat(Mode(mode))
    return web.json_response(_signer(world))


@routes.post(r"/api/signer/requests/{number:\d+}")
async def decide(request: web.Request) -> web.Response:
    """``{"sign": true}`` or false, for a request that waits."""
    decision = (await body_of(request)).fields.get("sign")
    if not isinstance(decision, bool):
        refuse(422, "field_wrong", "The field sign must be true or false.", field="sign")
    try:
        request.app[WORLD].program.decide(int(request.match_info["number"]), sign=decision)
    except NotWaiting as error:
        refuse(410, "not_waiting", str(error))
    return web.json_response({"decided": True})


def _clock(world: World) -> dict[str, object]:
    return {"now": world.now(), "offset_seconds": world.clock.offset()}


def _signer(world: World) -> dict[str, object]:
    program = world.program
    requests = [{**dict(row), "waiting": program.is_waiting(row["id"])} for row in program.requests()]
    return {"iin": program.iin, "family": program.family, "mode": program.mode, "requests": requests}
