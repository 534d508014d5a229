"""Rules 20: a license can be verified for decades: the time stamp over it is renewed before it ends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse

from ruqsat.cases.actions import renewing as filing
from ruqsat.documents import release, sealing, store
from ruqsat.documents.models import Blob
from ruqsat.documents.rendering import Kind
from ruqsat.documents.unsealed import SealUnavailable, SealWaits
from ruqsat.eds.certificates import read_pem
from ruqsat.eds.pdf import Level, verify_pdf
from ruqsat.eds.trust import TrustStore, pin_lines
from ruqsat.eds.verdicts import Verdict
from ruqsat.gateways import pki as gateway
from ruqsat.jobs import renewing
from ruqsat.law.acts import ResultIssued, StampRenewed
from ruqsat.law.standing import act_of
from ruqsat.licenses.checking import check_file
from tests.clocks import stopped_at
from tests.eds.certifying import TIME_STAMPING, certify, key, named, usage
from tests.eds.pki import pki
from tests.gateways.authority import Authority, answering
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import window_of
from tests.web.portal.roads import window
from tests.world import OFFICER

ENDS = datetime(2040, 1, 1, tzinfo=UTC)  # the sandbox's time-stamping authority
DUE = ENDS - timedelta(days=30)


@pytest.fixture
def later_authority() -> Iterator[Authority]:
    """Another authority, trusted beside the sandbox's, whose certificate for time stamps holds until 2044."""
    lasting = certify(
        named(cn="СЕРВИС МЕТКИ ВРЕМЕНИ 2", c="KZ"),
        key("tsa-2"),
        pki().issuing,
        key_usage=usage("digital_signature"),
        extended=(TIME_STAMPING,),
        valid=(datetime(2036, 1, 1, tzinfo=UTC), datetime(2044, 1, 1, tzinfo=UTC)),
    )
    with answering(lasting) as authority:
        authority.now = DUE
        yield authority


def trusting_both(authority: Authority, patch: pytest.MonkeyPatch, folder: Path) -> None:
    roots = (
        b"".join(one.read_bytes() for one in Path(settings.TRUST_DIR).glob("*.pem"))
        + pki().root.pem
        + pki().issuing.pem
    )
    (folder / "roots.pem").write_bytes(roots)
    (folder / "pins.sha256").write_text(pin_lines(read_pem(roots)))
    patch.setattr(settings, "TRUST_DIR", folder)
    patch.setattr(settings, "GATEWAYS", {**settings.GATEWAYS, "pki": {"kind": "real", "url": authority.url}})


def license_of(road: Road) -> Blob:
    return Blob.objects.get(file_id=road.case, kind=Kind.LICENSE, sealed=True, renews=None)


