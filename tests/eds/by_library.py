"""
Certificates and signatures read by asn1crypto alone, as `ruqsat.eds` did before it took DER apart by itself.

What is accepted there has to be accepted here, and every field has to be the same.
"""

from datetime import datetime
from typing import Any

from asn1crypto import cms, core, tsp, x509

from ruqsat.eds import algorithms
from ruqsat.eds.certificates import (
    AUTHORITY_KEY,
    BASIC_CONSTRAINTS,
    COMMON_NAME,
    CRL_POINTS,
    DELTA_POINTS,
    EXTENDED_KEY_USAGE,
    GIVEN_NAME,
    KEY_USAGE,
    ORGANIZATION,
    SERIAL_NUMBER,
    SUBJECT_KEY,
    SURNAME,
    UNDERSTOOD,
    UNIT,
    Certificate,
    Subject,
)
from ruqsat.eds.der import as_it_came
from ruqsat.eds.signed_data import (
    MOST,
    MOST_BYTES,
    MOST_BYTES_OF_SIGNATURE,
    MOST_SIGNERS,
    MOST_TIME_STAMPS,
    NULL,
    SIGNATURE_TIME_STAMP,
    SignedData,
    Signer,
)

assert tsp.TSTInfo  # keeps the import, which registers the time-stamp attributes and content with cms


class _Extension(core.Sequence):  # type: ignore[misc] # asn1crypto ships no type information
    """
    An extension whose value stays closed.

    The Authority's OCSP responder carries one with an empty value, on which the usual reading fails.
    """

    _fields = [
        ("id", core.ObjectIdentifier),
        ("critical", core.Boolean, {"default": False}),
        ("value", core.OctetString),
    ]


class _Extensions(core.SequenceOf):  # type: ignore[misc] # asn1crypto ships no type information
    _child_spec = _Extension


class _Algorithm(core.Sequence):  # type: ignore[misc] # asn1crypto ships no type information
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]


class _PublicKeyInfo(core.Sequence):  # type: ignore[misc] # asn1crypto ships no type information
    _fields = [("algorithm", _Algorithm), ("key", core.OctetBitString)]


def certificate(der: bytes) -> Certificate:
    """
    A certificate, every field of it.

    :raises Exception: whatever asn1crypto raises where it is none.
    """
    whole = x509.Certificate.load(der, strict=True)
    part = whole["tbs_certificate"]
    if as_it_came(whole["signature_algorithm"]) != as_it_came(part["signature"]):
        raise ValueError("the algorithm is named in two ways")
    extensions, critical = _extensions(part)
    public_key = as_it_came(part["subject_public_key_info"])
    authority, path_length = _basic_constraints(extensions.get(BASIC_CONSTRAINTS))
    return Certificate(
        der=der,
        serial=part["serial_number"].native,
        subject=_subject(part["subject"]),
        subject_der=as_it_came(part["subject"]),
        issuer_der=as_it_came(part["issuer"]),
        not_before=_moment(part["validity"]["not_before"]),
        not_after=_moment(part["validity"]["not_after"]),
        public_key=public_key,
        key_bits=_key_bits(public_key),
        signed_part=as_it_came(part),
        signature_algorithm=part["signature"]["algorithm"].dotted,
        signature=whole["signature_value"].native,
        key_usage=_key_usage(extensions.get(KEY_USAGE)),
        extended_key_usage=_extended_key_usage(extensions.get(EXTENDED_KEY_USAGE)),
        is_authority=authority,
        path_length=path_length,
        key_identifier=_octets(extensions.get(SUBJECT_KEY)),
        authority_key_identifier=_authority_key(extensions.get(AUTHORITY_KEY)),
        crl_addresses=_crl_addresses(extensions.get(CRL_POINTS)),
        delta_addresses=_crl_addresses(extensions.get(DELTA_POINTS)),
        critical_unknown=critical - UNDERSTOOD,
    )


