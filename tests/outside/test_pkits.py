"""
NIST PKITS: 224 signed messages, each judged as the table beside this file says.

The table was written down before the verifier was held against it. ``nist`` is what NIST expects of a verifier that
does everything; ``ours`` is what is right here; ``outside`` says why the two may differ:

- *policies*: certificate policies are not processed; who may sign what is our own table by role. Policy constraints
  are critical conditions that are not understood, and refused.
- *name constraints*: critical and not understood, so refused.
- *parts of lists*: lists by other issuers, by reasons or for parts of the certificates are not heard.
- *names by bytes*: an issuer is found by the bytes of its name, as the Authority writes it, and by its signature.
- *one key for lists*: a list is signed by the key that signed the certificate.
- *self-issued counted*, *long paths*: every certificate counts for a path's length, and five are the most.
- *DSA*: not among the algorithms.
"""

import csv
import email
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from ruqsat.eds import alone, signed_data
from ruqsat.eds.certificates import Certificate, UnreadableCertificate
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import Verdict

AT = datetime(2015, 1, 1, tzinfo=UTC)
with (Path(__file__).parent / "pkits.csv").open(encoding="utf-8") as _file:
    TABLE = {row["test"]: row for row in csv.DictReader(_file)}


def data() -> Any:
    return files("cryptography_vectors") / "x509" / "PKITS_data"


@cache
def trust() -> TrustStore:
    return TrustStore(roots=(Certificate.read((data() / "certs" / "TrustAnchorRootCertificate.crt").read_bytes()),))


@cache
def authorities() -> tuple[Certificate, ...]:
    """Whoever may be needed for a path; what cannot be read is nobody's issuer."""
    found = []
    for each in sorted((data() / "certs").iterdir(), key=lambda path: str(path.name)):
        try:
            found.append(Certificate.read(each.read_bytes()))
        except UnreadableCertificate:
            continue
    return tuple(each for each in found if each.key_usage & {"key_cert_sign"} or each.is_authority)


@cache
def lists() -> Evidence:
    crls = tuple(each.read_bytes() for each in (data() / "crls").iterdir() if each.name.endswith(".crl"))
    return Evidence(crls=crls, gathered_at=AT)


def passes(test: str) -> bool:
    der, content = _parts((data() / "smime" / f"Signed{test}.eml").read_bytes())
    report = alone.mathematics_of_cms(der, data=content, at=AT)
    if report.verdict is not Verdict.PASSED:
        return False
    signed = signed_data.read(der)
    (signer,) = signed.signers
    judged = alone.certificate(
        signed.certificate_of(signer),
        among=(*signed.certificates, *authorities()),
        trust=trust(),
        evidence=lists(),
        at=AT,
    )
    return judged.verdict is Verdict.PASSED


def _parts(raw: bytes) -> tuple[bytes, bytes]:
    """RFC 8551, 3.5.3: the signature, and the part signed, its lines ended by CR LF."""
    message = email.message_from_bytes(raw)
    boundary = b"\n--" + str(message.get_boundary()).encode()
    lines = raw.replace(b"\r\n", b"\n").split(boundary)[1].removeprefix(b"\n")
    (signature,) = [each for each in message.walk() if each.get_content_type() == "application/pkcs7-signature"]
    return bytes(signature.get_payload(decode=True)), lines.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("test", TABLE)
def test_it_comes_out_as_the_table_says(test: str) -> None:
    outcome = "passed" if passes(test) else "refused"
    assert TABLE[test]["ours"] in (outcome, "either")


def test_nothing_passes_that_nist_calls_invalid_and_every_difference_has_its_reason() -> None:
    assert len(TABLE) == 224
    for row in TABLE.values():
        assert row["ours"] == "refused" or row["nist"] != "invalid"
        assert row["outside"] or (row["nist"], row["ours"]) in (("valid", "passed"), ("invalid", "refused"))
