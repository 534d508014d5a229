"""
The office's seal on a PDF: PAdES (ETSI EN 319 142-1), in incremental updates of that very file.

Level B-LTA in three steps: the signature with its time stamp (B-T), certificates and revocation evidence in the
document's security store (B-LT), and a time stamp over all of it. All evidence is passed in; nothing is fetched here.
"""

import asyncio
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import randbits, token_bytes

from asn1crypto import algos, crl, ocsp, tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import ExternalSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ruqsat.eds import algorithms, timestamps
from ruqsat.eds.certificates import Certificate, UnreadableCertificate, read_pem
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.seal_cms import sealed_digest
from ruqsat.eds.seal_keys import CannotSign, FileKey, SealKey

SEAL_FIELD = "Seal"
DIGEST = "sha256"
RSA_SHA256 = "1.2.840.113549.1.1.11"

# Hexadecimal digits kept free in the file for the signature with its time stamp; a fixed number, so that no time stamp
# is spent on finding out.
ROOM_FOR_SIGNATURE = 32_768
ROOM_FOR_TIME_STAMP = 24_576

_MECHANISM = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"})

Timestamper = Callable[[bytes], bytes]


class CannotSeal(Exception):
    """The document was not sealed; the message says why. Nothing unsealed may be handed out in its place."""


@dataclass(frozen=True, kw_only=True)
class Seal:
    """An office's seal: its certificate, what it signs with, and the authorities between it and the root."""

    certificate: Certificate
    key: SealKey = field(repr=False)
    chain: tuple[Certificate, ...] = ()

    @classmethod
    def from_pem(cls, certificates: bytes, key: bytes, *, password: bytes | None = None) -> "Seal":
        """
        The seal of a PEM chain, its own certificate first, and a PKCS#8 PEM key. Keep it: reading a key is slow.

        :raises CannotSeal: if they cannot be read or do not belong together.
        """
        try:
            return cls.of(certificates, FileKey.from_pem(key, password=password))
        except CannotSign as error:
            raise CannotSeal(f"The seal cannot be read: {error}") from error

    @classmethod
    def of(cls, certificates: bytes, key: SealKey) -> "Seal":
        """
        The seal of a PEM chain, its own certificate first, and of the *key* that it signs with.

        :raises CannotSeal: if the chain cannot be read, or the key is another certificate's.
        """
        try:
            own, *chain = read_pem(certificates)
        except (UnreadableCertificate, ValueError) as error:
            raise CannotSeal(f"The seal cannot be read: {error}") from error
        if key.public_key != own.public_key:
            raise CannotSeal("The seal's key is not the one of its certificate.")
        return cls(certificate=own, key=key, chain=tuple(chain))

    def try_out(self) -> None:
        """
        Make a signature over random bytes and verify it.

        :raises CannotSeal: if the key makes none, or a wrong one.
        """
        data = token_bytes(32)
        try:
            made = self.key.sign(data)
        except CannotSign as error:
            raise CannotSeal(str(error)) from error
        if not algorithms.verifies(self.certificate.public_key, algorithm=RSA_SHA256, message=data, signature=made):
            raise CannotSeal("The seal's key makes signatures that are not right.")


def seal_pdf(
    pdf: bytes, seal: Seal, *, reason: str, at: datetime, timestamper: Timestamper, evidence: Evidence
) -> bytes:
    """
    ETSI EN 319 142-1, 5.4: *pdf* with the office's seal, level B-LTA. The document's own bytes stay as they are.

    *at* (aware) is the signing time stated. *timestamper* takes an RFC 3161 request and returns the response, both in
    DER; it is called twice. *evidence* holds the revocation answers for the seal's certificate, for the time-stamping
    authority's and for authorities that are not configured as trusted (`ruqsat.gateways.pki.gather_for_seal`).

    :raises CannotSeal: if the document, the seal or a time stamp is not in order; *timestamper*'s own errors pass.
    """
    if not seal.certificate.is_valid_at(at):
        raise CannotSeal("The seal's certificate is not valid at this time.")
    try:
        return asyncio.run(_seal(pdf, seal, reason=reason, at=at, stamper=_Stamper(timestamper), evidence=evidence))
    except (PdfError, SigningError, CannotSign, timestamps.NoTimeStamp) as error:
        raise CannotSeal(f"The document cannot be sealed: {error}") from error