def _moment(value: Any) -> datetime:
    """RFC 5280, 4.1.2.5: in UTC, and says so."""
    found: datetime = value.native
    if found.tzinfo is None:
        raise ValueError("a moment without its zone")
    return found


def _extensions(part: x509.TbsCertificate) -> tuple[dict[str, bytes], frozenset[str]]:
    listed = part["extensions"]
    if isinstance(listed, core.Void):
        return {}, frozenset()
    found: dict[str, bytes] = {}
    critical = set()
    for extension in _Extensions.load(as_it_came(listed.untag())):
        identifier = extension["id"].dotted
        if identifier in found:
            raise ValueError(f"the extension {identifier} stands twice")
        found[identifier] = extension["value"].native
        if extension["critical"].native:
            critical.add(identifier)
    return found, frozenset(critical)


def _subject(name: x509.Name) -> Subject:
    values: dict[str, list[str]] = {}
    for relative in name.chosen:
        for pair in relative:
            values.setdefault(pair["type"].dotted, []).append(str(pair["value"].native).strip())
    numbers = values.get(SERIAL_NUMBER, []) + values.get(UNIT, [])
    last, common = _single(values.get(SURNAME, [])), _single(values.get(COMMON_NAME, []))
    return Subject(
        name=common,
        last=last,
        first=common.removeprefix(last).strip() if last else "",
        patronymic=_single(values.get(GIVEN_NAME, [])),
        iin=_single(_numbers(numbers, "IIN")),
        bin=_single(_numbers(numbers, "BIN")),
        organization=_single(values.get(ORGANIZATION, [])),
    )


def _numbers(texts: list[str], prefix: str) -> list[str]:
    found = {text.removeprefix(prefix) for text in texts if text.startswith(prefix)}
    if any(len(number) != 12 or not (number.isascii() and number.isdigit()) for number in found):
        raise ValueError(f"the {prefix} is not twelve digits")
    return sorted(found)


def _single(values: list[str]) -> str:
    if len(values) > 1:
        raise ValueError("the subject names its owner in two ways")
    return values[0] if values else ""


