"""TLS to an outside system: whose certificates are trusted there, and the one that we show it, if it demands one."""

import ssl
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509


class NotShown(Exception):
    """The certificate that we are to show cannot be used; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Tls:
    """
    Three files (PEM): the *authorities* that the system's certificate must lead to, where these are not the machine's
    usual ones; the *certificate* that we show, with those between it and its root; its *key*, without a password.
    """

    authorities: str = ""
    certificate: str = ""
    key: str = ""


USUAL = Tls()


@lru_cache(maxsize=16)
def context(tls: Tls = USUAL) -> ssl.SSLContext:
    """
    Who is trusted, and what is shown.

    Loading the authorities takes longer than a call: once for each process.

    :raises OSError: if a file cannot be used.
    """
    made = ssl.create_default_context(cafile=tls.authorities or None)
    if tls.certificate:
        made.load_cert_chain(tls.certificate, tls.key or None, password="")
    return made


def shown(tls: Tls) -> x509.Certificate:
    """
    The certificate that *tls* names, of which it was tried that its key belongs to it.

    :raises NotShown: if one of the two is missing, cannot be read, or they do not belong together.
    """
    if not tls.certificate or not tls.key:
        raise NotShown("a certificate to show and its key belong together, and one of them is not named")
    try:
        certificates = x509.load_pem_x509_certificates(Path(tls.certificate).read_bytes())
        Path(tls.key).open("rb").close()
    except OSError as error:
        raise NotShown(f"{error.filename} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise NotShown(f"{tls.certificate} is no certificate in PEM") from error
    try:
        ssl.create_default_context().load_cert_chain(tls.certificate, tls.key, password="")
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise NotShown(f"the key in {tls.key} is not that of {tls.certificate}") from error
        raise NotShown(f"{tls.key} is no private key in PEM without a password") from error
    return certificates[0]
