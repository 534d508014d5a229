"""Whom the instance trusts, and the offices' seals."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ruqsat.documents.seals import NotInstalled, read
from ruqsat.eds.certificates import Certificate
from ruqsat.eds.seals import CannotSeal, Seal
from ruqsat.eds.trust import TrustStore, UntrustworthyFolder
from ruqsat.law.book import Book
from ruqsat.law.local_time import local
from ruqsat.running.doctor.findings import Round, Said, good, note, one_line, wrong

if TYPE_CHECKING:
    from ruqsat.gateways.hardware import Device

GROUP = "Trust and seals"
SOON = timedelta(days=60)
NAMED = 6  # offices in a line


def look(
    round_: Round, *, trust: Path, seals: Path, device: "Device | None", book: Callable[[], Book], now: datetime
) -> None:
    """The pinned certificates; the seal of each office of the book in force, which comes from the database."""
    round_.tries(GROUP, "trusted authorities", lambda: anchors(trust, now=now))
    today = local(now).date()
    round_.tries(
        GROUP, "seals of offices", lambda: offices(seals, of=sealing(book(), today=today), device=device, now=now)
    )


def sealing(book: Book, *, today: date) -> tuple[str, ...]:
    """The codes of the offices that there are, and of those that begin on a day to come."""
    versions = [book.offices.on(today), *(one.value for one in book.offices if one.since > today)]
    return tuple(dict.fromkeys(code for version in versions for code in version.open))


def anchors(folder: Path, *, now: datetime) -> Said:
    """Every pinned certificate is in force."""
    try:
        store = TrustStore.from_folder(folder)
    except UntrustworthyFolder as error:
        return wrong(one_line(error), f"Put the authority's root into {folder} and pin it in pins.sha256.")
    found = (*store.roots, *store.intermediates)
    names = ", ".join(each.subject.name for each in found)
    return _expiring(found, text=f"{names}", now=now, todo="Get the authority's new certificate and pin it.")


def offices(folder: Path, *, of: Sequence[str], device: "Device | None" = None, now: datetime) -> Said:
    """Every office has a seal whose key belongs to its certificate and makes right signatures."""
    found, missing = [], []
    for office in of:
        try:
            seal = read(office, folder=folder, device=device)
            seal.try_out()
        except NotInstalled:
            missing.append(office)
        except CannotSeal as error:
            where = f"in the token {device.token} (RUQSAT_SEAL_TOKEN)" if device else "anew"
            return wrong(f"{office}: {one_line(error)}", f"Install the seal of {office} {where}.")
        else:
            found.append(seal.certificate)
    if missing:
        named = ", ".join(missing[:NAMED]) + (" and others" if len(missing) > NAMED else "")
        return wrong(f"{len(missing)} of {len(of)} missing: {named}", f"Install them in {folder}.")
    kept = f"keys in the token {device.token}" if device else "keys in files"
    text = f"{len(found)} of {len(of)} offices sign, {kept}"
    return _expiring(tuple(found), text=text, now=now, todo="Get new certificates for the seals.")


def any_seal(folder: Path, *, device: "Device | None" = None) -> Seal | None:
    """The first seal that can be read, for asking an authority about it."""
    for certificate in sorted(folder.glob("*.pem")):
        try:
            return read(certificate.stem, folder=folder, device=device)
        except (CannotSeal, OSError):
            continue
    return None


def _expiring(found: tuple[Certificate, ...], *, text: str, now: datetime, todo: str) -> Said:
    first = min(found, key=lambda each: each.not_after)
    until = f"{text}; until {first.not_after:%Y-%m-%d}" + (" the first" if len(found) > 1 else "")
    if not all(each.not_before <= now for each in found):
        return wrong(f"{text}: one is not in force yet", "Is this machine's clock right?")
    if first.not_after < now:
        return wrong(until, todo)
    return note(until, todo) if first.not_after - now < SOON else good(until)
