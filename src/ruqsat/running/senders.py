"""Who we are to the sandbox's e-government gateway, and whose signature is believed: made and pinned at set-up."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from ruqsat.running import CannotRun, keys
from ruqsat.running.outside import SENDER
from ruqsat.running.sandbox import Sandbox


def enrol(sandbox: Sandbox, *, folder: Path) -> None:
    """
    A key, its certificate and the gateway's certificate in *folder*: ``sender.key``, ``sender.pem``, ``gateway.pem``.

    What is there already stays.

    :raises CannotRun: if the gateway signs under another certificate than the one that was pinned.
    """
    pinned, given = folder / "gateway.pem", sandbox.gateway_certificate()
    if pinned.exists() and pinned.read_text() != given:
        raise CannotRun(
            f"The registers' gateway signs under another certificate than the one in {pinned}: if the sandbox was "
            f"begun anew, remove the folder {folder}."
        )
    if not (folder / "sender.pem").exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        keys.write(folder / "sender.key", _pem(key))
        keys.write(folder / "sender.pem", sandbox.sender(SENDER, _request(key)))
    keys.write(pinned, given)


def _pem(key: rsa.RSAPrivateKey) -> str:
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, form, serialization.NoEncryption()).decode()


def _request(key: rsa.RSAPrivateKey) -> str:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SENDER)])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()
