"""
Our verdicts held against pyHanko's and OpenSSL's on RSA and ECDSA; every difference is explained.

Theirs get the same certificates and moment. Where the ``openssl`` command is not on the machine a counted
notice says so: nothing else here rests on it.
"""

import asyncio
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import cms as asn1
from asn1crypto import crl, ocsp, x509
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature, async_validate_detached_cms
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from ruqsat.eds.reports import Report
from ruqsat.eds.verdicts import SubIndication, Verdict
from tests.eds.elliptic import elliptic
from tests.eds.pki import AT, pki, signed
from tests.eds.sent import DATA, Sent, by, judged
from tests.eds.signing import spoiled
from tests.eds.test_cms import FAILING, PASSING

ELLIPTIC: dict[str, Callable[[], Sent]] = {
    "P-256": lambda: by(elliptic(ec.SECP256R1())),
    "P-384": lambda: by(elliptic(ec.SECP384R1())),
    "P-256, altered": lambda: Sent(cms=spoiled(signed(DATA, elliptic(ec.SECP256R1())))),
}
# Statuses are left out: OpenSSL's command asks for none, and pyHanko wants the status of the responder's own
# certificate too, for which the Authority's responders carry id-pkix-ocsp-nocheck and ours here carry nothing.
ALL: dict[str, Callable[[], Sent]] = {
    **{f"right: {name}": sent for name, sent in PASSING.items()},
    **{name: sent for name, (expected, sent) in FAILING.items() if expected is not SubIndication.REVOKED},
    **ELLIPTIC,
}

BOUNDS = "both read what we refuse to look at for its size"
FIRST_VALUE = "both read the first value and leave what follows it"
TIME = "RFC 5652 leaves the signing time to whoever uses it; a person's act must state it"
ATTRIBUTES = "RFC 5652 allows a signature without signed attributes; ours must state what they state"
PURPOSE = "what a certificate is for is our own table: emailProtection signs, clientAuth signs in"
WEAK = "the command, asked at its default level, still takes weak digests and keys"
STRICTER: dict[str, dict[str, str]] = {
    "pyhanko": {
        "something behind the CMS": FIRST_VALUE,
        "more certificates than are looked at": BOUNDS,
        "no signing time": TIME,
        "no signed attributes": ATTRIBUTES,
        "the key for signing, to sign in": PURPOSE,
        "a certificate without purpose": PURPOSE,
    },
    "openssl": {
        "something behind the CMS": FIRST_VALUE,
        "more certificates than are looked at": BOUNDS,
        "more signers than are looked at": BOUNDS,
        "another certificate named": "the command heeds the signing-certificate attribute only with -cades",
        "no signing time": TIME,
        "no signed attributes": ATTRIBUTES,
        "SHA-1": WEAK,
        "MD5": WEAK,
        "a key of 1024 bits": WEAK,
        "the key to sign in with": PURPOSE,
        "the key for signing, to sign in": PURPOSE,
        "a certificate without purpose": PURPOSE,
        "a purpose, but no key usage for it": PURPOSE,
        "the OCSP responder's key": PURPOSE,
    },
}
LOOSER: dict[str, dict[str, str]] = {
    "pyhanko": {
        "right: attached, the data shown beside": "with data beside it takes no attached content; we compare both",
        "right: the key to sign in with": "it wants non-repudiation of every signer; signing in is no act",
    },
    "openssl": {},
}


class OpensslAbsent(UserWarning):
    """The comparison with OpenSSL was not made: there is no such command here."""


@pytest.mark.parametrize("name", ALL)
def test_pyhanko_says_the_same_or_the_difference_is_explained(name: str) -> None:
    sent = ALL[name]()
    assert _unexplained("pyhanko", name, judged(sent), theirs=asyncio.run(_pyhanko_passes(sent))) == ""


@pytest.mark.filterwarnings("default::tests.eds.test_differences.OpensslAbsent")
def test_openssl_says_the_same_or_the_difference_is_explained(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        warnings.warn(OpensslAbsent("There is no openssl here: nothing was compared with it."), stacklevel=1)
        return
    for name, made in ALL.items():
        sent = made()
        assert _unexplained("openssl", name, judged(sent), theirs=_openssl_passes(sent, tmp_path)) == ""


def _unexplained(whose: str, name: str, ours: Report, *, theirs: bool) -> str:
    """What is wrong with the tables above: a difference that they do not explain, or one that is not there."""
    passes = ours.verdict is Verdict.PASSED
    explained = LOOSER[whose] if passes else STRICTER[whose]
    if passes is not theirs and name not in explained:
        return f"{whose} judges “{name}” otherwise: {ours.reason}"
    if passes is theirs and name in explained:
        return f"{whose} says the same of “{name}”: nothing to explain"
    return ""


async def _pyhanko_passes(sent: Sent) -> bool:
    """One signer only: it takes no more."""
    trust, evidence = sent.trust or pki().trust, sent.evidence or pki().good(pki().sign)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(each.der) for each in trust.roots],
        other_certs=[x509.Certificate.load(each.der) for each in trust.intermediates],
        moment=AT,
        allow_fetching=False,
        revocation_mode="soft-fail",
        ocsps=[ocsp.OCSPResponse.load(each) for each in evidence.ocsp],
        crls=[crl.CertificateList.load(each) for each in evidence.crls],
    )
    try:
        came = asn1.ContentInfo.load(sent.cms)["content"]
        if sent.data is None:
            status = await async_validate_cms_signature(
                came, status_cls=StandardCMSSignatureStatus, validation_context=context
            )
        else:
            status = await async_validate_detached_cms(sent.data, came, signer_validation_context=context)
    except (SigningError, ValueError, TypeError, KeyError):
        return False
    return bool(status.bottom_line)


def _openssl_passes(sent: Sent, folder: Path) -> bool:
    (folder / "cms").write_bytes(sent.cms)
    (folder / "roots").write_bytes(pki().root.pem + pki().issuing.pem)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-in", "cms", "-CAfile", "roots", "-binary"]
    command += ["-purpose", "any", "-attime", str(int(AT.timestamp())), "-out", "shown"]
    if sent.data is not None:
        (folder / "data").write_bytes(sent.data)
        command += ["-content", "data"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.returncode == 0
