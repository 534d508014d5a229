"""Every outside system asked at the same time, none waited for too long."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ruqsat.gateways.wires import USUAL
from ruqsat.running.doctor import outside
from ruqsat.running.doctor.findings import Finding, Mark, Round
from ruqsat.running.outside import gateways
from tests.gateways.impolite import dripping

AWAY = "http://127.0.0.1:9"


def looked(environ: dict[str, str], *, url: str, trust: Path) -> dict[str, Finding]:
    round_ = Round(lambda finding: None)
    systems = gateways(environ, sandbox_url=url)
    outside.look(round_, gateways=systems, trust=trust, seal=None, now=lambda: datetime.now(UTC))
    return {finding.tried: finding for finding in round_.findings}


def test_of_a_real_system_the_connection_to_each_host_is_tried_once(tmp_path: Path) -> None:
    environ = {"RUQSAT_REGISTERS_URL": f"{AWAY}/soap", "RUQSAT_CONSENTS_URL": f"{AWAY}/digilocker"}
    assert [name for name in looked(environ, url=AWAY, trust=tmp_path) if "127.0.0.1" in name] == [
        "registers: 127.0.0.1:9"
    ]


def test_of_real_registers_the_services_are_named_and_each_address_tried(tmp_path: Path) -> None:
    """Rules 8: those that are not confirmed."""
    path = tmp_path / "services.toml"
    path.write_text(USUAL.read_text(encoding="utf-8") + 'address = "http://127.0.0.2:9/"\n', encoding="utf-8")
    environ = {"RUQSAT_REGISTERS_URL": f"{AWAY}/soap", "RUQSAT_REGISTERS_SERVICES_FILE": str(path)}
    found = looked(environ, url=AWAY, trust=tmp_path)
    assert found["inquiries"].mark is Mark.NOTE
    assert "registers: 127.0.0.2:9" in found


def test_a_second_provider_of_messages_is_tried_too(tmp_path: Path) -> None:
    environ = {"RUQSAT_MESSAGES_URL": AWAY, "RUQSAT_MESSAGES_SECOND_URL": AWAY}
    assert looked(environ, url=AWAY, trust=tmp_path)["messages, second"].mark is Mark.WRONG


def test_who_takes_too_long_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "LONGEST", 0.2)
    with dripping(every=0.1, pieces=6) as url:
        found = looked({"RUQSAT_INFORMATION_URL": url}, url=AWAY, trust=tmp_path)["information"]
    assert (found.mark, found.said) == (Mark.WRONG, "no answer within 0.2 s")


def test_the_order_stays_whoever_answers_first(tmp_path: Path) -> None:
    found = list(looked({}, url=AWAY, trust=tmp_path))
    assert found == [
        "registers", "consents", "licenses", "payments", "messages", "monitoring", "information", "OCSP",
        "revocation lists", "time stamps", "messages, second",
    ]  # fmt: skip
