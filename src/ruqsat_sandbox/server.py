"""The sandbox's server: every system of the world on one port of this machine."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from ruqsat_sandbox import (
    api,
    bank,
    consents,
    failing,
    information,
    licenses,
    loopback,
    messages,
    monitoring,
    newcomers,
    notices,
    payments,
    registers,
)
from ruqsat_sandbox.characters import Character
from ruqsat_sandbox.clock import Clock
from ruqsat_sandbox.mobile import Phone
from ruqsat_sandbox.pages import account, changing, deliveries, home, money, post, records
from ruqsat_sandbox.pages import failing as failing_page
from ruqsat_sandbox.pages import mobile as mobile_page
from ruqsat_sandbox.pages import signer as signer_page
from ruqsat_sandbox.pages import world as world_page
from ruqsat_sandbox.people import population
from ruqsat_sandbox.pki import views as pki_views
from ruqsat_sandbox.pki.authority import Authority
from ruqsat_sandbox.signer import conversation
from ruqsat_sandbox.signer.program import SigningProgram
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD, World

LARGEST_BODY = 20 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the sandbox lives: the instance's variable folder, its clock file, the sandbox's own web address."""

    var: Path
    clock_file: Path
    address: str


def build(place: Place) -> web.Application:
    """The application, with its world opened; the first time this makes the authority's keys."""
    app = web.Application(middlewares=[loopback.from_here, failing.failing], client_max_size=LARGEST_BODY)
    app[WORLD] = open_world(place)
    app[mobile_page.PHONE] = Phone()
    app[failing.MEMORY] = failing.Memory()
    app[conversation.LAST_SAID] = []
    registers_and_post = (consents, registers, licenses, messages, monitoring, information, payments, bank)
    for module in (api, pki_views, conversation, *registers_and_post):
        app.add_routes(module.routes)
    of_the_world = (world_page, failing_page, records, changing)
    for module in (home, post, deliveries, signer_page, mobile_page, money, account, *of_the_world):
        app.add_routes(module.routes)
    app.router.add_static("/static/", Path(__file__).parent / "static")
    app.cleanup_ctx.extend([_closing, notices.telling])
    return app


def open_world(place: Place) -> World:
    """Open what was remembered, or begin anew."""
    clock = Clock(place.clock_file)
    store = Store(place.var / "sandbox" / "sandbox.sqlite3")
    people = population()
    for number in range(1, int(store.setting("newcomers", "0")) + 1):
        newcomers.settle(people, number=number, character=Character.read(store.setting(f"newcomer {number}")))
    return World(
        address=place.address,
        clock=clock,
        store=store,
        population=people,
        authority=Authority(store, folder=place.var / "sandbox" / "pki", address=place.address, at=clock.now()),
        program=SigningProgram(store, first_key=people.people[0].iin),
    )


async def _closing(app: web.Application) -> AsyncIterator[None]:
    yield
    app[WORLD].store.close()
