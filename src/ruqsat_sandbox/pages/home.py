"""The first page: who is who, and whose key is in the signing program."""

from aiohttp import web

from ruqsat_sandbox.asking import form_of, see
from ruqsat_sandbox.markup import Markup, el, form, join
from ruqsat_sandbox.pages.layout import page
from ruqsat_sandbox.people import Person, population
from ruqsat_sandbox.world import WORLD

_ROLES = {
    "officer": "officer",
    "inspector": "inspector",
    "head": "head",
    "approver": "approver",
    "approving_head": "head of the approving body",
    "keeper": "keeper of the calendar and the Rules",
}

routes = web.RouteTableDef()


@routes.get("/")
async def home(request: web.Request) -> web.Response:
    """People by what they are."""
    world = request.app[WORLD]
    citizens = [each for each in world.population.people if not each.roles]
    officials = [each for each in world.population.people if each.roles]
    chosen = world.program.iin
    return page(
        request,
        "Who do you want to be?",
        el(
            "p",
            "Put somebody’s key into the signing program, then sign in to the portal. Codes and notices come to that "
            "person’s phone and mailbox here.",
            class_="lead",
        ),
        _section("Doctors and a clinic", citizens, chosen),
        _section("Officials", officials, chosen),
    )


@routes.post("/key")
async def put_in(request: web.Request) -> web.Response:
    """Put a key into the signing program."""
    world = request.app[WORLD]
    person = world.population.person((await form_of(request)).text("iin"))
    if person is not None:
        world.program.put_in(person.iin)
    raise see("/" if person is None else f"/#p{person.iin}")


def _section(title: str, people: list[Person], chosen: str) -> Markup:
    places: dict[str, list[str]] = {}
    for each in population().facilities:
        places.setdefault(each.owner, []).append(each.address)
    cards = [_card(person, places.get(_holder(person), []), chosen=person.iin == chosen) for person in people]
    return el("section", el("h2", title), el("ul", *cards, class_="cards"))


def _holder(person: Person) -> str:
    """Who holds the premises of a person's practice: the person, or the company that the person heads."""
    return person.organization.bin if person.organization and person.capacity == "head" else person.iin


def _card(person: Person, premises: list[str], *, chosen: bool) -> Markup:
    key: Markup
    if chosen:
        key = el("p", "Key in the signing program", class_="tag chosen")
    else:
        label = "Put this key into the signing program"
        key = form("/key", label=label, spoken=f"{label}: {person.last} {person.first}", hidden={"iin": person.iin})
    facts = [
        el("li", join(["IIN ", el("span", person.iin, class_="number")])),
        el("li", el("a", person.phone, href=f"/phone/?number=%2B{person.phone[1:]}")),
        el("li", el("a", person.email, href=f"/mailbox/?address={person.email}")),
    ]
    facts += [el("li", f"Premises: {address}") for address in premises]
    return el(
        "li",
        el("h3", person.name, lang=person.language),
        el(
            "p",
            ", ".join(_role(role["role"], role["office"], role.get("kind", "")) for role in person.roles),
            class_="tag",
        )
        if person.roles
        else Markup(),
        el("p", person.story),
        el("ul", *facts, class_="facts"),
        key,
        id=f"p{person.iin}",
        class_="card chosen" if chosen else "card",
    )


def _role(role: str, office: str, kind: str) -> str:
    if kind == "deputy":
        return f"{office}: deputy head"
    return f"{office}: {_ROLES[role]}"
