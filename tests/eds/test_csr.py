"""The key of a seal and the request to certify it."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from ruqsat.eds.csr import key_and_request
from tests.eds.pki import BIN


def test_the_request_names_the_organization_and_is_signed_with_the_new_key() -> None:
    key, request = key_and_request(office="KZ-75", organization="Сынақ департаменті", bin_=BIN)
    read = x509.load_pem_x509_csr(request)
    assert read.is_signature_valid
    assert read.public_key() == load_pem_private_key(key, None).public_key()
    assert [part.value for part in read.subject] == ["KZ-75", "KZ", "Сынақ департаменті", f"BIN{BIN}"]


def test_a_long_name_is_cut_between_letters() -> None:
    _, request = key_and_request(office="KZ-75", organization="Қазақстан " * 9, bin_=BIN)
    name = str(x509.load_pem_x509_csr(request).subject.rfc4514_string())
    assert "Қазақстан Қазақстан Қазақстан" in name


def test_with_a_password_the_key_is_encrypted() -> None:
    key, _ = key_and_request(office="KZ-75", organization="x", bin_=BIN, password=b"only for tests")
    with pytest.raises(TypeError):
        load_pem_private_key(key, None)
    assert load_pem_private_key(key, b"only for tests")
