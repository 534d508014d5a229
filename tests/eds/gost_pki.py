"""The same authority as `tests.eds.pki`, by GOST 34.10-2015 of 512 bits, as it is in use today."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.trust import TrustStore
from tests.eds.certifying import (
    AT,
    AUTHORITY_USAGE,
    EMAIL_PROTECTION,
    INDIVIDUAL,
    OCSP_SIGNING,
    PERSON,
    TIME_STAMPING,
    named,
    usage,
)
from tests.eds.gost import LONG, GostHolder, GostKey, Kind, answer_signed, certified, list_signed
from tests.eds.stating import crl, ocsp_answer

ROLES = (EMAIL_PROTECTION, INDIVIDUAL)
ALL_THREE = usage("digital_signature", "content_commitment", "key_encipherment")
LONG_LIFE = (datetime(2018, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, kw_only=True)
class GostPki:
    """Root, issuing authority, OCSP, time stamps, a person; ``valid`` is when the last three are."""

    kind: Kind
    root: GostHolder
    issuing: GostHolder
    responder: GostHolder
    tsa: GostHolder
    sign: GostHolder

    @property
    def trust(self) -> TrustStore:
        return TrustStore(roots=(self.root.read,), intermediates=(self.issuing.read,))

    @property
    def need(self) -> RevocationNeed:
        return RevocationNeed(certificate=self.sign.read, issuer=self.issuing.read)

    def answer(self, holder: GostHolder, *, by: GostHolder | None = None, **said: Any) -> bytes:
        responder = by or self.responder
        return answer_signed(ocsp_answer(holder, self.issuing, by=responder.stand_in, **said), responder)

    def good(self, *holders: GostHolder, at: datetime = AT) -> Evidence:
        return Evidence(ocsp=tuple(self.answer(holder, at=at) for holder in holders), gathered_at=at)

    def listed(self, *revoked: GostHolder, **said: Any) -> bytes:
        return list_signed(crl(self.issuing, *revoked, **said), self.issuing)

    def person(self, name: str = "person", **changes: Any) -> GostHolder:
        arguments: dict[str, Any] = {"extended": ROLES, "key_usage": ALL_THREE} | changes
        return certified(PERSON, GostKey(kind=self.kind, name=name), self.issuing, **arguments)


@cache
def gost_pki(kind: Kind = LONG, valid: tuple[datetime, datetime] = LONG_LIFE) -> GostPki:
    """The authority of this run, all of it by one *kind*."""

    def own(name: str) -> GostKey:
        return GostKey(kind=kind, name=name)

    authority: dict[str, Any] = {"key_usage": AUTHORITY_USAGE, "authority": True, "valid": LONG_LIFE}
    root = certified(named(cn="СЫНАҚ НЕГІЗГІ ОРТАЛЫҒЫ (GOST)", c="KZ"), own("root"), None, **authority)
    issuing = certified(
        named(cn="СЫНАҚ ҰЛТТЫҚ ОРТАЛЫҒЫ (GOST)", c="KZ"), own("issuing"), root, path_length=0, **authority
    )
    digital: dict[str, Any] = {"key_usage": usage("digital_signature"), "valid": valid}
    ocsp, stamps = named(cn="OCSP RESPONDER", c="KZ"), named(cn="СЕРВИС МЕТКИ ВРЕМЕНИ", c="KZ")
    return GostPki(
        kind=kind,
        root=root,
        issuing=issuing,
        responder=certified(ocsp, own("ocsp"), issuing, extended=(OCSP_SIGNING,), **digital),
        tsa=certified(stamps, own("tsa"), issuing, extended=(TIME_STAMPING,), **digital),
        sign=certified(PERSON, own("sign"), issuing, extended=ROLES, key_usage=ALL_THREE, valid=valid),
    )