def renew_stamp(pdf: bytes, *, timestamper: Timestamper, evidence: Evidence) -> bytes:
    """
    ETSI EN 319 142-1, 5.4.3: a sealed *pdf* with one more time stamp over the whole, its own bytes as they are.

    To be done while the last time stamp still holds. *evidence* has the answers for the authority that made that one
    and for the one that makes this (`ruqsat.gateways.pki.gather_for_renewal`).

    :raises CannotSeal: if the document or the time stamp is not in order; *timestamper*'s own errors pass.
    """
    try:
        number = len(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
        stored = _store_evidence(pdf, certificates=(), evidence=evidence)
        return asyncio.run(_stamp(stored, stamper=_Stamper(timestamper), name=f"{SEAL_FIELD}TimeStamp{number}"))
    except (PdfError, SigningError, timestamps.NoTimeStamp) as error:
        raise CannotSeal(f"The time stamp cannot be renewed: {error}") from error


async def _seal(pdf: bytes, seal: Seal, *, reason: str, at: datetime, stamper: "_Stamper", evidence: Evidence) -> bytes:
    signed = _sign(pdf, seal, reason=reason, at=at, stamp=stamper.over)
    stored = _store_evidence(signed, certificates=(seal.certificate, *seal.chain, *stamper.seen), evidence=evidence)
    return await _stamp(stored, stamper=stamper, name=f"{SEAL_FIELD}TimeStamp")


async def _stamp(pdf: bytes, *, stamper: "_Stamper", name: str) -> bytes:
    stamped = await PdfTimeStamper(stamper, field_name=name).async_timestamp_pdf(
        _Update(io.BytesIO(pdf)), DIGEST, bytes_reserved=ROOM_FOR_TIME_STAMP
    )
    return bytes(stamped.getvalue())


def _sign(pdf: bytes, seal: Seal, *, reason: str, at: datetime, stamp: Callable[[bytes], bytes] | None) -> bytes:
    stated = PdfSignatureMetadata(
        field_name=SEAL_FIELD, md_algorithm=DIGEST, reason=reason, subfilter=SigSeedSubFilter.PADES
    )
    writer = _Update(io.BytesIO(pdf))
    own = x509.Certificate.load(seal.certificate.der)
    none_more = SimpleCertificateStore()  # type: ignore[no-untyped-call] # the library leaves this one untyped
    session = PdfSigner(stated, signer=_Named(own, none_more, signature_mechanism=_MECHANISM)).init_signing_session(
        writer
    )
    session.system_time = at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=ROOM_FOR_SIGNATURE)
    output = io.BytesIO()
    digested, _ = prepared.digest_tbs_document(output=output)
    cms = sealed_digest(
        digested.document_digest, certificate=seal.certificate, chain=seal.chain, key=seal.key, stamp=stamp
    )
    digested.fill_with_cms(output, cms)
    return output.getvalue()


def _store_evidence(pdf: bytes, *, certificates: Iterable[Certificate], evidence: Evidence) -> bytes:
    writer = _Update(io.BytesIO(pdf))
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        sig_contents=None,
        certs=[x509.Certificate.load(each.der) for each in certificates],
        ocsps=[ocsp.OCSPResponse.load(answer) for answer in evidence.ocsp],
        crls=[crl.CertificateList.load(listed) for listed in evidence.crls],
    )
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call] # the library leaves this one untyped
    return output.getvalue()


class _Update(IncrementalPdfFileWriter):
    """
    An update that adds the seal and nothing else.

    The library would write the computer's time into the document's metadata: not the instance's time, and a change of
    the document that nobody ordered.
    """

    def _update_meta(self) -> None:
        return


class _Named(ExternalSigner):
    """
    Whose signature room is made for.

    The library would read the subject's name for a picture of the signature: a seal has none.
    """

    @property
    def subject_name(self) -> None:
        return None


class _Stamper(TimeStamper):
    """Lets the library ask for time stamps by the function passed in, and remembers who made them."""

    def __init__(self, timestamper: Timestamper) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call] # the library leaves this one untyped
        self._ask = timestamper
        self.seen: tuple[Certificate, ...] = ()

    def over(self, data: bytes) -> bytes:
        """The token over *data*."""
        asked = timestamps.request(sha256(data).digest(), nonce=randbits(63))
        return self._token(asked, self._ask(asked))

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        asked = req.dump()
        answer = self._ask(asked)
        self._token(asked, answer)
        return tsp.TimeStampResp.load(answer)

    def _token(self, asked: bytes, answer: bytes) -> bytes:
        token = timestamps.token_of(answer, request=asked)
        self.seen = tuple(dict.fromkeys((*self.seen, *timestamps.certificates_of(token))))
        return token
