"""
Everything that can be wrong with a signature, made with the keys and over the protocols of the sandbox's authority.

Each is a real CMS but for those that are none; each is wrong in one thing only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from asn1crypto import cms, core

from tests.eds.pki import pki, signed
from tests.ruqsat_sandbox.asking import AUTHENTICATING, SIGNING
from tests.world import World

INDIVIDUAL = "1.2.398.3.3.4.1.1"
ANOTHER = "810203399051"

Make = Callable[[World, bytes, str], bytes]


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """How the signature of a person over a statement is spoiled, the norm's name for it, and words of the sentence."""

    make: Make
    sub_indication: str
    sentence: str


def _altered(statement: bytes) -> bytes:
    """One letter of what was shown is another one."""
    place = statement.index(b'"content"') + 12
    return statement[:place] + bytes([statement[place] ^ 1]) + statement[place + 1 :]


def _other_key(content: bytes) -> bytes:
    """The signature value with one bit of it turned: no key made it."""
    whole = cms.ContentInfo.load(content)
    signer = whole["content"]["signer_infos"][0]
    value = bytearray(signer["signature"].native)
    value[40] ^= 1
    signer["signature"] = core.OctetString(bytes(value))
    return bytes(whole.dump(force=True))


def _two(world: World, statement: bytes, iin: str) -> bytes:
    """Two good signatures in one CMS."""
    one, other = (cms.ContentInfo.load(world.sign(statement, each)) for each in (iin, ANOTHER))
    one["content"]["signer_infos"].append(other["content"]["signer_infos"][0])
    for each in other["content"]["certificates"]:
        if each.dump() not in {known.dump() for known in one["content"]["certificates"]}:
            one["content"]["certificates"].append(each)
    return bytes(one.dump(force=True))


def _expired(world: World, statement: bytes, iin: str) -> bytes:
    world.certify_until(iin, world.now() - timedelta(days=1))
    return world.sign(statement, iin)


def _revoked(world: World, statement: bytes, iin: str) -> bytes:
    world.sign(statement, iin)  # a key that was never used has no certificate yet
    world.revoke(iin)
    world.later(seconds=2)  # the authority tells the hour of a revocation to the second
    return world.sign(statement, iin)


WRONG: Mapping[str, Wrong] = {
    "letters that are no signature": Wrong(
        make=lambda *_: b"no signature at all", sub_indication="FORMAT_FAILURE", sentence="cannot be read"
    ),
    "a signature cut short": Wrong(
        make=lambda world, statement, iin: world.sign(statement, iin)[:-30],
        sub_indication="FORMAT_FAILURE",
        sentence="cannot be read",
    ),
    "a statement altered after signing": Wrong(
        make=lambda world, statement, iin: world.sign(_altered(statement), iin),
        sub_indication="HASH_FAILURE",
        sentence="other data than was shown",
    ),
    "a signature over something else": Wrong(
        make=lambda world, _, iin: world.sign(b"something else", iin),
        sub_indication="HASH_FAILURE",
        sentence="other data than was shown",
    ),
    "something else enclosed": Wrong(
        make=lambda world, _, iin: world.sign(b"something else", iin, signing={"encapsulate": True}),
        sub_indication="HASH_FAILURE",
        sentence="other data than was shown",
    ),
    "a signature no key made": Wrong(
        make=lambda world, statement, iin: _other_key(world.sign(statement, iin)),
        sub_indication="SIG_CRYPTO_FAILURE",
        sentence="not made with the key",
    ),
    "two signers": Wrong(make=_two, sub_indication="SIG_CONSTRAINTS_FAILURE", sentence="there are several"),
    "an authority nobody knows": Wrong(
        make=lambda world, statement, _: signed(statement, pki().sign, at=world.now()),
        sub_indication="NO_CERTIFICATE_CHAIN_FOUND",
        sentence="certificat",
    ),
    "the key for signing in": Wrong(
        make=lambda world, statement, iin: world.sign(statement, iin, signer={"extKeyUsageOids": [AUTHENTICATING]}),
        sub_indication="CHAIN_CONSTRAINTS_FAILURE",
        sentence="choose the key for signing",
    ),
    "a certificate that has expired": Wrong(make=_expired, sub_indication="EXPIRED", sentence="expired"),
    "a certificate that was revoked": Wrong(make=_revoked, sub_indication="REVOKED", sentence="revoked"),
    "somebody else's certificate": Wrong(
        make=lambda world, statement, _: world.sign(statement, ANOTHER, signer={"extKeyUsageOids": [SIGNING]}),
        sub_indication="SIG_CONSTRAINTS_FAILURE",
        sentence="belongs to another person",
    ),
}


def as_individual(world: World, statement: bytes, iin: str) -> bytes:
    """Signed with the certificate of an individual, by somebody who has one of an organization too."""
    return world.sign(statement, iin, signer={"extKeyUsageOids": [SIGNING, INDIVIDUAL]})
