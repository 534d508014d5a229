"""Asking the certification authority: OCSP first, the list where OCSP fails, never another host."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

import pytest
from asn1crypto import ocsp as asn1
from cryptography import x509

from ruqsat.eds import cms, timestamps
from ruqsat.eds.cms import Purpose
from ruqsat.eds.pdf import verify_pdf
from ruqsat.eds.seals import seal_pdf
from ruqsat.eds.verdicts import SubIndication, Verdict
from ruqsat.gateways import pki as gateway
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.pki import TimeStampUnavailable
from tests.eds.certifying import HOUR, Holder
from tests.eds.papers import paper, the_seal
from tests.eds.pki import AT, crl, ocsp_answer, pki, refused_time_stamp, signed, time_stamp
from tests.eds.sent import person
from tests.gateways.replay import replaying

SILENT = Unavailable(why="It does not answer.")


@dataclass
class Authority:
    """The authority of the tests behind the gateway's interface, and what it was asked."""

    status: Callable[[bytes, bytes], bytes | Unavailable] | None = None
    listed: bytes | Unavailable = SILENT
    since: bytes | Unavailable = SILENT
    stamps: Callable[[bytes], bytes | Unavailable] = time_stamp
    asked: list[str] = field(default_factory=list)

    def ocsp(self, request: bytes) -> bytes | Unavailable:
        self.asked.append("ocsp")
        read = asn1.OCSPRequest.load(request)["tbs_request"]
        serial = read["request_list"][0]["req_cert"]["serial_number"].native
        nonce = read["request_extensions"][0]["extn_value"].parsed.native
        return SILENT if self.status is None else self.status(serial, nonce)

    def crl(self, name: str) -> bytes | Unavailable:
        self.asked.append(name)
        return self.since if name == "issuing_d.crl" else self.listed

    def time_stamp(self, request: bytes) -> bytes | Unavailable:
        self.asked.append("tsp")
        return self.stamps(request)


def good(serial: object, nonce: bytes) -> bytes:
    (holder,) = [each for each in (pki().sign, pki().seal, pki().tsa) if each.read.serial == serial]
    return ocsp_answer(holder, pki().issuing, by=pki().responder, nonce=nonce)


def judged(authority: Authority, *, by: Holder | None = None) -> cms.Report:
    der = signed(b"act", by or pki().sign)
    evidence = gateway.gather(der, trust=pki().trust, pki=authority, at=AT)
    assert evidence.gathered_at == AT
    return cms.verify(der, data=b"act", trust=pki().trust, evidence=evidence, at=AT, purpose=Purpose.SIGN)


def test_a_good_answer_with_our_nonce_is_enough() -> None:
    authority = Authority(status=good)
    assert judged(authority).verdict is Verdict.PASSED
    assert authority.asked == ["ocsp"]


