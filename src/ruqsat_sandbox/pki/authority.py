"""The certification authority: its keys, what it issued, what it revoked. Everything is kept in the store."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from ruqsat_sandbox.people import Person
from ruqsat_sandbox.pki import certificates, keys
from ruqsat_sandbox.pki.certificates import Issuer, Purpose
from ruqsat_sandbox.pki.keys import Family, Key
from ruqsat_sandbox.pki.lines import LINES, NATIONAL_RSA, ROOTS, Line, line_for
from ruqsat_sandbox.store import Store

AUTHORITY_BITS = 3072
PERSONAL_BITS = 2048
REASONS = (
    "unspecified",
    "key_compromise",
    "affiliation_changed",
    "superseded",
    "cessation_of_operation",
    "certificate_hold",  # suspended: nobody can say of it for good that it is revoked
)


class RevocationRefused(ValueError):
    """Nothing can be revoked; the message says why."""


@dataclass(frozen=True, kw_only=True)
class KeyPair:
    """A private key and its certificate."""

    key: Key
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The certificate's bytes."""
        return self.certificate.public_bytes(Encoding.DER)


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A certificate in the authority's books. ``revoked_at`` None: not revoked."""

    serial: int
    holder: str
    name: str
    issued_at: str
    revoked_at: str | None
    reason: str | None


