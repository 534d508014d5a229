"""ISO 32000-2, 12.8: the signatures in a PDF, the bytes each covers, what was changed after it, the evidence kept."""

import io
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice

from asn1crypto.cms import ContentInfo
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from ruqsat.eds import pdf_changes
from ruqsat.eds.certificates import MALFORMED
from ruqsat.eds.pdf_changes import Change
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say

SEAL_FILTER, TIME_STAMP_FILTER = "/ETSI.CAdES.detached", "/ETSI.RFC3161"
MOST_BYTES = 100_000_000
MOST_SIGNATURES = 20  # anybody may present a document, and each signature is held against all that came after it
MOST_KEPT = 100  # certificates, OCSP answers, lists in the store of evidence


class Changes(StrEnum):
    """What was added to the document after a signature, the gravest of it."""

    NONE = "none"
    EVIDENCE = "evidence"  # time stamps, certificates and revocation answers: what PAdES provides for
    FORMS = "forms"  # further signatures, fields filled in
    CONTENT = "content"


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """
    One signature or document time stamp. ``covered`` are the bytes it is over; ``stated_at`` the time it states.

    ``named`` are the changes that came after it, one by one, the gravest first.
    """

    cms: bytes = field(repr=False)
    covered: bytes = field(repr=False)
    is_time_stamp: bool
    to_the_end: bool
    later: Changes
    named: tuple[Change, ...]
    stated_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Store:
    """ETSI EN 319 142-1, 5.4.2: the document security store: DER as found."""

    certificates: tuple[bytes, ...] = ()
    ocsp: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


def read(pdf: bytes) -> tuple[tuple[Embedded, ...], Store]:
    """
    The signatures in the order in which they were made, and the evidence kept in the document.

    :raises NotBorneOut: with FORMAT_FAILURE.
    """
    if len(pdf) > MOST_BYTES:
        raise NotBorneOut(SubIndication.FORMAT_FAILURE, say("The document is too large to be checked here."))
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        if len(list(islice(enumerate_sig_fields(reader), MOST_SIGNATURES + 1))) > MOST_SIGNATURES:
            raise ValueError("more signatures than are looked at")
        return _all_embedded(pdf, reader), _store(reader)
    except NotImplementedError as error:  # the library's word for what a PDF may hold and it does not read
        raise NotBorneOut(
            SubIndication.FORMAT_FAILURE,
            say("The document is written in a way that is not read here, so nothing can be said of its seal."),
        ) from error
    except (*MALFORMED, PdfError, AssertionError) as error:
        # The library says with an assertion, too, that a file is not formed as it should be.
        raise NotBorneOut(
            SubIndication.FORMAT_FAILURE, say("The document cannot be read: it is damaged or not a PDF.")
        ) from error


def _all_embedded(pdf: bytes, reader: PdfFileReader) -> tuple[Embedded, ...]:
    found = reader.embedded_signatures
    if not found:
        return ()
    changes = pdf_changes.of_each_update(reader, since=min(each.signed_revision for each in found))
    return tuple(_embedded(pdf, each, pdf_changes.after(each.signed_revision, of=changes)) for each in found)


def _embedded(pdf: bytes, found: EmbeddedPdfSignature, named: tuple[Change, ...]) -> Embedded:
    kind = str(found.sig_object["/SubFilter"])
    if kind not in (SEAL_FILTER, TIME_STAMP_FILTER):
        raise ValueError(f"a signature of the kind {kind}")
    found.compute_integrity_info()  # type: ignore[no-untyped-call] # the library leaves this one untyped
    contents = bytes(found.pkcs7_content)
    start, length, resumed, rest = (int(number) for number in found.byte_range)
    # The only hole in what is covered is the signature itself, and that is the one read here.
    in_order = start == 0 and 0 < length < resumed <= resumed + rest <= len(pdf)
    if not in_order or pdf[length:resumed].lower() != b"<" + contents.hex().encode() + b">":
        raise ValueError("the signature does not cover the document without a gap")
    der = bytes(ContentInfo.load(contents).dump())
    if contents[len(der) :].strip(b"\0"):
        raise ValueError("something is hidden behind the signature")
    is_time_stamp = kind == TIME_STAMP_FILTER
    return Embedded(
        cms=der,
        covered=pdf[:length] + pdf[resumed : resumed + rest],
        is_time_stamp=is_time_stamp,
        to_the_end=resumed + rest == len(pdf),
        later=_changes(found, named),
        named=named,
        stated_at=None if is_time_stamp else found.self_reported_timestamp,
    )


def _changes(found: EmbeddedPdfSignature, named: tuple[Change, ...]) -> Changes:
    """The library's judgement of every object touched; and what is seen to be changed is changed, whatever it says."""
    judged = _judged(found)
    if judged in (Changes.NONE, Changes.EVIDENCE) and not pdf_changes.ALLOWED.issuperset(named):
        return Changes.CONTENT
    return judged


def _judged(found: EmbeddedPdfSignature) -> Changes:
    result: object = found.diff_result
    coverage: object = found.coverage
    if coverage not in (SignatureCoverageLevel.ENTIRE_REVISION, SignatureCoverageLevel.ENTIRE_FILE):
        return Changes.CONTENT
    if not isinstance(result, DiffResult):
        return Changes.CONTENT
    if result.modification_level is ModificationLevel.NONE:
        return Changes.NONE
    if result.modification_level is ModificationLevel.LTA_UPDATES:
        return Changes.EVIDENCE
    if result.modification_level is ModificationLevel.FORM_FILLING:
        return Changes.FORMS
    return Changes.CONTENT


def _store(reader: PdfFileReader) -> Store:
    try:
        kept = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return Store()
    if max(len(kept.certs), len(kept.ocsps), len(kept.crls)) > MOST_KEPT:
        raise ValueError("more evidence than is looked at")
    return Store(
        certificates=tuple(bytes(each.get_object().data) for each in kept.certs.values()),
        ocsp=tuple(bytes(each.get_object().data) for each in kept.ocsps),
        crls=tuple(bytes(each.get_object().data) for each in kept.crls),
    )