@pytest.mark.parametrize("revoked", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_what_changed_since_the_whole_list_is_asked_for_where_the_certificate_names_it(
    revoked: bool, there: bool
) -> None:
    """RFC 5280, 4.2.1.15: a list of changes that cannot be had leaves the whole one as it is."""
    place = x509.DistributionPoint(
        [x509.UniformResourceIdentifier("http://crl.example/issuing_d.crl")], None, None, None
    )
    holder = person(extensions=[(x509.FreshestCRL([place]), False)])
    whole = crl(pki().issuing, at=AT - HOUR, extensions=((x509.CRLNumber(7), False),))
    changes = crl(
        pki().issuing,
        *([holder] if revoked else []),
        extensions=((x509.CRLNumber(8), False), (x509.DeltaCRLIndicator(7), True)),
    )
    authority = Authority(listed=whole, since=changes if there else SILENT)
    found = judged(authority, by=holder)
    assert authority.asked == ["ocsp", "issuing.crl", "issuing_d.crl"]
    assert found.sub_indication == (SubIndication.REVOKED if revoked and there else None)


@pytest.mark.parametrize(
    ("case", "status"),
    [
        ("silent", None),
        ("an error", lambda serial, nonce: bytes.fromhex("30030a0103")),
        ("an old answer replayed", lambda serial, nonce: good(serial, b"another nonce")),
        ("nonsense", lambda serial, nonce: b"<html>"),
        ("about somebody else", lambda serial, nonce: good(pki().seal.read.serial, nonce)),
    ],
)
def test_where_ocsp_gives_no_usable_answer_the_list_is_asked(
    case: str, status: Callable[[bytes, bytes], bytes] | None
) -> None:
    authority = Authority(status=status, listed=crl(pki().issuing))
    assert judged(authority).verdict is Verdict.PASSED, case
    assert authority.asked == ["ocsp", "issuing.crl"]
    assert judged(Authority(status=status, listed=crl(pki().issuing, pki().sign))).sub_indication is (
        SubIndication.REVOKED
    )


def test_where_neither_answers_the_judgement_waits() -> None:
    report = judged(Authority())
    assert (report.verdict, report.sub_indication) == (Verdict.INDETERMINATE, SubIndication.TRY_LATER)


def test_nothing_is_asked_about_what_cannot_pass() -> None:
    authority = Authority(status=good)
    assert gateway.gather(b"nothing", trust=pki().trust, pki=authority, at=AT).ocsp == ()
    assert authority.asked == []


def test_a_seal_is_made_with_the_evidence_that_was_gathered_for_it() -> None:
    authority = Authority(status=good)
    evidence = gateway.gather_for_seal(the_seal(), trust=pki().trust, pki=authority, at=AT)
    assert authority.asked == ["tsp", "ocsp", "ocsp"]
    pdf = seal_pdf(
        paper(), the_seal(), reason="x", at=AT, timestamper=gateway.timestamper(authority), evidence=evidence
    )
    assert verify_pdf(pdf, trust=pki().trust, at=AT).verdict is Verdict.PASSED


def silent_stamps(request: bytes) -> Unavailable:
    assert request
    return SILENT


def refused(request: bytes) -> bytes:
    assert request
    return refused_time_stamp()


@pytest.mark.parametrize("stamps", [silent_stamps, refused])
def test_without_time_stamps_there_is_no_evidence_for_a_seal(
    stamps: Callable[[bytes], bytes | Unavailable],
) -> None:
    with pytest.raises(TimeStampUnavailable):
        gateway.gather_for_seal(the_seal(), trust=pki().trust, pki=Authority(stamps=stamps), at=AT)


def test_over_http_the_three_services_are_asked_below_the_configured_address() -> None:
    request = timestamps.request(sha256(b"x").digest(), nonce=1)
    with replaying() as world:
        world.will_answer("POST", "/pki/ocsp", b"status")
        world.will_answer("GET", "/pki/crl/issuing.crl", b"list")
        world.will_answer("POST", "/pki/tsp", b"stamp")
        connected = gateway.connect(f"{world.url}/pki")
        assert connected.ocsp(b"asked") == b"status"
        assert connected.crl("issuing.crl") == b"list"
        assert connected.time_stamp(request) == b"stamp"
        assert [(each.method, each.path, each.body) for each in world.asked] == [
            ("POST", "/pki/ocsp", b"asked"),
            ("GET", "/pki/crl/issuing.crl", b""),
            ("POST", "/pki/tsp", request),
        ]


def test_over_http_an_error_and_an_endless_answer_are_unavailable() -> None:
    with replaying() as world:
        world.will_answer("POST", "/pki/ocsp", b"", status=503)
        world.will_answer("POST", "/pki/tsp", b"x" * (gateway.MOST_BYTES_OF_ANSWER + 1))
        connected = gateway.connect(f"{world.url}/pki/")
        for answer in (connected.ocsp(b"asked"), connected.time_stamp(b"asked"), connected.crl("absent.crl")):
            assert isinstance(answer, Unavailable)
            assert world.url in answer.why


def test_inside_one_waiting_time_a_service_that_did_not_answer_is_not_asked_again() -> None:
    """The others still are; and afterwards everything is asked as ever."""
    with replaying() as replay:
        replay.will_answer("GET", "/crl/issuing.crl", b"a list")
        with gateway.one_waiting_time():
            for _ in range(3):
                service = gateway.connect(replay.url)
                assert isinstance(service.ocsp(b"request"), Unavailable)
                assert isinstance(service.time_stamp(b"request"), Unavailable)
                assert service.crl("issuing.crl") == b"a list"
        assert isinstance(gateway.connect(replay.url).ocsp(b"request"), Unavailable)
    assert [asked.path for asked in replay.asked].count("/ocsp") == 2
    assert [asked.path for asked in replay.asked].count("/tsp") == 1
    assert [asked.path for asked in replay.asked].count("/crl/issuing.crl") == 3
