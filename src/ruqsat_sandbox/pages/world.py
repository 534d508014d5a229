"""The clock, for people."""

from datetime import timedelta

from aiohttp import web

from ruqsat_sandbox.asking import form_of, see
from ruqsat_sandbox.clock import ClockRefused
from ruqsat_sandbox.markup import Markup, el, field, form
from ruqsat_sandbox.pages.layout import page
from ruqsat_sandbox.world import KAZAKHSTAN, WORLD, World

HOUR, DAY = 3600, 24 * 3600

routes = web.RouteTableDef()


@routes.get("/clock/")
async def clock(request: web.Request) -> web.Response:
    """The moment, and the buttons that move it forward."""
    return page(request, "Clock", *_clock(request.app[WORLD]))


@routes.post("/clock/")
async def move(request: web.Request) -> web.Response:
    """Move the clock forward."""
    world = request.app[WORLD]
    try:
        world.clock.move((await form_of(request)).number("seconds"), by="sandbox page")
    except ClockRefused as refused:
        error = el("p", str(refused), class_="error", role="alert")
        return page(request, "Clock", error, *_clock(world), status=422)
    raise see("/clock/")


def _clock(world: World) -> list[Markup]:
    now = world.clock.now().astimezone(KAZAKHSTAN)
    morning = now.replace(hour=9, minute=0, second=0, microsecond=0)
    if morning <= now:
        morning += timedelta(days=1)
    # A whole second more, so that the clock is not a fraction short of nine.
    until_morning = int((morning - now).total_seconds()) + 1
    steps = {"One hour on": HOUR, "One day on": DAY, "To the next morning, 9:00": until_morning, "A week on": 7 * DAY}
    ahead = timedelta(seconds=world.clock.offset())
    return [
        el("p", now.strftime("%A, %d %B %Y, %H:%M:%S"), class_="big"),
        el("p", f"Kazakhstan’s time. Ahead of real time by {ahead}." if ahead else "Kazakhstan’s time, and real."),
        el("p", "It moves forward only, for the portal and for every system here. A new start takes a new folder."),
        el(
            "div",
            *(form("/clock/", label=label, hidden={"seconds": str(each)}) for label, each in steps.items()),
            class_="row",
        ),
        form("/clock/", field("seconds", "Or by so many seconds", kind="number"), label="Move the clock"),
    ]
