"""Rules 8: which consent bears an inquiry, and what the register is shown of it."""

from datetime import datetime
from uuid import UUID

from ruqsat.consents.models import Consent
from ruqsat.gateways.basis import OnConsent, OnStatute, RestsOn
from ruqsat.journal.keys import blind_index, file_cipher


def held(file: UUID, *, owner: str, inquiry: str, at: datetime) -> Consent | None:
    """
    Rules 8: the owner's consent to this inquiry that is in force at *at*; ``None`` if there is none.

    In a transaction: the consent cannot be taken back before it ends.
    """
    live = Consent.objects.filter(
        file_id=file,
        owner_index=blind_index(owner),
        data__contains=[inquiry],
        given_at__lte=at,
        valid_until__gt=at,
        withdrawn_at=None,
        ended_at=None,
    )
    return live.select_for_update(no_key=True).order_by("-given_at").first()


def basis_of(consent: Consent | None, *, ref: str) -> RestsOn:
    """Rules 8: what the register is shown: the consent with its token, or the clause that asks without one."""
    if consent is None:
        return OnStatute(ref=ref)
    return OnConsent(token=token_of(consent), consent=consent.id, until=consent.valid_until)


def token_of(consent: Consent) -> str:
    """The token that opens the registers; for `asking` alone."""
    return file_cipher(consent.file_id).decrypt(bytes(consent.token_encrypted), place_of_token(consent.id)).decode()


def place_of_token(consent: UUID) -> bytes:
    """The place that the sealed token belongs to."""
    return b"consents/token/" + consent.bytes