class Authority:
    """
    Roots, issuing authorities below them, OCSP responders and time stampers (`lines`).

    Those of the line of RSA are made at the first start, the others when first asked for: GOST takes its time here.
    """

    def __init__(self, store: Store, *, folder: Path, address: str, at: datetime) -> None:
        self._store = store
        self._address = address
        self._at = at
        self._pairs: dict[str, KeyPair] = {}
        folder.mkdir(parents=True, exist_ok=True)
        for name, pair in (("root", self.root("root")), ("issuing", self.issuing(NATIONAL_RSA))):
            (folder / f"{name}.pem").write_bytes(pem(pair.certificate))
        self.ocsp(NATIONAL_RSA)
        self.tsa(NATIONAL_RSA)

    def root(self, name: str) -> KeyPair:
        """A root of `lines.ROOTS`."""
        title, family = ROOTS[name]
        subject = certificates.named(common_name=title, country="KZ")
        return self._own(name, family, AUTHORITY_BITS, lambda key: certificates.self_signed(subject, key))

    def issuing(self, line: Line) -> KeyPair:
        """The issuing authority of a line."""
        return self._own(line.name, line.family, AUTHORITY_BITS, lambda key: self._below(line, key))

    def ocsp(self, line: Line) -> KeyPair:
        """Who answers for the status of what the line issued."""
        return self._own(
            line.ocsp,
            line.family,
            PERSONAL_BITS,
            lambda key: certificates.ocsp_responder(key.public, self.issuer(line)),
        )

    def tsa(self, line: Line) -> KeyPair:
        """Who stamps with keys of the line's kind."""
        return self._own(
            line.tsa, line.family, PERSONAL_BITS, lambda key: certificates.time_stamper(key.public, self.issuer(line))
        )

    def issuer(self, line: Line) -> Issuer:
        """The line as its certificates name it."""
        return self._issuer(line.name, self.issuing(line), ocsp_url=f"{self._address}/pki/ocsp")

    def line_of(self, pair: KeyPair) -> Line:
        """The line that certified a person's key."""
        return next(line for line in LINES.values() if line.subject == pair.certificate.issuer)

    def personal(
        self, person: Person, purpose: Purpose, *, for_organization: bool, at: str, family: Family = Family.RSA
    ) -> KeyPair:
        """The person's key for *purpose*, made when first asked for; a GOST key is one for both purposes."""
        organization = person.organization if for_organization else None
        capacity = organization.bin if organization else "individual"
        line = line_for(family, is_of_state_body=bool(organization and organization.code))
        end = self._end_for(person)
        is_rsa = family is Family.RSA

        def certify(key: Key) -> x509.Certificate:
            issuer = self.issuer(line)
            if is_rsa:
                return certificates.personal(person, organization, purpose, key.public, issuer, not_after=end)
            return certificates.personal_of_2022(person, organization, key.public, issuer, not_after=end)

        name = f"{person.iin}/{capacity}/{purpose if is_rsa else family}"
        return self._kept(name, family, PERSONAL_BITS, certify, holder=person.iin, at=at)

    def seal(self, public: bytes, *, office: str, name: str, bin_: str, at: str) -> x509.Certificate:
        """Certify the key of an office's seal."""
        certificate = certificates.seal(name, bin_, public, self.issuer(NATIONAL_RSA))
        self._enter(certificate, holder=office, name=f"{office}/seal", at=at)
        return certificate

    def gateway(self) -> KeyPair:
        """What the e-government gateway signs its messages with."""
        return self._own("gateway of the registers", Family.RSA, PERSONAL_BITS, self._gateway)

    def _gateway(self, key: Key) -> x509.Certificate:
        return certificates.seal("ШЭП (SANDBOX)", "", key.public, self.issuer(NATIONAL_RSA))

    def sender(self, public: bytes, *, sender: str, at: str) -> x509.Certificate:
        """Certify the key with which *sender* signs messages to the gateway."""
        certificate = certificates.seal(f"{sender} (SANDBOX)", "", public, self.issuer(NATIONAL_RSA))
        self._enter(certificate, holder=sender, name=f"{sender}/messages", at=at)
        return certificate

    def holder_of(self, certificate: x509.Certificate) -> str | None:
        """Whose this certificate is, if it was issued here and is not revoked."""
        row = self._store.row(
            "SELECT holder FROM certificates WHERE serial = ? AND der = ? AND revoked_at IS NULL",
            f"{certificate.serial_number:x}",
            certificate.public_bytes(Encoding.DER),
        )
        return str(row["holder"]) if row else None

    def issued(self, holder: str | None = None) -> list[Issued]:
        """What was issued, to everybody or to one holder (an IIN or an office's code); the newest first."""
        query = "SELECT * FROM certificates WHERE ? IS NULL OR holder = ? ORDER BY issued_at DESC, rowid DESC"
        return [_issued(row) for row in self._store.rows(query, holder, holder)]

    def entry(self, serial: int, *, by: KeyPair) -> Issued | None:
        """The entry of a serial number that *by* gave."""
        row = self._store.row("SELECT * FROM certificates WHERE serial = ?", f"{serial:x}")
        return _issued(row) if row and _is_from(by, row) else None

    def revoked(self, *, by: KeyPair) -> list[Issued]:
        """What *by* issued and has revoked."""
        rows = self._store.rows("SELECT * FROM certificates WHERE revoked_at IS NOT NULL ORDER BY revoked_at, rowid")
        return [_issued(row) for row in rows if _is_from(by, row)]

    def revoke(self, holder: str, *, reason: str, at: str) -> int:
        """
        Revoke every certificate that *holder* has; returns how many.

        :raises RevocationRefused: when the reason is unknown or there is nothing left to revoke.
        """
        if reason not in REASONS:
            raise RevocationRefused(f"There is no reason “{reason}”; there are {', '.join(REASONS)}.")
        with self._store.writing() as db:
            changed = db.execute(
                "UPDATE certificates SET revoked_at = ?, reason = ? WHERE holder = ? AND revoked_at IS NULL",
                (at, reason, holder),
            ).rowcount
        if not changed:
            raise RevocationRefused("This holder has no certificate that could be revoked.")
        return changed

    def renew(self, person: Person, *, until: datetime | None = None) -> None:
        """Forget the person's keys, so that new ones are made and certified, until *until*, at the next signature."""
        self._store.remember(f"certified until/{person.iin}", until.isoformat() if until else "")
        with self._store.writing() as db:
            db.execute("DELETE FROM keys WHERE name LIKE ? || '/%'", (person.iin,))
        self._pairs = {name: pair for name, pair in self._pairs.items() if not name.startswith(f"{person.iin}/")}

    def _end_for(self, person: Person) -> datetime:
        said = self._store.setting(f"certified until/{person.iin}")
        return datetime.fromisoformat(said) if said else certificates.NOT_AFTER

    def _below(self, line: Line, key: Key) -> x509.Certificate:
        issuer = self._issuer(line.root, self.root(line.root), ocsp_url=None)
        draft = certificates.begun(line.subject, key.public, issuer, not_after=certificates.AUTHORITY_NOT_AFTER)
        return certificates.authority_usage(draft, path_length=0).signed(issuer.key)

    def _issuer(self, name: str, pair: KeyPair, *, ocsp_url: str | None) -> Issuer:
        return Issuer(
            certificate=pair.certificate,
            key=pair.key,
            crl_url=f"{self._address}/pki/crl/{name}.crl",
            certificate_url=f"{self._address}/pki/certificates/{name}.cer",
            ocsp_url=ocsp_url,
        )

    def _own(self, name: str, family: Family, bits: int, certify: Callable[[Key], x509.Certificate]) -> KeyPair:
        return self._kept(name, family, bits, certify, holder=name, at=self._at.isoformat())

    def _kept(
        self,
        name: str,
        family: Family,
        bits: int,
        certify: Callable[[Key], x509.Certificate],
        *,
        holder: str,
        at: str,
    ) -> KeyPair:
        if name in self._pairs:
            return self._pairs[name]
        row = self._store.row("SELECT * FROM keys WHERE name = ?", name)
        if row is None:
            key = keys.generated(family, bits=bits)
            pair = KeyPair(key=key, certificate=certify(key))
            self._enter(pair.certificate, holder=holder, name=name, at=at, key=key)
        else:
            certificate = x509.load_der_x509_certificate(row["certificate"])
            pair = KeyPair(key=keys.loaded(family, row["key_pem"]), certificate=certificate)
        self._pairs[name] = pair
        return pair

    def _enter(self, certificate: x509.Certificate, *, holder: str, name: str, at: str, key: Key | None = None) -> None:
        der = certificate.public_bytes(Encoding.DER)
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO certificates (serial, holder, name, der, issued_at) VALUES (?, ?, ?, ?, ?)",
                (f"{certificate.serial_number:x}", holder, name, der, at),
            )
            if key is not None:
                db.execute("INSERT INTO keys VALUES (?, ?, ?)", (name, key.kept(), der))


def pem(certificate: x509.Certificate) -> bytes:
    """A certificate in PEM."""
    return certificate.public_bytes(Encoding.PEM)


def _is_from(issuer: KeyPair, row: sqlite3.Row) -> bool:
    return x509.load_der_x509_certificate(row["der"]).issuer == issuer.certificate.subject


def _issued(row: sqlite3.Row) -> Issued:
    return Issued(
        serial=int(row["serial"], 16),
        holder=row["holder"],
        name=row["name"],
        issued_at=row["issued_at"],
        revoked_at=row["revoked_at"],
        reason=row["reason"],
    )
