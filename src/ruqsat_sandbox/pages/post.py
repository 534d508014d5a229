"""Phones and mailboxes: what came, as it was given."""

from collections.abc import Sequence
from sqlite3 import Row

from aiohttp import web

from ruqsat_sandbox.asking import form_of, see
from ruqsat_sandbox.consents import answer_by_sms
from ruqsat_sandbox.markup import Markup, el, field, form, join
from ruqsat_sandbox.messages import lying
from ruqsat_sandbox.pages.layout import moment, page
from ruqsat_sandbox.people import Person
from ruqsat_sandbox.world import WORLD, World

routes = web.RouteTableDef()


@routes.get("/phone/")
async def phone(request: web.Request) -> web.Response:
    """One phone, or the list of them."""
    world = request.app[WORLD]
    # A plus sign in an address means a space, unless it was written as %2B.
    number = request.query.get("number", "").replace(" ", "+")
    if not number:
        return page(request, "Phones", el("p", "Whose phone?"), _list(world, "sms"))
    owner = next((each for each in world.population.people if each.phone == number), None)
    messages = _messages(lying(world, "sms", number), "No message has come yet.")
    return page(request, f"Phone {number}", _owner(owner), messages, _answer_form(number))


@routes.post("/phone/reply")
async def reply(request: web.Request) -> web.Response:
    """The owner of a phone answers an SMS of 1414."""
    sent = await form_of(request)
    number = sent.text("number")
    answer_by_sms(request.app[WORLD], number, sent.text("text"))
    raise see("/phone/?number=" + number.replace("+", "%2B"))


@routes.get("/mailbox/")
async def mailbox(request: web.Request) -> web.Response:
    """One mailbox, or the list of them."""
    world = request.app[WORLD]
    address = request.query.get("address", "").lower()
    if not address:
        return page(request, "Mailboxes", el("p", "Whose mailbox?"), _list(world, "email"))
    owner = next((each for each in world.population.people if each.email == address), None)
    return page(
        request,
        f"Mailbox {address}",
        _owner(owner),
        _messages(lying(world, "email", address), "No letter has come yet."),
    )


def _answer_form(number: str) -> Markup:
    hint = "1 or 0 (ИӘ, ДА, YES; ЖОҚ, НЕТ, NO) and the six digits of the request"
    entry = field("text", "Answer to 1414", hint=hint)
    return form("/phone/reply", entry, label="Send", hidden={"number": number})


def _owner(person: Person | None) -> Markup:
    if person is None:
        return el("p", "It belongs to nobody of the sandbox’s people.")
    return el("p", el("a", person.name, href=f"/#p{person.iin}", lang=person.language))


def _messages(rows: Sequence[Row], empty: str) -> Markup:
    if not rows:
        return el("p", empty, class_="empty")
    shown = [
        el(
            "li",
            el("p", join([el("strong", f"From {row['sender']}"), " ", moment(row["accepted_at"])]), class_="meta"),
            el("h2", row["subject"]) if row["subject"] else Markup(),
            el("p", row["body"], class_="text"),
            class_="message",
        )
        for row in rows
    ]
    return el("ul", *shown, class_="messages")


def _list(world: World, kind: str) -> Markup:
    """Phones or mailboxes of the people, and those that got a message though nobody has them."""
    place, field = ("/phone/?number=", "phone") if kind == "sms" else ("/mailbox/?address=", "email")
    known = {str(getattr(person, field)): person for person in world.population.people}
    counts = {
        str(row["recipient"]): int(row["number"])
        for row in world.store.rows(
            "SELECT recipient, COUNT(*) AS number FROM post"
            " WHERE kind = ? AND outcome = 'delivered' AND settled_at <= MAX(?, accepted_at) GROUP BY recipient",
            kind,
            world.now(),
        )
    }
    items = []
    for key in [*known, *sorted(set(counts) - set(known))]:
        person = known.get(key)
        link = el("a", key, href=place + key.replace("+", "%2B"), class_="number")
        name = person.name if person else "nobody here"
        items.append(el("li", join([link, " ", name, " ", el("span", str(counts.get(key, 0)), class_="count")])))
    return el("ul", *items, class_="list")
