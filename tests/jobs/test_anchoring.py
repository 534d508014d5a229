"""Once a day the heads of all files stand under a real time stamp; without one there is no anchor, and it stays due."""

import io

import pytest
from django.conf import settings

from ruqsat.eds import timestamps
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.trust import TrustStore
from ruqsat.gateways import pki
from ruqsat.jobs import anchoring
from ruqsat.journal.commands import verify_command
from ruqsat.journal.models import Anchor, File
from tests.milestones import Stand


def test_the_anchor_is_made_once_a_day_with_a_stamp_that_verifies(stand: Stand) -> None:
    road = stand("settled")
    for _ in range(2):
        anchoring.anchor_if_due(at=road.now)
    (anchor,) = Anchor.objects.all()
    assert anchor.count == File.objects.count()
    token, at = bytes(anchor.stamp), road.now
    trust = TrustStore.from_folder(settings.TRUST_DIR)
    gateway = pki.connect(settings.GATEWAYS["pki"]["url"])
    names = {need.crl_name for need in timestamps.needs(token, trust=trust, at=at)}
    lists = [gateway.crl(name) for name in names if name is not None]
    evidence = Evidence(gathered_at=at, crls=tuple(one for one in lists if isinstance(one, bytes)))
    stamp = timestamps.verify(token, data=bytes(anchor.statement), trust=trust, evidence=evidence, at=at)
    assert abs((stamp.moment - anchor.made_at).total_seconds()) < 60
    said = io.StringIO()
    assert verify_command(as_json=False, out=said) == 0, said.getvalue()
    assert str(anchor.day) in said.getvalue()


def test_the_next_day_has_its_own_and_follows_the_one_before(stand: Stand) -> None:
    road = stand("settled")
    anchoring.anchor_if_due(at=road.now)
    road.world.later(days=1)
    anchoring.anchor_if_due(at=road.now)
    first, second = Anchor.objects.order_by("day")
    assert (first.previous, second.previous is not None) == (None, True)
    assert verify_command(as_json=True, out=io.StringIO()) == 0


def test_without_a_stamp_there_is_no_anchor_and_it_stays_due(stand: Stand) -> None:
    road = stand("settled")
    road.world.break_down("tsp")
    anchoring.anchor_if_due(at=road.now)
    assert not Anchor.objects.exists()
    with pytest.raises(anchoring.NoStampError):
        anchoring.stamp(b"\x00" * 32)
    road.world.mend()
    anchoring.anchor_if_due(at=road.now)
    assert Anchor.objects.count() == 1
