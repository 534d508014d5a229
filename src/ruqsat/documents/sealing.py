"""Rules 17, 20: the office's seal on a PDF. Without its key nothing is sealed, and nothing unsealed leaves."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ruqsat.documents import naming
from ruqsat.documents.unsealed import SealUnavailable, SealWaits
from ruqsat.eds.pdf import Level, verify_pdf
from ruqsat.eds.seals import CannotSeal, Seal, seal_pdf
from ruqsat.eds.trust import TrustStore, UntrustworthyFolder
from ruqsat.eds.verdicts import Verdict
from ruqsat.gateways.pki import Pki, TimeStampUnavailable, gather_for_seal, timestamper
from ruqsat.keeping import at_hand
from ruqsat.law.names import Names
from ruqsat.law.saying import Saying, say

__all__ = ["SealUnavailable", "SealWaits", "seal_document"]


def seal_document(pdf: bytes, office: str, *, at: datetime, pki: Pki) -> bytes:
    """
    Rules 20: *pdf* with the seal of *office* (its code) added, PAdES B-LTA; the document's own bytes stay as they are.

    What was made is judged as anybody would judge it, before it is handed out. Network: not inside a transaction.

    :raises SealWaits: if the certification authority gives no time stamp, or does not say that the seal is in force.
    :raises SealUnavailable: if the office has no seal here, or the seal cannot be used.
    """
    seal = _seal_of(office)
    try:
        trust = TrustStore.from_folder(Path(settings.TRUST_DIR))
        evidence = gather_for_seal(seal, trust=trust, pki=pki, at=at)
        sealed = seal_pdf(pdf, seal, reason=_reason(office), at=at, timestamper=timestamper(pki), evidence=evidence)
    except (CannotSeal, TimeStampUnavailable, UntrustworthyFolder) as error:
        outage = isinstance(error, TimeStampUnavailable)
        raise (SealWaits if outage else SealUnavailable)(_not_now(office), str(error)) from error
    _check(sealed, pdf, office=office, trust=trust, at=at)
    return sealed


def _check(sealed: bytes, pdf: bytes, *, office: str, trust: TrustStore, at: datetime) -> None:
    if not sealed.startswith(pdf):
        raise SealUnavailable(
            say("The seal of %(office)s changed the document; it was not taken.", office=_name(office)),
            "The sealed document does not begin with the document's own bytes.",
        )
    report = verify_pdf(sealed, trust=trust, at=at)
    if report.verdict is Verdict.INDETERMINATE:
        raise SealWaits(_not_now(office), str(report.reason))
    if report.verdict is not Verdict.PASSED or report.level is not Level.B_LTA:
        raise SealUnavailable(_unusable(office), f"{report.reason or 'The seal is incomplete.'} ({report.level})")


def _seal_of(office: str) -> Seal:
    if office not in at_hand.lists().offices.offices:
        raise SealUnavailable(say("There is no office %(office)s.", office=office))
    folder = Path(settings.SEALS_DIR)
    certificates, key = folder / f"{office}.pem", folder / f"{office}.key"
    if not certificates.is_file() or not key.is_file():
        raise SealUnavailable(
            say("The seal of %(office)s is not installed. An administrator must install it.", office=_name(office)),
            f"{certificates} or {key} is missing.",
        )
    try:
        return _read(certificates, key, certificates.stat().st_mtime_ns, key.stat().st_mtime_ns)
    except CannotSeal as error:
        raise SealUnavailable(
            _unusable(office),
            str(error),
        ) from error


@lru_cache(maxsize=64)
def _read(certificates: Path, key: Path, *written: int) -> Seal:
    """The seal, parsed once until its files are *written* anew."""
    return Seal.from_pem(certificates.read_bytes(), key.read_bytes())


def _reason(office: str) -> str:
    """What the signature says of itself in any reader of PDF, in the languages of the document's readers."""
    names = naming.office(office)
    return f"Мөр / Печать: {names.kk} / {names.ru}"


def _not_now(office: str) -> Saying:
    return say(
        "The seal of %(office)s cannot be put on the document now. It will be tried again.", office=_name(office)
    )


def _unusable(office: str) -> Saying:
    return say("The seal of %(office)s cannot be used. An administrator must look into it.", office=_name(office))


def _name(office: str) -> Names:
    return naming.office(office)
