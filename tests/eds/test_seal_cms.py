"""RFC 5652: what is written out by hand is DER, and right by what others made of the same norm."""

import io
from hashlib import sha256

import pytest
from asn1crypto import cms as asn1
from asn1crypto import core, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from ruqsat.eds import seals
from ruqsat.eds.seal_cms import sealed_digest
from tests.eds.papers import paper, sealed, the_seal
from tests.eds.pki import AT, pki, token_over

DIGEST = sha256(b"license").digest()


def made(*, stamped: bool = True) -> bytes:
    seal = the_seal()
    return sealed_digest(
        DIGEST,
        certificate=seal.certificate,
        chain=seal.chain,
        key=seal.key,
        stamp=token_over if stamped else None,
    )


def test_it_is_der_to_the_last_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read field by field and written again by another library, it is the same."""
    # A default that the library fills in counts as changed for ever, and whatever is around it is written twice as
    # often with each level: for minutes. `force` writes every level anew anyway.
    monkeypatch.setattr(core.Sequence, "_is_mutated", lambda value: value._contents is None)
    for der in (made(), made(stamped=False)):
        read = asn1.ContentInfo.load(der, strict=True)
        assert read.native["content"]["version"] == "v1"
        assert read.dump(force=True) == der


def test_it_states_what_a_seal_must_and_no_time() -> None:
    """ETSI EN 319 142-1, 6.3: the time stands in the PDF; the certificate is named by its digest."""
    (signer,) = asn1.ContentInfo.load(made())["content"]["signer_infos"]
    stated = {one["type"].native: one["values"][0] for one in signer["signed_attrs"]}
    assert set(stated) == {"content_type", "message_digest", "signing_certificate_v2", "cms_algorithm_protection"}
    assert stated["message_digest"].native == DIGEST
    (named,) = stated["signing_certificate_v2"]["certs"]
    assert named["cert_hash"].native == sha256(pki().seal.der).digest()
    assert named["issuer_serial"]["serial_number"].native == pki().seal.read.serial
    assert [one["type"].native for one in signer["unsigned_attrs"]] == ["signature_time_stamp_token"]


def test_without_a_time_stamp_there_are_no_unsigned_attributes() -> None:
    (signer,) = asn1.ContentInfo.load(made(stamped=False))["content"]["signer_infos"]
    assert not signer["unsigned_attrs"]


def test_another_verifier_finds_the_seal_right() -> None:
    plain = seals._sign(paper(), the_seal(), reason="x", at=AT, stamp=None)
    known = ValidationContext(
        trust_roots=[x509.Certificate.load(pki().root.der)],
        moment=AT,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    for pdf in (plain, sealed()):
        signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
        status = validate_pdf_signature(signature, known, ts_validation_context=known)
        assert (status.intact, status.valid, status.trusted) == (True, True, True), status.summary()
