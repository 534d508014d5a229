"""Trust and seals in the sandbox: its roots are pinned, each office asks for its seal with a key of its own."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from ruqsat.running import CannotRun, keys
from ruqsat.running.sandbox import Sandbox

PINNED_AS = "root of the sandbox"


def trust(sandbox: Sandbox, *, folder: Path, seals: Path) -> None:
    """
    Write the sandbox's roots and their pins to *folder*.

    A sandbox that was started anew has another root: then the seals under the old one are taken away, to be made again.
    """
    roots = sandbox.roots()
    text = "".join(roots)
    bundle = folder / "root.pem"
    if bundle.exists() and bundle.read_text() == text:
        return
    for old in [*folder.glob("*.pem"), *seals.glob("*.pem")]:
        old.unlink()
    certificates = [x509.load_pem_x509_certificate(root.encode()) for root in roots]
    pins = (hashlib.sha256(each.public_bytes(serialization.Encoding.DER)).hexdigest() for each in certificates)
    keys.write(folder / "pins.sha256", "".join(f"{pin}  {PINNED_AS}\n" for pin in pins))
    keys.write(bundle, text)


def check_no_sandbox_is_trusted(folder: Path) -> None:
    """
    Whoever has the sandbox can sign in anybody's name: where the certification authority is real, it is not trusted.

    :raises CannotRun: if its root is pinned in *folder*.
    """
    pins = folder / "pins.sha256"
    if pins.exists() and PINNED_AS in pins.read_text():
        raise CannotRun(
            f"The certification authority is real, but {folder} still trusts the sandbox's: use a fresh folder "
            "(RUQSAT_VAR) for an instance with real outside systems."
        )


def make_seals(sandbox: Sandbox, *, offices: Iterable[str], folder: Path) -> None:
    """
    A key and a certificate chain for each of *offices* that has none: ``<code>.key`` and ``<code>.pem``.

    :raises CannotRun: when an office was refused one; the others have theirs.
    """
    refused = []
    for office in offices:
        certificate = folder / f"{office}.pem"
        if certificate.exists():
            continue
        key = _key(folder / f"{office}.key")
        try:
            keys.write(certificate, sandbox.seal(office, _request(office, key)))
        except CannotRun as error:
            refused.append(f"{office}: {error}")
    if refused:
        raise CannotRun(" ".join(refused))


def _key(path: Path) -> rsa.RSAPrivateKey:
    if path.exists():
        known = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(known, rsa.RSAPrivateKey):
            return known
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    keys.write(path, pem.decode())
    return key


def _request(office: str, key: rsa.RSAPrivateKey) -> str:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, office)])  # the authority knows its name
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()
