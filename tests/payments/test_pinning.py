"""The payment gateway's key is taken once, and no other is believed afterwards."""

from pathlib import Path

import pytest
from django.conf import settings

from ruqsat.payments import pinning
from tests.payments.ground import Gateway, new_key, pem_of


def test_the_same_key_again_changes_nothing_and_another_is_refused(gateway: Gateway, tmp_path: Path) -> None:
    pinning.pin(gateway.client, var=tmp_path)
    assert pinning.pinned().public_numbers() == gateway.key.public_key().public_numbers()
    gateway.world.will_answer("GET", "/api/payments/key", pem_of(new_key()))
    with pytest.raises(pinning.KeyChanged):
        pinning.pin(gateway.client, var=tmp_path)
    assert pinning.pinned().public_numbers() == gateway.key.public_key().public_numbers()


def test_without_a_key_no_notice_can_be_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    with pytest.raises(pinning.KeyNotPinned):
        pinning.pinned()


def test_a_weak_key_a_broken_one_and_none_are_not_taken(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path / "other")
    for given in (pem_of(new_key(1024)), b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", b"<html>"):
        gateway.world.will_answer("GET", "/api/payments/key", given)
        with pytest.raises(pinning.KeyNotTaken):
            pinning.pin(gateway.client, var=tmp_path / "other")
    with pytest.raises(pinning.KeyNotPinned):
        pinning.pinned()
