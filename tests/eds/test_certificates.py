"""Certificates read from DER by object identifier, as the Authority forms them."""

from datetime import UTC, datetime

import pytest
from asn1crypto import core
from asn1crypto import x509 as asn1
from cryptography import x509

from ruqsat.eds.certificates import Certificate, UnreadableCertificate, read_pem
from tests.eds.pki import (
    AT,
    BIN,
    EMAIL_PROTECTION,
    FROM,
    IIN,
    INDIVIDUAL,
    OFFICE,
    UNTIL,
    certify,
    key,
    named,
    pki,
)


def test_the_given_name_holds_the_patronymic_and_the_first_name_follows_the_surname_in_the_common_name() -> None:
    subject = pki().sign.read.subject
    assert (subject.name, subject.last, subject.first) == ("СЫНАҚОВ ҮЛГІ", "СЫНАҚОВ", "ҮЛГІ")
    assert (subject.patronymic, subject.iin, subject.bin, subject.organization) == ("МЫСАЛҰЛЫ", IIN, "", "")


def test_an_office_is_named_by_its_organization_and_bin_though_the_bin_stands_twice() -> None:
    subject = pki().seal.read.subject
    assert (subject.organization, subject.bin, subject.iin, subject.last) == ("Сынақ департаменті", BIN, "", "")
    assert OFFICE.rfc4514_string().count(BIN) == 2


def test_purposes_roles_and_the_period_are_read() -> None:
    read = pki().sign.read
    assert read.key_usage == {"digital_signature", "non_repudiation"}
    assert (read.extended_key_usage, read.roles) == ((EMAIL_PROTECTION, INDIVIDUAL), (INDIVIDUAL,))
    assert (read.not_before, read.not_after) == (FROM, UNTIL)
    assert read.is_valid_at(FROM)
    assert read.is_valid_at(UNTIL)
    assert (read.is_authority, pki().issuing.read.is_authority, pki().issuing.read.path_length) == (False, True, 0)


@pytest.mark.parametrize(
    "subject",
    [
        named(cn="А", number="IIN123"),
        named(cn="А", number="IIN90010139901X"),
        named(cn="А", number=f"IIN{IIN}", ou="IIN900101499022"),
        x509.Name([*named(cn="А"), *named(cn="Б")]),
        x509.Name([*named(o="А"), *named(o="Б")]),
    ],
)
def test_who_is_named_in_two_ways_or_by_half_a_number_is_nobody(subject: x509.Name) -> None:
    with pytest.raises(UnreadableCertificate):
        _ = certify(subject, key("sign"), pki().issuing).read


@pytest.mark.parametrize("end", ["not_before", "not_after"])
def test_a_moment_without_its_zone_is_none(end: str) -> None:
    """RFC 5280, 4.1.2.5.2: what was compared with it would be no comparison."""
    whole = asn1.Certificate.load(pki().sign.der)
    moment = core.GeneralizedTime(datetime(2030, 1, 1, tzinfo=UTC))
    moment.contents = b"20300101000000"
    whole["tbs_certificate"]["validity"][end] = asn1.Time("general_time", moment)
    der = whole.dump()
    assert b"\x18\x0e20300101000000" in der
    with pytest.raises(UnreadableCertificate):
        Certificate.read(der)


@pytest.mark.parametrize("der", [b"", b"0", b"\x30\x80", b"nothing", b"\x30\x03\x02\x01\x01"])
def test_what_is_no_certificate_is_said_to_be_none(der: bytes) -> None:
    with pytest.raises(UnreadableCertificate):
        Certificate.read(der)
    with pytest.raises(UnreadableCertificate):
        read_pem(der)


def test_a_pem_without_a_certificate_holds_none() -> None:
    with pytest.raises(UnreadableCertificate, match="no certificate"):
        read_pem(pki().sign.key_pem)


def test_an_altered_byte_is_never_an_unexpected_error() -> None:
    der = pki().sign.der
    read = 0
    for place in range(0, len(der), 3):
        broken = bytearray(der)
        broken[place] ^= 0x41
        try:
            Certificate.read(bytes(broken)).is_valid_at(AT)
            read += 1
        except UnreadableCertificate:
            continue
    assert 0 < read < len(der) // 3