def test_the_time_stamp_over_a_license_is_renewed_before_it_ends_and_all_of_it_goes_on_holding(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    old = license_of(road)
    before = store.read(road.case, old.sha256)
    renewing.renew_due(now=road.world.now)
    assert license_of(road).holds_until == ENDS, "looked at, and not due yet"
    assert later_authority.asked == []
    renewing.renew_due(now=lambda: DUE)
    new = store.newest(old)
    after = store.read(road.case, new.sha256)
    assert after.startswith(before)
    assert new.holds_until == datetime(2044, 1, 1, tzinfo=UTC)
    filed = [filed.act for filed in road.look().acts if isinstance(filed.act, StampRenewed)]
    assert (old.sha256, new.sha256) in {(act.of, act.document) for act in filed}
    trust = TrustStore.from_folder(settings.TRUST_DIR)
    later = ENDS + timedelta(days=900)
    assert verify_pdf(before, trust=trust, at=later).verdict is Verdict.FAILED
    report = verify_pdf(after, trust=trust, at=later)
    assert (report.verdict, report.level, len(report.document_time_stamps)) == (Verdict.PASSED, Level.B_LTA, 2), report


def test_the_newest_is_handed_out_and_both_are_the_document_that_was_issued(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    old = license_of(road)
    renewing.renew_due(now=road.world.now)
    renewing.renew_due(now=lambda: DUE)
    issued = road.look().standing.issued
    assert issued is not None
    assert old.sha256 in {one.sha256 for one in act_of(issued, ResultIssued).documents}
    before, after = (store.read(road.case, one.sha256) for one in (old, store.newest(old)))
    assert release.released(road.case, old.sha256) == after
    address = reverse("portal:document", args=[road.case, old.sha256])
    assert window().get(address).content == after
    desk = window_of(OFFICER).get(reverse("desk:document", args=[road.case, old.sha256]))
    assert desk.content == after
    for held in (before, after):
        found = check_file(held).document
        assert found is not None
        assert found.sha256 == old.sha256
    assert check_file(after + b"\n").document is None


def test_every_sealed_document_of_the_case_is_renewed_and_each_once(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    sealed = Blob.objects.filter(file_id=road.case, sealed=True).count()
    renewing.renew_due(now=road.world.now)
    for _ in range(3):
        renewing.renew_due(now=lambda: DUE)
    assert Blob.objects.filter(file_id=road.case, renews__isnull=False).count() == sealed > 2
    assert road.kinds().count("stamp_renewed") == sealed
    store.forget(road.case)
    assert not Blob.objects.filter(file_id=road.case).exists()


def test_an_authority_that_stamps_with_nothing_longer_is_asked_again_the_next_day(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    renewing.renew_due(now=road.world.now)
    lasting = later_authority.tsa
    later_authority.tsa = certify(
        named(cn="СЕРВИС МЕТКИ ВРЕМЕНИ 3", c="KZ"),
        key("tsa-3"),
        pki().issuing,
        key_usage=usage("digital_signature"),
        extended=(TIME_STAMPING,),
        valid=(datetime(2036, 1, 1, tzinfo=UTC), ENDS - timedelta(days=1)),
    )
    renewing.renew_due(now=lambda: DUE)
    assert "stamp_renewed" not in road.kinds()
    assert later_authority.asked.count("/tsp") == 1, "one answer for all that end then or later"
    asked = len(later_authority.asked)
    later_authority.tsa = lasting
    renewing.renew_due(now=lambda: DUE + timedelta(hours=1))
    assert len(later_authority.asked) == asked
    later_authority.now = DUE + timedelta(days=1, hours=1)
    renewing.renew_due(now=lambda: later_authority.now)
    assert "stamp_renewed" in road.kinds()


def test_while_the_authority_is_silent_one_is_tried_and_the_next_sweep_tries_again(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    renewing.renew_due(now=road.world.now)
    later_authority.silent = True
    renewing.renew_due(now=lambda: DUE)
    assert later_authority.asked == ["/tsp"]
    later_authority.silent = False
    renewing.renew_due(now=lambda: DUE + timedelta(seconds=5))
    assert "stamp_renewed" in road.kinds()


def test_a_document_that_cannot_be_read_keeps_no_other_waiting(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    first = Blob.objects.filter(file_id=road.case, sealed=True).earliest("created_at")
    (stored,) = Path(settings.FILES_DIR).rglob(first.id.hex)
    stored.unlink()
    stored.mkdir()  # the file system gives another error than for a file that is gone
    looked_at = road.now
    renewing.renew_due(now=lambda: looked_at)
    first.refresh_from_db()
    assert (first.holds_until, first.renewal_tried_at) == (None, looked_at)
    assert license_of(road).holds_until == ENDS


def test_a_document_whose_new_stamp_cannot_be_put_on_file_keeps_no_other_waiting(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    renewing.renew_due(now=road.world.now)
    real, breaks = filing.stamp_renewed, [True]

    def breaks_once(case: UUID, **more: Any) -> None:
        if breaks:
            breaks.pop()
            raise ConnectionError
        real(case, **more)

    monkeypatch.setattr(filing, "stamp_renewed", breaks_once)
    renewing.renew_due(now=lambda: DUE)
    sealed = Blob.objects.filter(file_id=road.case, sealed=True, renews=None).count()
    assert road.kinds().count("stamp_renewed") == sealed - 1 > 1


def test_one_that_waits_for_its_authority_does_not_stand_before_the_others(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    renewing.renew_due(now=road.world.now)
    later_authority.silent = True
    for seconds in (0, 5, 10):
        renewing.renew_due(now=stopped_at(DUE + timedelta(seconds=seconds)))
    tried = Blob.objects.filter(file_id=road.case, renewal_tried_at__gte=DUE).count()
    assert tried == len(later_authority.asked) == 3


def test_an_authority_whose_certificate_is_not_trusted_is_no_outage(
    stand: Stand, later_authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    road = stand("issued")
    trusting_both(later_authority, monkeypatch, tmp_path)
    old = license_of(road)
    renewing.renew_due(now=road.world.now)
    foreign = certify(named(cn="СЕРВИС МЕТКИ ВРЕМЕНИ 4", c="KZ"), key("tsa-4"), None, extended=(TIME_STAMPING,))
    later_authority.tsa = foreign
    content = store.read(road.case, old.sha256)
    with pytest.raises(SealUnavailable) as refused:
        sealing.renew(content, beyond=ENDS, at=DUE, pki=gateway.connect(later_authority.url))
    assert not isinstance(refused.value, SealWaits)
