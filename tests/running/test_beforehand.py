"""What a start makes sure of before it starts or changes anything; in the process of ``ruqsat run`` itself."""

import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from ruqsat.gateways.wires import USUAL
from tests.gateways.impolite import certificate_of
from tests.instance import RunningInstance, copied_var, left_after, plain_environment, remove_var

pytestmark = pytest.mark.xdist_group("instance")

REGISTERS: Mapping[str, str] = {
    "RUQSAT_CONSENTS_URL": "https://digilocker.example",
    "RUQSAT_REGISTERS_URL": "https://shep.example/bip-sync-wss/",
    "RUQSAT_REGISTERS_SENDER_ID": "ruqsat",
    "RUQSAT_REGISTERS_PASSWORD": "open sesame",
    "RUQSAT_REGISTERS_KEY_FILE": "{file}",
    "RUQSAT_REGISTERS_CERTIFICATE_FILE": "{file}",
    "RUQSAT_REGISTERS_GATEWAY_CERTIFICATE_FILE": "{file}",
    "RUQSAT_REGISTERS_SERVICES_FILE": "{services}",
}


def refused(var: Path, environ: Mapping[str, str]) -> str:
    """What is said of a start that does not come about."""
    command = RunningInstance(var=var).command
    environment = plain_environment() | dict(environ)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def registers(folder: Path, *, services: str) -> dict[str, str]:
    """Real registers, with what stands in the file of their services."""
    named = {"file": folder / "file.pem", "services": folder / "services.toml"}
    named["file"].write_text("x")
    named["file"].chmod(0o600)
    named["services"].write_text(services)
    return {name: value.format(**named) for name, value in REGISTERS.items()}


def test_a_slip_in_the_file_of_the_services_stops_a_start_before_anything_is_made(tmp_path: Path) -> None:
    """Rules 8: every inquiry would be in vain, and the instance would look well."""
    var = tmp_path / "var"
    slip = USUAL.read_text().replace("[", "{", 1)
    said = refused(var, registers(tmp_path, services=slip))
    assert said.startswith("RUQSAT_REGISTERS_SERVICES_FILE: ")
    assert "Begin with a copy of src/ruqsat/gateways/services.toml" in said
    assert sorted(path.name for path in var.iterdir()) == ["instance.lock"]
    assert left_after(var, seconds=30) == {}


def test_every_error_is_said_at_once_each_on_a_line_of_its_own(tmp_path: Path) -> None:
    pairs = [certificate_of(name, tmp_path, since=1, days=30) for name in ("ours", "other")]
    said = refused(
        tmp_path / "var",
        {
            "RUQSAT_INFORMATION_URL": "http://operator.example",
            "RUQSAT_INFORMATION_CLIENT_CERTIFICATE_FILE": str(pairs[0]),
            "RUQSAT_INFORMATION_CLIENT_KEY_FILE": str(pairs[1]),
        },
    )
    lines = [line.partition(" ")[0].rstrip(":") for line in said.splitlines()]
    assert lines == ["RUQSAT_INFORMATION_URL", "RUQSAT_INFORMATION_CLIENT_CERTIFICATE_FILE"]


def test_what_keeps_the_settings_from_being_read_is_said_before_anything_is_made(tmp_path: Path) -> None:
    said = refused(tmp_path, {"RUQSAT_OPERATORS": "somebody"})
    assert said == "RUQSAT_OPERATORS holds something that is no IIN of twelve digits.\n"
    assert not (tmp_path / "keys").exists()


def test_a_certificate_that_is_over_is_told_and_stops_no_start(prepared: RunningInstance, tmp_path: Path) -> None:
    """One outside system's is no reason to be without all others, least of all half way through an upgrade."""
    over = str(certificate_of("over", tmp_path, since=9, days=-1))
    told = {
        "RUQSAT_INFORMATION_URL": "https://127.0.0.1:9",
        "RUQSAT_INFORMATION_CLIENT_CERTIFICATE_FILE": over,
        "RUQSAT_INFORMATION_CLIENT_KEY_FILE": over,
        "RUQSAT_OPERATORS": "850311499776",  # else a second warning
    }
    instance = RunningInstance(var=copied_var(prepared.var), environment=plain_environment() | told)
    try:
        instance.start()
        (line,) = [line for line in instance.said.splitlines() if line.startswith("Warning: ")]
        assert line.startswith("Warning: RUQSAT_INFORMATION_CLIENT_CERTIFICATE_FILE: it is in force from ")
        assert line.endswith(", and not now. Ask for a new one where it came from.")
        assert instance.end(signal.SIGTERM) == 0
    finally:
        remove_var(instance.var)
