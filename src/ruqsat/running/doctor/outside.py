"""The web server and every outside system: each is asked something that changes nothing there."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FoundNothing
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import randbits, token_bytes
from urllib.parse import urlsplit

from ruqsat.eds import certification, crls, ocsp, timestamps
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.eds.seals import Seal
from ruqsat.eds.statuses import Condition
from ruqsat.eds.trust import TrustStore, UntrustworthyFolder
from ruqsat.eds.verdicts import NotBorneOut
from ruqsat.gateways import pki, wires
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import exchange
from ruqsat.gateways.pki import Pki
from ruqsat.running.doctor import counterparts, registers
from ruqsat.running.doctor.connections import secure
from ruqsat.running.doctor.counterparts import away
from ruqsat.running.doctor.findings import AWAY, Round, Said, good, note, one_line, tried_by, wrong

GROUP = "Outside systems"
_SANDBOX_AWAY = "It is the sandbox: is it running, or was this switched off on its page /faults/?"
Gateways = Mapping[str, Mapping[str, str]]
LONGEST = 25.0  # seconds for all of them, who are asked at the same time
MOST_APART = 5.0  # seconds between the instance's clock and the authority's


def look(
    round_: Round,
    *,
    gateways: Gateways,
    trust: Path,
    seal: Seal | None,
    now: Callable[[], datetime],
) -> None:
    """
    Every gateway; the certification authority's three services about the *seal* of an office, if there is one.

    *now* is the instance's clock, read when each is asked: a round can take a while.
    """
    looks = [*_of_everybody(gateways, trust=trust, seal=seal, now=now), *_of_the_real(gateways, now=now)]
    started = time.monotonic()
    beside = ThreadPoolExecutor(max_workers=len(looks))
    asked = [(look, beside.submit(look.timed)) for look in looks]
    for look, answer in asked:
        try:
            said, ms = answer.result(max(0.0, started + LONGEST - time.monotonic()))
        except FoundNothing:
            said, ms = wrong(f"no answer within {LONGEST:g} s", AWAY), round(LONGEST * 1000)
        round_.found(GROUP, look.tried, _of_the_sandbox(said) if look.played else said, ms=ms)
    beside.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, kw_only=True)
class Look:
    """One thing to try; *played* says that it is the sandbox's."""

    tried: str
    look: Callable[[], Said]
    played: bool

    def timed(self) -> tuple[Said, int]:
        """Try it: what is said, and how many milliseconds it took. What nobody foresaw is a finding as well."""
        began = time.monotonic()
        said = tried_by(self.look)
        return said, round((time.monotonic() - began) * 1000)


def _of_everybody(gateways: Gateways, *, trust: Path, seal: Seal | None, now: Callable[[], datetime]) -> Iterator[Look]:
    at = {name: gateway["url"].rstrip("/") for name, gateway in gateways.items()}
    authority = pki.configured(gateways["pki"])
    asked: list[tuple[str, str, Callable[[], Said]]] = [
        ("registers", "registers", lambda: registers.channel(gateways["registers"], now=now())),
        ("consents", "consents", lambda: counterparts.consents(gateways)),
        ("licenses", "licenses", lambda: counterparts.licenses(at["licenses"])),
        ("payments", "payments", lambda: counterparts.bank(gateways["payments"])),
        ("messages", "messages", lambda: counterparts.phone(at["messages"])),
        ("monitoring", "monitoring", lambda: counterparts.stages(at["monitoring"])),
        ("information", "information", lambda: counterparts.readers(at["information"])),
        ("OCSP", "pki", lambda: status(authority, trust=trust, seal=seal, now=now())),
        ("revocation lists", "pki", lambda: lists(authority, trust=trust, seal=seal, now=now())),
        ("time stamps", "pki", lambda: stamps(authority, trust=trust, now=now)),
    ]
    second = gateways["messages"].get("second_url")
    if second:
        asked.append(("messages, second", "messages", lambda: counterparts.phone(second, access="SECOND_TOKEN")))
    for tried, name, look in asked:
        yield Look(tried=tried, look=look, played=gateways[name]["kind"] == "sandbox")


def _of_the_real(gateways: Gateways, *, now: Callable[[], datetime]) -> Iterator[Look]:
    """The connection to each address of a real system, once."""
    known = set()
    if gateways["registers"]["kind"] != "sandbox":
        yield Look(tried="inquiries", look=lambda: registers.named(gateways["registers"]), played=False)
    for name, gateway in gateways.items():
        addresses = [address for key, address in gateway.items() if key.endswith("url") and key != "callback_url"]
        addresses += wires.addresses(gateway) if name == "registers" else ()
        for address in addresses if gateway["kind"] != "sandbox" else ():
            host = urlsplit(address).netloc
            if host and host not in known:
                known.add(host)
                yield Look(tried=f"{name}: {host}", look=_connection(gateway, address, now), played=False)


