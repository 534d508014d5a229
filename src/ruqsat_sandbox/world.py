"""Everything that the parts of the sandbox share while it runs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from aiohttp import web

from ruqsat_sandbox.clock import Clock
from ruqsat_sandbox.people import Population
from ruqsat_sandbox.pki.authority import Authority
from ruqsat_sandbox.signer.program import SigningProgram
from ruqsat_sandbox.store import Store

KAZAKHSTAN = timezone(timedelta(hours=5))


@dataclass(frozen=True, kw_only=True)
class World:
    """The clock, the store, the people, the certification authority, the signing program."""

    address: str
    clock: Clock
    store: Store
    population: Population
    authority: Authority
    program: SigningProgram

    def now(self) -> str:
        """The moment by the sandbox's clock, as the sandbox writes it."""
        return written(self.clock.now())


WORLD = web.AppKey("world", World)


def written(moment: datetime) -> str:
    """An instant as JSON carries it: UTC, microseconds, ``Z``. As text, instants sort by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read(moment: str) -> datetime:
    """The instant that `written` wrote."""
    return datetime.fromisoformat(moment)


def shown(moment: str) -> str:
    """An instant for people: Kazakhstan's time of day (UTC+5 since 1 March 2024)."""
    return read(moment).astimezone(KAZAKHSTAN).strftime("%d %b %Y, %H:%M:%S")
