"""
What is read by hand is read by asn1crypto too, and comes out the same: nothing is accepted that it would not accept.

The other way round, a few things are refused that asn1crypto lets through: what is left over inside an explicit tag,
or stands in a place that nobody looks at; a tag of several bytes; the unique identifiers of names in a wrong form.
"""

from collections.abc import Callable, Iterable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem

from ruqsat.eds import signed_data
from ruqsat.eds.certificates import MALFORMED, Certificate
from ruqsat.eds.signed_data import CONTENT_TYPE
from ruqsat.eds.verdicts import NotBorneOut
from tests.eds import by_library
from tests.eds.mutating import TEN, mutants
from tests.eds.pki import pki, token_over
from tests.eds.test_authority_objects import objects
from tests.outside.test_pkits import data

pytestmark = pytest.mark.filterwarnings("default::tests.eds.test_authority_objects.AuthorityObjectsAbsent")

SAMPLE, WHOLE = 100, 10_000


def fields(certificate: Certificate) -> dict[str, object]:
    return vars(certificate)


def fields_of_signed(signed: signed_data.SignedData) -> list[object]:
    certificates = [fields(each) for each in signed.certificates]
    return [signed.content_type, signed.content, certificates, [_of_signer(each) for each in signed.signers]]


def _of_signer(signer: signed_data.Signer) -> dict[str, object]:
    attributes = {which: _plain(which, value) for which, value in signer.attributes.items()}
    return vars(signer) | {"attributes": attributes}


def _plain(which: str, value: Any) -> object:
    if which == CONTENT_TYPE:
        return getattr(value, "dotted", value)
    return getattr(value, "native", value)


def read(der: bytes, by: Callable[[bytes], Any], to: Callable[[Any], object]) -> object:
    try:
        return to(by(der))
    except (*MALFORMED, NotBorneOut):
        return None


def differences(ders: Iterable[bytes]) -> list[str]:
    """Of signatures."""
    found = []
    for der in ders:
        ours = read(der, signed_data.read, fields_of_signed)
        if ours is not None and ours != read(der, by_library.signed_data, fields_of_signed):
            found.append(der.hex())
    return found


def differences_of_certificates(ders: Iterable[bytes]) -> list[str]:
    found = []
    for der in ders:
        ours = read(der, Certificate.read, fields)
        if ours is not None and ours != read(der, by_library.certificate, fields):
            found.append(der.hex())
    return found


@pytest.mark.parametrize("name", TEN)
def test_a_signature_bent_in_a_byte_is_read_as_the_library_reads_it(name: str) -> None:
    der = TEN[name]().cms
    assert read(der, signed_data.read, fields_of_signed) == read(der, by_library.signed_data, fields_of_signed)
    assert differences(bent for _, bent in mutants(der, number=SAMPLE, seed=20261128)) == []


@pytest.mark.long
@pytest.mark.parametrize("name", TEN)
def test_a_signature_bent_in_a_byte_is_read_as_the_library_reads_it_a_hundred_thousand_times(name: str) -> None:
    assert differences(bent for _, bent in mutants(TEN[name]().cms, number=WHOLE, seed=2)) == []


def test_a_time_stamp_bent_in_a_byte_is_read_as_the_library_reads_it() -> None:
    assert differences(bent for _, bent in mutants(token_over(b"data"), number=3 * SAMPLE, seed=4)) == []


def test_a_certificate_bent_in_a_byte_is_read_as_the_library_reads_it() -> None:
    for holder in (pki().sign, pki().root, pki().tsa):
        assert differences_of_certificates(bent for _, bent in mutants(holder.der, number=SAMPLE, seed=1)) == []


def test_every_certificate_and_message_of_pkits_is_read_as_the_library_reads_it() -> None:
    ders = [each.read_bytes() for each in (data() / "certs").iterdir()]
    assert [read(der, Certificate.read, fields) for der in ders] == [
        read(der, by_library.certificate, fields) for der in ders
    ]
    assert differences(_signature(each.read_bytes()) for each in (data() / "smime").iterdir()) == []


def _signature(message: bytes) -> bytes:
    (found,) = [
        each for each in message_from_bytes(message).walk() if each.get_content_type() == "application/pkcs7-signature"
    ]
    return bytes(found.get_payload(decode=True))


def test_what_the_authority_made_is_read_as_the_library_reads_it() -> None:
    folders = [folder for folder in (objects("nca-test"), objects("nca-production")) if folder]
    for path in [path for folder in folders for path in sorted(folder.glob("*.c*"))]:
        if path.suffix == ".cms":
            assert differences([path.read_bytes()]) == []
        elif path.suffix != ".crl":
            for der in _ders(path):
                assert read(der, Certificate.read, fields) == read(der, by_library.certificate, fields)


def _ders(path: Path) -> list[bytes]:
    found = path.read_bytes()
    return [der for _, _, der in pem.unarmor(found, multiple=True)] if pem.detect(found) else [found]
