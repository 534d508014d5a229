"""What is configured of an outside system's address, for whichever client asks there: limits, access, trust."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ruqsat.gateways.tls import USUAL, Tls

CONNECTING = 3.0  # seconds to reach a machine: what takes longer is away
LONGEST = 30.0  # seconds for a whole answer, where nothing else is configured


@dataclass(frozen=True, kw_only=True)
class Configured:
    """
    Seconds: *waiting* for the next piece of an answer, and the *longest* that a whole answer may take to come.

    *bearer* is shown as the token of access, if there is one; *tls* says whom we trust there, and what we show.
    """

    waiting: float = 10.0
    longest: float = LONGEST
    bearer: str = field(default="", repr=False)
    tls: Tls = USUAL


_known: dict[str, Configured] = {}


def configure(known: Mapping[str, Configured]) -> None:
    """Set what holds for the systems at these addresses, instead of all that was set before."""
    _known.clear()
    _known.update((address.rstrip("/"), each) for address, each in known.items())


def of(url: str) -> Configured | None:
    """What is configured of the longest address that *url* lies below, if anything is."""
    below = [address for address in _known if url == address or url.startswith((f"{address}/", f"{address}?"))]
    return _known[max(below, key=len)] if below else None
