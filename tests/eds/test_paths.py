"""The path to a configured root: authorities only, as long as they may be, understood whole."""

from collections.abc import Callable

import pytest
from cryptography import x509

from ruqsat.eds import paths
from ruqsat.eds.certificates import Certificate
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from tests.eds.pki import (
    AT,
    AUTHORITY_USAGE,
    DAY,
    FROM,
    PERSON,
    Holder,
    certify,
    key,
    named,
    pki,
    usage,
)

STRANGE = (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True)


def below(issuer: Holder, name: str, **changes: object) -> Holder:
    arguments = {"key_usage": AUTHORITY_USAGE, "authority": True} | changes
    return certify(named(cn=name, c="KZ"), key(name), issuer, **arguments)  # type: ignore[arg-type] # a table of changes


def found(leaf: Holder, *among: Holder) -> tuple[Certificate, ...]:
    return paths.path_to_root(leaf.read, trust=pki().trust, among=[each.read for each in among], at=AT)


def test_the_path_ends_at_the_root() -> None:
    assert found(pki().sign) == (pki().sign.read, pki().issuing.read, pki().root.read)


def test_an_authority_that_comes_along_is_used_if_it_leads_to_a_configured_root() -> None:
    other = below(pki().root, "another")
    leaf = certify(PERSON, key("sign"), other)
    assert found(leaf, other)[1:] == (other.read, pki().root.read)


FAILING: dict[str, tuple[SubIndication, Callable[[], tuple[Holder, ...]]]] = {
    "an authority below one that may have none": (
        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        lambda: (below(pki().issuing, "below"),),
    ),
    "not an authority": (
        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        lambda: (below(pki().root, "none", authority=False),),
    ),
    "an authority that may not certify": (
        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        lambda: (below(pki().root, "lists only", key_usage=usage("crl_sign")),),
    ),
    "an authority without key usage": (
        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        lambda: (below(pki().root, "no usage", key_usage=None),),
    ),
    "an authority with a condition not understood": (
        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        lambda: (below(pki().root, "strange", extensions=(STRANGE,)),),
    ),
    "an authority that has expired": (
        SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
        lambda: (below(pki().root, "expired", valid=(FROM, AT - DAY)),),
    ),
    "an authority with a short key": (
        SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
        lambda: (certify(named(cn="weak"), key("weak", 1024), pki().root, key_usage=AUTHORITY_USAGE, authority=True),),
    ),
}


@pytest.mark.parametrize("case", FAILING)
def test_there_is_no_path_through(case: str) -> None:
    expected, authorities = FAILING[case]
    (issuer,) = authorities()
    leaf = certify(PERSON, key("sign"), issuer)
    with pytest.raises(NotBorneOut) as caught:
        found(leaf, issuer)
    assert caught.value.sub_indication is expected


def test_a_certificate_with_a_condition_not_understood_is_refused() -> None:
    with pytest.raises(NotBorneOut) as caught:
        found(certify(PERSON, key("sign"), pki().issuing, extensions=(STRANGE,)))
    assert caught.value.sub_indication is SubIndication.CHAIN_CONSTRAINTS_FAILURE


def test_a_path_that_is_too_long_is_not_followed() -> None:
    links = [pki().root]
    for number in range(paths.LONGEST_PATH):
        links.append(below(links[-1], f"level {number}"))
    leaf = certify(PERSON, key("sign"), links[-1])
    with pytest.raises(NotBorneOut) as caught:
        found(leaf, *links)
    assert caught.value.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def test_authorities_that_issued_one_another_do_not_keep_the_search_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature that nobody has to own a certificate for can bring any number of them."""
    ring = [certify(named(cn="ring"), key("ring"), None, key_usage=AUTHORITY_USAGE, authority=True) for _ in range(9)]
    checked: list[Certificate] = []
    is_issued_by = paths.is_issued_by

    def counted(certificate: Certificate, issuer: Certificate) -> bool:
        checked.append(certificate)
        return is_issued_by(certificate, issuer)

    monkeypatch.setattr(paths, "is_issued_by", counted)
    with pytest.raises(NotBorneOut) as caught:
        found(certify(PERSON, key("sign"), ring[0]), *ring)
    assert caught.value.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
    assert len(checked) <= paths.MOST_CHECKS


def test_a_root_is_nobodys_own_certificate() -> None:
    with pytest.raises(NotBorneOut):
        paths.path_to_root(pki().root.read, trust=TrustStore(roots=(pki().root.read,)), among=(), at=AT)