def _key_usage(value: bytes | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset(x509.KeyUsage.load(value, strict=True).native)


def _extended_key_usage(value: bytes | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(usage.dotted for usage in x509.ExtKeyUsageSyntax.load(value, strict=True))


def _basic_constraints(value: bytes | None) -> tuple[bool, int | None]:
    if value is None:
        return False, None
    constraints = x509.BasicConstraints.load(value, strict=True)
    return bool(constraints["ca"].native), constraints["path_len_constraint"].native


def _octets(value: bytes | None) -> bytes | None:
    return None if value is None else bytes(core.OctetString.load(value, strict=True).native)


def _authority_key(value: bytes | None) -> bytes | None:
    if value is None:
        return None
    found: bytes | None = x509.AuthorityKeyIdentifier.load(value, strict=True)["key_identifier"].native
    return found


def _crl_addresses(value: bytes | None) -> tuple[str, ...]:
    if value is None:
        return ()
    found: list[str] = []
    for point in x509.CRLDistributionPoints.load(value, strict=True):
        place = point["distribution_point"]
        if isinstance(place, core.Void) or place.name != "full_name":
            continue
        found += [name.native for name in place.chosen if name.name == "uniform_resource_identifier"]
    return tuple(found)


def signed_data(der: bytes) -> SignedData:
    """
    A SignedData, every field of it; values of attributes as Python's own.

    :raises Exception: whatever asn1crypto raises where it is none.
    """
    whole = cms.ContentInfo.load(der, strict=True)
    if whole["content_type"].native != "signed_data":
        raise ValueError("not a SignedData")
    signed = whole["content"]
    enclosed = signed["encap_content_info"]
    if signed["version"].native not in ("v1", "v3", "v4", "v5"):
        raise ValueError("an unknown version")
    if len(signed["signer_infos"]) > MOST_SIGNERS:
        raise ValueError("more signers than are looked at")
    signers = tuple(_signer(each) for each in signed["signer_infos"])
    if not {each.digest for each in signers} <= {_bare(each) for each in signed["digest_algorithms"]}:
        raise ValueError("a signer's digest is not among those announced")
    return SignedData(
        content_type=enclosed["content_type"].dotted,
        content=_content(enclosed["content"]),
        certificates=_certificates(signed["certificates"]),
        signers=signers,
    )


def _content(value: Any) -> bytes | None:
    if isinstance(value, core.Void):
        return None
    if not isinstance(value, core.OctetString | core.ParsableOctetString):
        raise TypeError("the content is not an octet string")
    return bytes(value)


def _certificates(listed: Any) -> tuple[Certificate, ...]:
    if isinstance(listed, core.Void):
        return ()
    if len(listed) > MOST:
        raise ValueError("more certificates than are looked at")
    return tuple(certificate(_small(as_it_came(each))) for each in listed if each.name == "certificate")


def _signer(info: Any) -> Signer:
    identifier = info["sid"]
    if info["version"].native not in ("v1", "v3"):
        raise ValueError("an unknown version")
    issuer_and_serial = identifier.chosen if identifier.name == "issuer_and_serial_number" else None
    return Signer(
        issuer_der=None if issuer_and_serial is None else as_it_came(issuer_and_serial["issuer"]),
        serial=None if issuer_and_serial is None else issuer_and_serial["serial_number"].native,
        key_identifier=identifier.chosen.native if issuer_and_serial is None else None,
        digest=_bare(info["digest_algorithm"]),
        algorithm=_bare(info["signature_algorithm"]),
        signature=_small(info["signature"].native, most=MOST_BYTES_OF_SIGNATURE),
        signed_attributes=_small(_as_set(info["signed_attrs"])),
        attributes=_attributes(info["signed_attrs"]),
        time_stamps=_time_stamps(info["unsigned_attrs"]),
    )


def _small(part: bytes, *, most: int = MOST_BYTES) -> bytes:
    if len(part) > most:
        raise ValueError("a part is larger than is looked at")
    return part


def _bare(algorithm: Any) -> str:
    """RFC 5754, 2 and 3: the identifier; the algorithms that are accepted take no parameters, or NULL."""
    identifier, parameters = str(algorithm["algorithm"].dotted), algorithm["parameters"]
    is_bare = isinstance(parameters, core.Void) or as_it_came(parameters) == NULL
    if not is_bare and (identifier in algorithms.DIGESTS or identifier in algorithms.SIGNATURES):
        raise ValueError("an algorithm has parameters that it does not take")
    return identifier


def _as_set(attributes: Any) -> bytes:
    """RFC 5652, 5.4: what is signed is the DER of the attributes with the tag of a SET OF, not the one on the wire."""
    return b"" if isinstance(attributes, core.Void) else b"\x31" + as_it_came(attributes)[1:]


def _attributes(listed: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(listed, core.Void):
        return found
    for attribute in listed:
        identifier = attribute["type"].dotted
        if identifier in found or len(attribute["values"]) != 1:
            raise ValueError(f"the attribute {identifier} does not stand once")
        found[identifier] = attribute["values"][0]
    for value in found.values():
        _ = value.native  # what cannot be read is found now
    return found


def _time_stamps(listed: Any) -> tuple[bytes, ...]:
    if isinstance(listed, core.Void):
        return ()
    found: list[bytes] = []
    for attribute in listed:
        if attribute["type"].dotted == SIGNATURE_TIME_STAMP:
            found += [as_it_came(value) for value in attribute["values"]]
    if len(found) > MOST_TIME_STAMPS:
        raise ValueError("more time stamps than are looked at")
    return tuple(found)


def _key_bits(der: bytes) -> bytes:
    info = _PublicKeyInfo.load(der, strict=True)
    named = info["algorithm"]
    _ = named["algorithm"].dotted, named["parameters"]  # what cannot be read is found now
    return bytes(info["key"].native)
