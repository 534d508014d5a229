"""Bytes as they came: what was signed must never be what a library would write in its place."""

from typing import Any

from asn1crypto import core


def as_it_came(value: Any) -> bytes:
    """
    The encoding of a parsed *value*, its contents untouched.

    asn1crypto's own ``dump`` writes a structure anew whose length ends in the byte 80: it takes that for a length left
    open. One structure in 256 has such a length, and not everything in it is known to that library.
    """
    chosen = value.chosen if isinstance(value, core.Choice) else value
    return bytes(core.Asn1Value.dump(chosen))
