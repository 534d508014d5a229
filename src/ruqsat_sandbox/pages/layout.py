"""What every page of the sandbox has: the bar that says nothing here is real, the way around, the clock."""

from aiohttp import web

from ruqsat_sandbox.markup import Markup, el, join
from ruqsat_sandbox.world import WORLD, World, shown

PLACES = {
    "/": "People",
    "/phone/": "Phones",
    "/mailbox/": "Mailboxes",
    "/deliveries/": "Deliveries",
    "/signer/": "Signing program",
    "/mobile/": "eGov mobile",
    "/bank/": "Bank",
    "/bank/account/": "Bank account",
    "/registers/": "Registers",
    "/authority/": "Certificates",
    "/monitoring/": "Monitoring",
    "/clock/": "Clock",
    "/faults/": "Faults",
}


def page(request: web.Request, title: str, *content: str, status: int = 200, refresh: int = 0) -> web.Response:
    """A whole page; *refresh* seconds until it loads itself again, 0 for never."""
    world = request.app[WORLD]
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="refresh", content=refresh) if refresh else Markup(),
        el("title", f"{title} – Ruqsat sandbox"),
        el("link", rel="stylesheet", href="/static/sandbox.css"),
    )
    body = el(
        "body",
        el("a", "Skip to the content", href="#content", class_="skip"),
        _header(request.path, world),
        el("main", el("h1", title), *content, id="content"),
    )
    html = f"<!DOCTYPE html>\n{el('html', head, body, lang='en')}\n"
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self' http: https:; "
        "base-uri 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(text=html, content_type="text/html", status=status, headers=headers)


def not_here(request: web.Request, sentence: str) -> web.Response:
    """A page for what does not exist."""
    return page(
        request, "There is nothing here", el("p", sentence), el("p", el("a", "To the people", href="/")), status=404
    )


def moment(written: str) -> Markup:
    """An instant, for people and for programs."""
    return el("time", shown(written), datetime=written)


def _header(path: str, world: World) -> Markup:
    links = [
        el("li", el("a", label, href=place, aria_current="page" if path == place else None))
        for place, label in PLACES.items()
    ]
    bar = el("p", el("strong", "Ruqsat sandbox"), " Nobody and nothing here is real.", class_="bar")
    ahead = world.clock.offset()
    clock = el("p", join([moment(world.now()), " in Kazakhstan", ", moved forward" if ahead else ""]), class_="now")
    return el("header", bar, el("nav", el("ul", *links), aria_label="Sandbox"), clock)
