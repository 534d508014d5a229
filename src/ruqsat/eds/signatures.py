"""RFC 5652: one signer's signature verified by the certificate that comes with it. No trust is judged here."""

from typing import Any

from asn1crypto import core

from ruqsat.eds import algorithms
from ruqsat.eds.certificates import MALFORMED, Certificate
from ruqsat.eds.der import as_it_came
from ruqsat.eds.signed_data import (
    CONTENT_TYPE,
    DATA,
    MESSAGE_DIGEST,
    SIGNING_CERTIFICATE,
    SIGNING_CERTIFICATE_V2,
    Signer,
)
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say


def check_signature(signer: Signer, certificate: Certificate, *, content: bytes, content_type: str = DATA) -> None:
    """
    RFC 5652, 5.4 to 5.6, 11: the attributes name this content by type and digest, and the signature over them is right.

    RFC 5035: a signing-certificate attribute, where there is one, names this very certificate.

    :raises NotBorneOut: with FORMAT_, HASH_, SIG_CRYPTO_, SIG_CONSTRAINTS_ or CRYPTO_CONSTRAINTS_FAILURE.
    """
    algorithms.check_key(certificate.public_key)
    digest = algorithms.digest_name(signer.digest)
    check_stated(signer, CONTENT_TYPE, MESSAGE_DIGEST)
    if signer.attributes[CONTENT_TYPE] != content_type:
        raise NotBorneOut(SubIndication.FORMAT_FAILURE, say("The signature is over content of another kind."))
    if signer.attributes[MESSAGE_DIGEST] != algorithms.digest_of(content, digest=digest):
        raise NotBorneOut(SubIndication.HASH_FAILURE, say("The signature is over other data than was shown."))
    right = algorithms.verifies(
        certificate.public_key,
        algorithm=signer.algorithm,
        message=signer.signed_attributes,
        signature=signer.signature,
        digest=digest,
    )
    if not right:
        raise NotBorneOut(
            SubIndication.SIG_CRYPTO_FAILURE, say("The signature was not made with the key of its certificate.")
        )
    try:
        _check_signing_certificate(signer, certificate)
    except MALFORMED as error:
        raise NotBorneOut(
            SubIndication.FORMAT_FAILURE, say("The signature cannot be read: it is not a CMS signature.")
        ) from error


def check_stated(signer: Signer, *identifiers: str) -> None:
    """
    RFC 5652, 11: these attributes stand among the signed ones.

    :raises NotBorneOut: with SIG_CONSTRAINTS_FAILURE.
    """
    if any(identifier not in signer.attributes for identifier in identifiers):
        raise NotBorneOut(
            SubIndication.SIG_CONSTRAINTS_FAILURE,
            say("The signature leaves out what it must state: the kind of content, its digest or the signing time."),
        )


def _check_signing_certificate(signer: Signer, certificate: Certificate) -> None:
    for which in (SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2):
        value = signer.attributes.get(which)
        if value is None:
            continue
        if not _is_named(certificate, value, by_sha_1=which == SIGNING_CERTIFICATE):
            raise NotBorneOut(
                SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                say("The signature names another certificate than the one that comes with it."),
            )


def _is_named(certificate: Certificate, value: Any, *, by_sha_1: bool) -> bool:
    """RFC 5035, 4: the first certificate named is the signer's, by digest and, where given, by issuer and number."""
    named = value["certs"][0]
    digest = "sha1" if by_sha_1 else algorithms.digest_name(named["hash_algorithm"]["algorithm"].dotted)
    if not algorithms.names(certificate.der, named["cert_hash"].native, by=digest):
        return False
    stated = named["issuer_serial"]
    if isinstance(stated, core.Void):
        return True
    issuers = [as_it_came(name.chosen) for name in stated["issuer"] if name.name == "directory_name"]
    return issuers == [certificate.issuer_der] and stated["serial_number"].native == certificate.serial
