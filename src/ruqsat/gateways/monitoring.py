"""Rules 21: the information system that monitors public services, over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import Reply, exchange_json, parsed


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The monitoring system has the event. ``raw`` are the bytes as they came."""

    raw: bytes = field(repr=False)


class Monitoring(Protocol):
    """What the monitoring system does for the provider."""

    def tell(self, id: UUID, *, event: Mapping[str, object]) -> Taken | Unavailable:
        """Enter one stage event. The same id told again is the same event."""


@dataclass(frozen=True)
class HttpMonitoring:
    """The monitoring system over HTTP at ``url``."""

    url: str

    def tell(self, id: UUID, *, event: Mapping[str, object]) -> Taken | Unavailable:
        """Rules 21: data on the stage of the service are entered."""
        payload = {**event, "id": str(id)}
        reply = exchange_json("POST", f"{self.url}/monitoring/events", expect={200, 201, 202, 204}, payload=payload)
        return parsed(reply, _taken)


def connect(url: str) -> Monitoring:
    """The monitoring system at *url*, as settings name it."""
    return HttpMonitoring(url.rstrip("/"))


def _taken(reply: Reply) -> Taken:
    return Taken(raw=reply.body)
