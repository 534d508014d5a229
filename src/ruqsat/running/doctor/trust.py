"""Whom the instance trusts, and the offices' seals."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from ruqsat.eds.certificates import Certificate
from ruqsat.eds.seals import CannotSeal, Seal
from ruqsat.eds.trust import TrustStore, UntrustworthyFolder
from ruqsat.law.book import Book
from ruqsat.law.local_time import local
from ruqsat.running.doctor.findings import Round, Said, good, note, one_line, wrong

GROUP = "Trust and seals"
SOON = timedelta(days=60)
NAMED = 6  # offices in a line


def look(round_: Round, *, trust: Path, seals: Path, book: Callable[[], Book], now: datetime) -> None:
    """The pinned certificates; the seal of each office of the book in force, which comes from the database."""
    round_.tries(GROUP, "trusted authorities", lambda: anchors(trust, now=now))
    today = local(now).date()
    round_.tries(GROUP, "seals of offices", lambda: offices(seals, of=sealing(book(), today=today), now=now))


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


def offices(folder: Path, *, of: Sequence[str], now: datetime) -> Said:
    """Every office has a seal whose key belongs to its certificate."""
    found, missing = [], []
    for office in of:
        if not ((folder / f"{office}.pem").is_file() and (folder / f"{office}.key").is_file()):
            missing.append(office)
            continue
        try:
            found.append(_seal(folder, office).certificate)
        except CannotSeal as error:
            return wrong(f"{office}: {one_line(error)}", f"Install the seal of {office} anew.")
    if missing:
        named = ", ".join(missing[:NAMED]) + (" and others" if len(missing) > NAMED else "")
        return wrong(f"{len(missing)} of {len(of)} missing: {named}", f"Install them in {folder}.")
    text = f"{len(found)} of {len(of)} offices"
    return _expiring(tuple(found), text=text, now=now, todo="Get new certificates for the seals.")


def any_seal(folder: Path) -> Seal | None:
    """The first seal that can be read, for asking an authority about it."""
    for certificate in sorted(folder.glob("*.pem")):
        try:
            return _seal(folder, certificate.stem)
        except (CannotSeal, OSError):
            continue
    return None


def _seal(folder: Path, office: str) -> Seal:
    return Seal.from_pem((folder / f"{office}.pem").read_bytes(), (folder / f"{office}.key").read_bytes())


def _expiring(found: tuple[Certificate, ...], *, text: str, now: datetime, todo: str) -> Said:
    first = min(found, key=lambda each: each.not_after)
    until = f"{text}; until {first.not_after:%Y-%m-%d}" + (" the first" if len(found) > 1 else "")
    if not all(each.not_before <= now for each in found):
        return wrong(f"{text}: one is not in force yet", "Is this machine's clock right?")
    if first.not_after < now:
        return wrong(until, todo)
    return note(until, todo) if first.not_after - now < SOON else good(until)
