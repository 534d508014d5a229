"""RFC 6960, RFC 5280: the status of certificates, judged with another library than the one that answers."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.ruqsat_sandbox.asking import sign_at_once, signer_certificate

NONCE = b"0123456789abcdef"


def _issuing(world: httpx.Client) -> x509.Certificate:
    return x509.load_pem_x509_certificate(world.get("/api/pki/trust").json()["intermediates"][0].encode())


def _certificate(world: httpx.Client, index: int) -> x509.Certificate:
    return signer_certificate(sign_at_once(world, world.get("/api/people").json()[index]["iin"]))


def _ask(world: httpx.Client, request: ocsp.OCSPRequest) -> ocsp.OCSPResponse:
    headers = {"Content-Type": "application/ocsp-request"}
    answer = world.post("/pki/ocsp", content=request.public_bytes(Encoding.DER), headers=headers)
    assert answer.headers["Content-Type"] == "application/ocsp-response"
    return ocsp.load_der_ocsp_response(answer.content)


def _request(
    certificate: x509.Certificate, issuer: x509.Certificate, algorithm: hashes.HashAlgorithm
) -> ocsp.OCSPRequest:
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, algorithm)
    return builder.add_extension(x509.OCSPNonce(NONCE), critical=False).build()


@pytest.mark.parametrize("algorithm", [hashes.SHA256(), hashes.SHA1()], ids=["sha256", "sha1"])  # noqa: S303 # RFC 6960 names certificates by SHA-1 too
def test_a_good_certificate_is_good_by_a_responder_of_the_same_authority(
    world: httpx.Client, algorithm: hashes.HashAlgorithm
) -> None:
    issuing, certificate = _issuing(world), _certificate(world, 0)
    response = _ask(world, _request(certificate, issuing, algorithm))
    responder = response.certificates[0]
    key = responder.public_key()
    assert isinstance(key, RSAPublicKey)
    key.verify(response.signature, response.tbs_response_bytes, padding.PKCS1v15(), hashes.SHA256())
    responder.verify_directly_issued_by(issuing)
    uses = responder.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(uses) == [ExtendedKeyUsageOID.OCSP_SIGNING]
    assert response.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert response.serial_number == certificate.serial_number
    assert response.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == NONCE
    assert response.next_update_utc is None


def test_a_certificate_that_was_never_issued_is_on_hold_since_1970(world: httpx.Client) -> None:
    issuing, known = _issuing(world), _certificate(world, 0)
    builder = ocsp.OCSPRequestBuilder().add_certificate_by_hash(
        _request(known, issuing, hashes.SHA256()).issuer_name_hash,
        _request(known, issuing, hashes.SHA256()).issuer_key_hash,
        known.serial_number + 1,
        hashes.SHA256(),
    )
    response = _ask(world, builder.build())
    assert response.certificate_status is ocsp.OCSPCertStatus.REVOKED
    assert response.revocation_reason is x509.ReasonFlags.certificate_hold
    assert response.revocation_time_utc == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_certificate_of_another_authority_is_not_answered(world: httpx.Client) -> None:
    certificate = _certificate(world, 0)
    response = _ask(world, _request(certificate, certificate, hashes.SHA256()))
    assert response.response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED


def test_what_is_no_request_is_malformed(world: httpx.Client) -> None:
    answer = ocsp.load_der_ocsp_response(world.post("/pki/ocsp", content=b"\x30\x03abc").content)
    assert answer.response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST


def test_a_revoked_certificate_is_revoked_by_ocsp_and_on_the_list_by_the_moved_clock(world: httpx.Client) -> None:
    iin = world.get("/api/people").json()[6]["iin"]
    issuing, certificate = _issuing(world), _certificate(world, 6)
    world.post("/api/clock", json={"seconds": 86400}).raise_for_status()
    now = datetime.fromisoformat(world.get("/api/clock").json()["now"])
    assert now - datetime.now(UTC) > timedelta(hours=23)

    answer = world.post("/api/pki/revoke", json={"iin": iin, "reason": "superseded"}).json()
    revoked_at = datetime.fromisoformat(answer["at"]).replace(microsecond=0)
    response = _ask(world, _request(certificate, issuing, hashes.SHA256()))
    crl = x509.load_der_x509_crl(world.get("/pki/crl/issuing.crl").content)
    entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)

    assert answer["revoked"] >= 1  # other tests may have had her sign with other keys of hers
    assert response.certificate_status is ocsp.OCSPCertStatus.REVOKED
    assert response.revocation_time_utc == revoked_at >= now.replace(microsecond=0)
    assert response.revocation_reason is x509.ReasonFlags.superseded
    assert response.this_update_utc >= revoked_at
    key = issuing.public_key()
    assert isinstance(key, RSAPublicKey)
    assert crl.is_signature_valid(key)
    assert entry is not None
    assert entry.revocation_date_utc == revoked_at
    assert crl.last_update_utc >= revoked_at
    assert crl.next_update_utc == crl.last_update_utc + timedelta(days=1)


def test_after_new_keys_the_person_signs_with_a_good_certificate(world: httpx.Client) -> None:
    iin = world.get("/api/people").json()[5]["iin"]
    old = signer_certificate(sign_at_once(world, iin))
    world.post("/api/pki/revoke", json={"iin": iin}).raise_for_status()
    assert signer_certificate(sign_at_once(world, iin)) == old
    world.post("/api/pki/renew", json={"iin": iin}).raise_for_status()
    new = signer_certificate(sign_at_once(world, iin))
    issuing = _issuing(world)
    assert new != old
    assert _ask(world, _request(new, issuing, hashes.SHA256())).certificate_status is ocsp.OCSPCertStatus.GOOD
    assert _ask(world, _request(old, issuing, hashes.SHA256())).certificate_status is ocsp.OCSPCertStatus.REVOKED


def test_the_roots_list_is_empty_and_signed_by_the_root(world: httpx.Client) -> None:
    root = x509.load_pem_x509_certificate(world.get("/api/pki/trust").json()["roots"][0].encode())
    crl = x509.load_der_x509_crl(world.get("/pki/crl/root.crl").content)
    key = root.public_key()
    assert isinstance(key, RSAPublicKey)
    assert crl.is_signature_valid(key)
    assert len(crl) == 0
    assert world.get("/pki/crl/other.crl").status_code == 404


def test_new_keys_can_be_certified_until_an_hour_that_is_named(world: httpx.Client) -> None:
    iin = world.get("/api/people").json()[6]["iin"]
    end = "2026-03-18T05:00:00+00:00"
    world.post("/api/pki/renew", json={"iin": iin, "until": end}).raise_for_status()
    assert signer_certificate(sign_at_once(world, iin)).not_valid_after_utc == datetime.fromisoformat(end)
    world.post("/api/pki/renew", json={"iin": iin}).raise_for_status()
    assert signer_certificate(sign_at_once(world, iin)).not_valid_after_utc.year == 2040
    for nonsense in ("tomorrow", "2026-03-18T05:00:00", "2001-01-01T00:00:00+00:00"):
        assert world.post("/api/pki/renew", json={"iin": iin, "until": nonsense}).status_code == 422
