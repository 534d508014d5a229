"""What is signed with the sandbox's GOST keys, judged whole: path, status, role; each side has code of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from ruqsat.eds import cms
from ruqsat.eds.certificates import read_pem
from ruqsat.eds.cms import Purpose
from ruqsat.eds.reports import Report
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import SubIndication, Verdict
from ruqsat.gateways import pki
from tests.ruqsat_sandbox.asking import sign_elsewhere
from tests.ruqsat_sandbox.conftest import sandbox

STATEMENT = b'{"kind":"received"}'


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox(tmp_path_factory.mktemp("gost")) as running:
        yield running


@pytest.fixture(scope="module")
def world(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as client:
        yield client


def holder(world: httpx.Client, story: str) -> str:
    """The IIN of the inhabitant whose story has these words."""
    return str(next(each["iin"] for each in world.get("/api/people").json() if story in each["story"]))


def judged(
    world: httpx.Client, signature: bytes, *, data: bytes = STATEMENT, purpose: Purpose = Purpose.SIGN
) -> Report:
    roots = world.get("/api/pki/trust").json()["roots"]
    trust = TrustStore(roots=tuple(each for root in roots for each in read_pem(root.encode())))
    at = datetime.now(UTC)
    evidence = pki.gather(signature, trust=trust, pki=pki.connect(f"{str(world.base_url).rstrip('/')}/pki"), at=at)
    return cms.verify(signature, data=data, trust=trust, evidence=evidence, at=at, purpose=purpose)


@pytest.mark.parametrize(
    ("story", "role"),
    [
        ("Start here", "1.2.398.3.3.4.1.1"),
        ("The head of the clinic", "1.2.398.3.3.4.1.2.1"),
        ("power of attorney", "1.2.398.3.3.4.1.2.2"),
        ("A cardiologist employed", "1.2.398.3.3.4.1.2.5"),
        ("The approving body in Astana", "1.2.398.3.3.4.1.2.5"),
    ],
    ids=["individual", "head", "signatory", "employee", "state-body"],
)
def test_a_gost_signature_of_every_role_passes_with_its_status_answered(
    world: httpx.Client, story: str, role: str
) -> None:
    """Rules 2(2): certified by the National Authority, officers of state bodies by their own."""
    report = judged(world, sign_elsewhere(world, holder(world, story), STATEMENT, key="gost"))
    assert (report.verdict, report.reason) == (Verdict.PASSED, None)
    assert report.signers[0].iin == holder(world, story)
    assert role in report.signers[0].roles


def test_a_gost_key_signs_in_too(world: httpx.Client) -> None:
    signature = sign_elsewhere(world, holder(world, "Start here"), STATEMENT, key="gost")
    assert judged(world, signature, purpose=Purpose.AUTHENTICATE).verdict is Verdict.PASSED


def test_other_bytes_than_those_signed_fail(world: httpx.Client) -> None:
    signature = sign_elsewhere(world, holder(world, "Start here"), STATEMENT, key="gost")
    assert judged(world, signature, data=STATEMENT + b" ").sub_indication is SubIndication.HASH_FAILURE


@pytest.mark.parametrize("kind", ["unavailable", "wrong"])
def test_while_its_status_is_not_answered_rightly_nobody_can_say(world: httpx.Client, kind: str) -> None:
    signature = sign_elsewhere(world, holder(world, "Start here"), STATEMENT, key="gost")
    for system in ("ocsp", "crl"):
        world.post("/api/faults", json={"system": system, "kind": kind}).raise_for_status()
    try:
        assert judged(world, signature).verdict is Verdict.INDETERMINATE
    finally:
        for system in ("ocsp", "crl"):
            world.post("/api/faults", json={"system": system, "kind": "none"}).raise_for_status()
    assert judged(world, signature).verdict is Verdict.PASSED


@pytest.mark.parametrize("story", ["Start here", "The approving body in Astana"], ids=["national", "state-body"])
def test_the_list_of_its_authority_is_enough_where_ocsp_is_down(world: httpx.Client, story: str) -> None:
    signature = sign_elsewhere(world, holder(world, story), STATEMENT, key="gost")
    world.post("/api/faults", json={"system": "ocsp", "kind": "unavailable"}).raise_for_status()
    try:
        assert judged(world, signature).verdict is Verdict.PASSED
    finally:
        world.post("/api/faults", json={"system": "ocsp", "kind": "none"}).raise_for_status()


def test_a_gost_certificate_that_has_ended_fails(world: httpx.Client) -> None:
    iin = world.post("/api/people").json()["iin"]
    world.post("/api/pki/renew", json={"iin": iin, "until": "2026-01-01T00:00:00+05:00"}).raise_for_status()
    report = judged(world, sign_elsewhere(world, iin, STATEMENT, key="gost"))
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.EXPIRED)


def test_a_revoked_gost_certificate_fails(world: httpx.Client) -> None:
    iin = holder(world, "An officer of the department in Almaty")
    signature = sign_elsewhere(world, iin, STATEMENT, key="gost")
    world.post("/api/pki/revoke", json={"iin": iin}).raise_for_status()
    report = judged(world, signature)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.REVOKED)
