"""What a judgement of revocation rests on: raw answers, kept so that the judgement can be made again."""

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from ruqsat.eds.certificates import Certificate

_CRL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\.crl", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """
    OCSP answers and CRLs in DER, as they came; ``gathered_at`` is when, and nothing in them may be of later.

    Without ``gathered_at`` the evidence is taken to be of the moment that is judged.
    """

    ocsp: tuple[bytes, ...] = field(default=(), repr=False)
    crls: tuple[bytes, ...] = field(default=(), repr=False)
    gathered_at: datetime | None = None

    def with_more(self, other: "Evidence") -> "Evidence":
        """This evidence and *other*, each answer once, gathered when the later of them was."""
        moments = [each.gathered_at for each in (self, other) if each.gathered_at is not None]
        return Evidence(
            ocsp=tuple(dict.fromkeys(self.ocsp + other.ocsp)),
            crls=tuple(dict.fromkeys(self.crls + other.crls)),
            gathered_at=max(moments, default=None),
        )

    def to_json(self) -> dict[str, object]:
        """Plain content for keeping; `from_json` reads it back."""
        return {
            "ocsp": [base64.b64encode(answer).decode() for answer in self.ocsp],
            "crls": [base64.b64encode(listed).decode() for listed in self.crls],
            "gathered_at": self.gathered_at.isoformat() if self.gathered_at else None,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, object]) -> "Evidence":
        """
        Read what `to_json` wrote.

        :raises ValueError: if the content is not of that shape.
        """
        gathered = content["gathered_at"]
        return cls(
            ocsp=_all_bytes(content["ocsp"]),
            crls=_all_bytes(content["crls"]),
            gathered_at=datetime.fromisoformat(str(gathered)) if gathered is not None else None,
        )


@dataclass(frozen=True, kw_only=True)
class RevocationNeed:
    """A certificate whose status has to be asked for, and the authority that knows it."""

    certificate: Certificate
    issuer: Certificate

    @property
    def crl_name(self) -> str | None:
        """
        The file name of the issuer's CRL, as ``nca_rsa_2022.crl``, taken from the certificate; never an address.

        Which host it is asked from is configured: an address in a submitted certificate is never followed.
        """
        return _file_name(self.certificate.crl_addresses)

    @property
    def delta_name(self) -> str | None:
        """RFC 5280, 4.2.1.15: the file name of the list of what changed since, as ``nca_d_rsa_2022.crl``."""
        return _file_name(self.certificate.delta_addresses)


def _file_name(addresses: Iterable[str]) -> str | None:
    for address in addresses:
        name = urlsplit(address.split()[0] if address.strip() else "").path.rpartition("/")[2]
        if _CRL_NAME.fullmatch(name):
            return name
    return None


def _all_bytes(value: object) -> tuple[bytes, ...]:
    if not isinstance(value, list):
        raise ValueError("The kept evidence is not a list.")  # noqa: TRY004 # the content is wrong, not the program
    return tuple(base64.b64decode(str(text), validate=True) for text in value)
