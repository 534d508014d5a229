"""The codes of tax authorities: entered by whoever runs the instance; invented only where money is play."""

from typing import Any

import pytest

from ruqsat.payments import tax_bodies
from ruqsat.running.environment import tax_bodies as said_in

REAL, PLAY = {"kind": "pgeg", "url": "https://pay.example"}, {"kind": "sandbox", "url": "http://127.0.0.1"}


@pytest.mark.parametrize(
    ("said", "payments", "code", "confirmed"),
    [('{"75": "6001"}', REAL, "6001", True), ("", REAL, "", False), ("", PLAY, "9975", False)],
)
def test_a_code_is_what_was_entered(
    settings: Any, said: str, payments: dict[str, str], code: str, confirmed: bool
) -> None:
    settings.TAX_BODIES, settings.GATEWAYS = said_in(said, payments=payments), {"payments": payments}
    assert (tax_bodies.code_of("75"), tax_bodies.is_confirmed()) == (code, confirmed)
