"""``ruqsat eds verify``: what was asked, judged, and the answer."""

import argparse
from dataclasses import replace
from datetime import datetime

from ruqsat.eds import alone, cms
from ruqsat.eds.certificates import Certificate, UnreadableCertificate
from ruqsat.eds.cms import Purpose
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.reports import Report
from ruqsat.eds.trust import TrustStore
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.words import language
from ruqsat.verifying import reading
from ruqsat.verifying.reading import Kind
from ruqsat.verifying.telling import tell

NO_ROOTS = TrustStore(roots=())


def verify(said: argparse.Namespace, *, now: datetime) -> Answer:
    """
    Judge the file that was named.

    :raises CannotAnswer: if a file or an argument cannot be understood.
    """
    spoken = language(said.language)
    if said.roots is None and not said.crypto_only:
        raise CannotAnswer("Name the folder of the authorities you trust with --roots, or judge with --crypto-only.")
    kind, ders = reading.recognized(said.file)
    if said.data is not None and kind is not Kind.CMS:
        raise CannotAnswer("--data goes with a CMS signature only: this file is none.")
    trust = reading.roots_in(said.roots) if said.roots else NO_ROOTS
    evidence = reading.evidence_in(ocsp_files=said.ocsp, crl_files=said.crl, now=now)
    at = reading.moment(said.at) if said.at else now
    if kind is Kind.CERTIFICATE:
        report = _certificate(ders, trust=trust, evidence=evidence, at=at, crypto_only=said.crypto_only)
    elif kind is Kind.CMS:
        data = reading.bytes_of(said.data) if said.data else None
        report = _cms(ders[0], data, trust=trust, evidence=evidence, at=at, crypto_only=said.crypto_only)
    else:
        report = _pdf(ders[0], trust=trust, evidence=evidence, at=at, crypto_only=said.crypto_only)
    return tell(report, kind=kind, crypto_only=said.crypto_only, spoken=spoken)


def _certificate(
    ders: tuple[bytes, ...], *, trust: TrustStore, evidence: Evidence, at: datetime, crypto_only: bool
) -> Report:
    try:
        own, *others = (Certificate.read(der) for der in ders)
    except UnreadableCertificate as error:
        raise CannotAnswer(str(error)) from error
    if crypto_only:
        issuers = (*trust.roots, *trust.intermediates, *others)
        return alone.mathematics_of_certificate(own, issuers=issuers, at=at)
    return alone.certificate(own, among=others, trust=trust, evidence=evidence, at=at)


def _cms(
    der: bytes, data: bytes | None, *, trust: TrustStore, evidence: Evidence, at: datetime, crypto_only: bool
) -> Report:
    if crypto_only:
        return alone.mathematics_of_cms(der, data=data, at=at)
    return cms.verify(der, data=data, trust=trust, evidence=evidence, at=at, purpose=Purpose.SIGN)


def _pdf(der: bytes, *, trust: TrustStore, evidence: Evidence, at: datetime, crypto_only: bool) -> Report:
    # Brings all of pyHanko, which a CMS or a certificate need not wait for.
    from ruqsat.eds.pdf import mathematics_of_pdf, verify_pdf

    if crypto_only:
        return mathematics_of_pdf(der, at=at)
    found = verify_pdf(der, trust=trust, at=at, evidence=evidence)
    signers = tuple(replace(seal.signer, time_stamp=seal.time_stamp) for seal in found.seals)
    return Report(at=at, sub_indication=found.sub_indication, reason=found.reason, signers=signers)