def _connection(gateway: Mapping[str, str], address: str, now: Callable[[], datetime]) -> Callable[[], Said]:
    return lambda: secure(gateway, address=address, now=now())


def web(url: str) -> Said:
    """The web server answers at its public address."""
    reply = exchange("GET", f"{url}/healthz", expect={200})
    if isinstance(reply, Unavailable):
        return wrong(reply.why, "Start “ruqsat run”; behind a proxy, see what it sends there (RUQSAT_PUBLIC_URL).")
    return good(f"{url} answers")


def status(authority: Pki, *, trust: Path, seal: Seal | None, now: datetime) -> Said:
    """RFC 6960: the status of an office's seal."""
    needs = _needs(trust, seal, now=now)
    if isinstance(needs, Said):
        return needs
    nonce = token_bytes(16)
    answer = authority.ocsp(ocsp.request(needs[0], nonce=nonce))
    if isinstance(answer, Unavailable):
        return away(answer)
    found = ocsp.statuses(answer, needs[0]) if ocsp.answers(answer, nonce=nonce) else ()
    if not found:
        return wrong("answers, but not about the seal that was asked about", "Is it the right authority's address?")
    if found[0].condition is not Condition.GOOD:
        return wrong(f"says that a seal is {found[0].condition}", "Get the office a new seal: nothing can be sealed.")
    return good("answers: the seal asked about is in force")


def lists(authority: Pki, *, trust: Path, seal: Seal | None, now: datetime) -> Said:
    """RFC 5280: the lists on which an office's seal and its authorities would stand."""
    needs = _needs(trust, seal, now=now)
    if isinstance(needs, Said):
        return needs
    read = []
    for need in needs:
        if need.crl_name is None:
            continue
        listed = authority.crl(need.crl_name)
        if isinstance(listed, Unavailable):
            return away(listed)
        found = crls.statuses(listed, need)
        if not found:
            return wrong(f"{need.crl_name} is no list of the authority's", "Is it the right authority's address?")
        if found[0].next_at is not None and found[0].next_at < now:
            return note(f"{need.crl_name} should have been renewed by {found[0].next_at:%Y-%m-%d %H:%M}")
        read.append(need.crl_name)
    return good(f"{', '.join(read)}: read, signed, of today") if read else note("the seal names no list")


def stamps(authority: Pki, *, trust: Path, now: Callable[[], datetime]) -> Said:
    """RFC 3161: a stamp over 32 random bytes, judged; and how far the authority's clock is from ours."""
    data = token_bytes(32)
    asked = timestamps.request(sha256(data).digest(), nonce=randbits(63))
    before = now()
    answer = authority.time_stamp(asked)
    if isinstance(answer, Unavailable):
        return away(answer)
    try:
        store = TrustStore.from_folder(trust)
        token = timestamps.token_of(answer, request=asked)
        at = now()
        evidence = pki.gather_for_stamp(token, trust=store, pki=authority, at=at)
        stamp = timestamps.verify(token, data=data, trust=store, evidence=evidence, at=at)
    except (timestamps.NoTimeStamp, UntrustworthyFolder) as error:
        return wrong(one_line(error), "Is it the right authority's address, and is its root trusted?")
    except NotBorneOut as error:
        return wrong(f"the stamp does not hold: {error.why}", "Is the authority's root trusted, and OCSP answering?")
    apart = abs((stamp.moment - before).total_seconds())
    text = f"stamped and verified, {apart:.0f} s from our clock"
    return note(text, "Have this machine's clock set by a time service (NTP).") if apart > MOST_APART else good(text)


def _needs(trust: Path, seal: Seal | None, *, now: datetime) -> tuple[RevocationNeed, ...] | Said:
    if seal is None:
        return note("not tried: no office has a seal to ask about")
    try:
        return certification.needs(seal.certificate, among=seal.chain, trust=TrustStore.from_folder(trust), at=now)
    except UntrustworthyFolder:
        return note("not tried: no root is trusted")
    except NotBorneOut as error:
        return wrong(
            f"a seal leads to no trusted root: {error.why}", "Install the seals of the authority trusted here."
        )


def _of_the_sandbox(said: Said) -> Said:
    return replace(said, todo=_SANDBOX_AWAY) if said.todo == AWAY else said
