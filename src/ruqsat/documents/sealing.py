"""Rules 17, 20: the office's seal on a PDF. Without its key nothing is sealed, and nothing unsealed leaves."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ruqsat.documents import naming
from ruqsat.eds.seals import CannotSeal, Seal, seal_pdf
from ruqsat.eds.trust import TrustStore, UntrustworthyFolder
from ruqsat.gateways.pki import Pki, TimeStampUnavailable, gather_for_seal, timestamper
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import at_hand
from ruqsat.law.names import Names
from ruqsat.law.saying import Saying, say


class SealUnavailable(RefusalError):
    """The document could not be sealed now; it stays inside until it can. ``why`` is for the operator's log."""

    def __init__(self, saying: Saying, why: str = "") -> None:
        super().__init__(saying)
        self.why = why


def seal_document(pdf: bytes, office: str, *, at: datetime, pki: Pki) -> bytes:
    """
    Rules 20: *pdf* with the seal of *office* (its code) added; the document's own bytes stay as they are.

    Network: not inside a transaction.

    :raises SealUnavailable: if the office has no seal here, the seal cannot be used, or no time stamp is to be had.
    """
    seal = _seal_of(office)
    try:
        evidence = gather_for_seal(seal, trust=TrustStore.from_folder(Path(settings.TRUST_DIR)), pki=pki, at=at)
        sealed = seal_pdf(pdf, seal, reason=_reason(office), at=at, timestamper=timestamper(pki), evidence=evidence)
    except (CannotSeal, TimeStampUnavailable, UntrustworthyFolder) as error:
        raise SealUnavailable(
            say(
                "The seal of %(office)s cannot be put on the document now. It will be tried again.",
                office=_name(office),
            ),
            str(error),
        ) from error
    if not sealed.startswith(pdf):
        raise SealUnavailable(
            say("The seal of %(office)s changed the document; it was not taken.", office=_name(office)),
            "The sealed document does not begin with the document's own bytes.",
        )
    return sealed


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
            say("The seal of %(office)s cannot be used. An administrator must look into it.", office=_name(office)),
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


def _name(office: str) -> Names:
    return naming.office(office)
