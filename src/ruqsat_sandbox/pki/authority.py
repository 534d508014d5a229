"""The certification authority: its keys, what it issued, what it revoked. Everything is kept in the store."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from ruqsat_sandbox.people import Person
from ruqsat_sandbox.pki import certificates
from ruqsat_sandbox.pki.certificates import Issuer, Purpose
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

    key: RSAPrivateKey
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
    """A root, an issuing authority below it, an OCSP responder and a time stamper, made at the first start."""

    def __init__(self, store: Store, *, folder: Path, address: str, at: datetime) -> None:
        self._store = store
        self._address = address
        self._at = at
        self._pairs: dict[str, KeyPair] = {}
        root_name = certificates.named(common_name="НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (SANDBOX)", country="KZ")
        issuing_name = certificates.named(common_name="ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (SANDBOX)", country="KZ")
        self.root = self._own("root", AUTHORITY_BITS, lambda key: certificates.self_signed(root_name, key))
        self.issuing = self._own("issuing", AUTHORITY_BITS, lambda key: self._below(issuing_name, key))
        self.issuer = self._issuer("issuing", self.issuing, ocsp_url=f"{address}/pki/ocsp")
        self.ocsp = self._own(
            "ocsp", PERSONAL_BITS, lambda key: certificates.ocsp_responder(key.public_key(), self.issuer)
        )
        self.tsa = self._own("tsa", PERSONAL_BITS, lambda key: certificates.time_stamper(key.public_key(), self.issuer))
        folder.mkdir(parents=True, exist_ok=True)
        for name, pair in (("root", self.root), ("issuing", self.issuing)):
            (folder / f"{name}.pem").write_bytes(pem(pair.certificate))

    def personal(self, person: Person, purpose: Purpose, *, for_organization: bool, at: str) -> KeyPair:
        """The person's key for *purpose*, made when first asked for."""
        organization = person.organization if for_organization else None
        capacity = organization.bin if organization else "individual"
        return self._kept(
            f"{person.iin}/{capacity}/{purpose}",
            PERSONAL_BITS,
            lambda key: certificates.personal(
                person, organization, purpose, key.public_key(), self.issuer, not_after=self._end_for(person)
            ),
            holder=person.iin,
            at=at,
        )

    def seal(self, key: RSAPublicKey, *, office: str, name: str, bin_: str, at: str) -> x509.Certificate:
        """Certify the key of an office's seal."""
        certificate = certificates.seal(name, bin_, key, self.issuer)
        self._enter(certificate, holder=office, name=f"{office}/seal", at=at)
        return certificate

    def issued(self, holder: str | None = None) -> list[Issued]:
        """What was issued, to everybody or to one holder (an IIN or an office's code); the newest first."""
        query = "SELECT * FROM certificates WHERE ? IS NULL OR holder = ? ORDER BY issued_at DESC, rowid DESC"
        return [_issued(row) for row in self._store.rows(query, holder, holder)]

    def entry(self, serial: int) -> Issued | None:
        """The entry of a serial number."""
        row = self._store.row("SELECT * FROM certificates WHERE serial = ?", f"{serial:x}")
        return _issued(row) if row else None

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

    def _below(self, name: x509.Name, key: RSAPrivateKey) -> x509.Certificate:
        issuer = self._issuer("root", self.root, ocsp_url=None)
        builder = certificates.begun(name, key.public_key(), issuer, not_after=certificates.AUTHORITY_NOT_AFTER)
        return certificates.authority_usage(builder, path_length=0).sign(issuer.key, hashes.SHA256())

    def _issuer(self, name: str, pair: KeyPair, *, ocsp_url: str | None) -> Issuer:
        return Issuer(
            certificate=pair.certificate,
            key=pair.key,
            crl_url=f"{self._address}/pki/crl/{name}.crl",
            certificate_url=f"{self._address}/pki/certificates/{name}.cer",
            ocsp_url=ocsp_url,
        )

    def _own(self, name: str, bits: int, certify: Callable[[RSAPrivateKey], x509.Certificate]) -> KeyPair:
        return self._kept(name, bits, certify, holder=name, at=self._at.isoformat())

    def _kept(
        self, name: str, bits: int, certify: Callable[[RSAPrivateKey], x509.Certificate], *, holder: str, at: str
    ) -> KeyPair:
        if name in self._pairs:
            return self._pairs[name]
        row = self._store.row("SELECT * FROM keys WHERE name = ?", name)
        if row is None:
            key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
            pair = KeyPair(key=key, certificate=certify(key))
            self._enter(pair.certificate, holder=holder, name=name, at=at, key=key)
        else:
            # These keys are the sandbox's own; checking their primes again takes half of a start.
            loaded = serialization.load_pem_private_key(
                row["key_pem"], password=None, unsafe_skip_rsa_key_validation=True
            )
            if not isinstance(loaded, RSAPrivateKey):
                raise TypeError(f"The key {name} in the sandbox's store is not an RSA key.")
            pair = KeyPair(key=loaded, certificate=x509.load_der_x509_certificate(row["certificate"]))
        self._pairs[name] = pair
        return pair

    def _enter(
        self, certificate: x509.Certificate, *, holder: str, name: str, at: str, key: RSAPrivateKey | None = None
    ) -> None:
        der = certificate.public_bytes(Encoding.DER)
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO certificates (serial, holder, name, der, issued_at) VALUES (?, ?, ?, ?, ?)",
                (f"{certificate.serial_number:x}", holder, name, der, at),
            )
            if key is not None:
                db.execute("INSERT INTO keys VALUES (?, ?, ?)", (name, _private(key), der))


def pem(certificate: x509.Certificate) -> bytes:
    """A certificate in PEM."""
    return certificate.public_bytes(Encoding.PEM)


def _private(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _issued(row: sqlite3.Row) -> Issued:
    return Issued(
        serial=int(row["serial"], 16),
        holder=row["holder"],
        name=row["name"],
        issued_at=row["issued_at"],
        revoked_at=row["revoked_at"],
        reason=row["reason"],
    )
