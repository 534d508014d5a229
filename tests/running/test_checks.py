"""What is missing or dangerous in the configuration of the outside systems, each by its variable."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from django.conf import settings

from ruqsat.gateways.wires import USUAL
from ruqsat.law.offices import LIST
from ruqsat.running.checks import check_outside, check_production
from ruqsat.running.environment import operators, tax_bodies
from ruqsat.running.outside import gateways
from ruqsat.running.systems import SYSTEMS, VARIABLES, Variable
from tests.gateways.impolite import certificate_of
from tests.instance import plain_environment


def codes_of(regions: Iterable[str]) -> str:
    """Invented codes of tax authorities, as the environment has them; the braces are doubled for `str.format`."""
    return f"{{{json.dumps({region: f'99{region}' for region in regions})}}}"


SECRET = "open sesame"
WHOLE: Mapping[str, str] = {
    "RUQSAT_GATEWAYS": "real",
    "RUQSAT_TAX_BODIES": codes_of(LIST.served),
    "RUQSAT_OPERATORS": "850311499776",
    "RUQSAT_REGISTERS_URL": "https://shep.example/bip-sync-wss-gost/",
    "RUQSAT_REGISTERS_SENDER_ID": "ruqsat",
    "RUQSAT_REGISTERS_PASSWORD": SECRET,
    "RUQSAT_REGISTERS_KEY_FILE": "{secret}",
    "RUQSAT_REGISTERS_CERTIFICATE_FILE": "{open}",
    "RUQSAT_REGISTERS_GATEWAY_CERTIFICATE_FILE": "{open}",
    "RUQSAT_CONSENTS_URL": "https://digilocker.example",
    "RUQSAT_LICENSES_URL": "https://elicense.example",
    "RUQSAT_PAYMENTS_URL": "https://pay.example",
    "RUQSAT_PAYMENTS_KEY_FILE": "{open}",
    "RUQSAT_PAYMENTS_ACCOUNTS": "KZ53900SANDBOX000001, KZ26 900S ANDB OX00 0002",
    "RUQSAT_MESSAGES_URL": "https://sms.example",
    "RUQSAT_MESSAGES_TOKEN_FILE": "{secret}",
    "RUQSAT_MONITORING_URL": "https://monitoring.example",
    "RUQSAT_INFORMATION_URL": "https://operator.example",
    "RUQSAT_PKI_OCSP_URL": "http://ocsp.example",
    "RUQSAT_PKI_CRL_URL": "http://crl.example",
    "RUQSAT_PKI_TSP_URL": "http://tsp.example",
}
NEEDED = [each for each in VARIABLES if each.needed]

WRONG: list[tuple[str, str, str]] = [
    ("RUQSAT_PAYMENTS_URL", "http://pay.example", "running.E004"),
    ("RUQSAT_MESSAGES_SECOND_URL", "http://other.example", "running.E004"),
    ("RUQSAT_PAYMENTS_CALLBACK_URL", "http://license.example/payments/callback/", "running.E004"),
    ("RUQSAT_PAYMENTS_URL", "pay.example", "running.E002"),
    ("RUQSAT_PAYMENTS_URL", "ftp://pay.example", "running.E002"),
    ("RUQSAT_PAYMENTS_URL", "https://name:word@pay.example", "running.E003"),
    ("RUQSAT_REGISTERS_KEY_FILE", "/nowhere/key.pem", "running.E005"),
    ("RUQSAT_MESSAGES_TOKEN_FILE", "/nowhere/token", "running.E005"),
    ("RUQSAT_REGISTERS_KEY_FILE", "{open}", "running.W001"),
    ("RUQSAT_MESSAGES_TOKEN_FILE", "{open}", "running.W001"),
    ("RUQSAT_REGISTERS_URL", "https://[registers/path", "running.E002"),
    ("RUQSAT_PKI_TIME_OUT", "soon", "running.E007"),
    ("RUQSAT_PKI_LONGEST", "0", "running.E007"),
    ("RUQSAT_PKI_LONGEST", "601", "running.E007"),
    ("RUQSAT_REGISTERS_LONGEST", "41", "running.E007"),
    ("RUQSAT_REGISTERS_TIME_OUT", "16", "running.E007"),
    ("RUQSAT_PKI_LONGEST", "nan", "running.E007"),
    ("RUQSAT_SANDBOX_TIME_OUT", "soon", "running.E007"),
    ("RUQSAT_SANDBOX_TIME_OUT", "-1", "running.E007"),
    ("RUQSAT_SANDBOX_LONGEST", "1e9", "running.E007"),
    ("RUQSAT_WEB_PORT", "web", "running.E010"),
    ("RUQSAT_SANDBOX_PORT", "70000", "running.E010"),
    ("RUQSAT_DATABASE_POOL", "-1", "running.E010"),
    ("RUQSAT_REGISTERS_PASSWORD", f"{SECRET}\nof 2026", "running.E009"),
    ("RUQSAT_REGISTERS_PASSWORD", f"{SECRET}\tof 2026", "running.E009"),
    ("RUQSAT_REGISTERS_PASSWORD", f"{SECRET}\u2028of 2026", "running.E009"),
    ("RUQSAT_MONITORING_TOKEN", f"{SECRET}\r\nX-Admin: 1", "running.E009"),
    ("RUQSAT_MONITORING_TOKEN", "пароль", "running.E009"),
    ("RUQSAT_MESSAGES_TOKEN_FILE", "{lines}", "running.E009"),
    ("RUQSAT_MESSAGES_TOKEN_FILE", "{marked}", "running.E009"),
    ("RUQSAT_MESSAGES_TOKEN_FILE", "{empty}", "running.E009"),
    ("RUQSAT_MESSAGES_TOKEN_FILE", "{bytes}", "running.E009"),
    ("RUQSAT_PAYMENT_URL", "https://pay.example", "running.W002"),
    ("RUQSAT_PAYMENTS_ACCOUNTS", "KZ00900SANDBOX000001", "running.E010"),
    ("RUQSAT_PAYMENTS_ACCOUNTS", "KZ53900SANDBOX000001;KZ26900SANDBOX000002", "running.E010"),
    ("RUQSAT_PAYMENTS_ACCOUNTS", "KZ53900SANDBOX000001, KZ26900SANDBOX00002", "running.E010"),
    ("RUQSAT_REGISTERS_SERVICES_FILE", "/nowhere/services.toml", "running.E005"),
    ("RUQSAT_REGISTERS_SERVICES_FILE", "{lines}", "running.E011"),
    ("RUQSAT_REGISTERS_SERVICES_FILE", "{empty}", "running.E011"),
    ("RUQSAT_REGISTERS_SERVICES_FILE", "{apart}", "running.E004"),
    ("RUQSAT_PAYMENTS_CLIENT_KEY_FILE", "/nowhere/key.pem", "running.E005"),
    ("RUQSAT_PAYMENTS_TOKEN", f"{SECRET}\nof 2026", "running.E009"),
    ("RUQSAT_TAX_BODIES", "", "running.W003"),
    ("RUQSAT_TAX_BODIES", codes_of(set(LIST.served) - {"75"}), "running.W003"),
    ("RUQSAT_OPERATORS", "", "running.W004"),
]
RIGHT: list[tuple[str, str]] = [
    ("RUQSAT_PAYMENTS_URL", "http://127.0.0.1:9000"),
    ("RUQSAT_MONITORING_TIME_OUT", "2.5"),
    ("RUQSAT_MONITORING_LONGEST", "600"),
    ("RUQSAT_REGISTERS_LONGEST", "40"),
    ("RUQSAT_LOG_LEVEL", "DEBUG"),
    ("RUQSAT_DATABASE_POOL", "40"),
    ("RUQSAT_SANDBOX_LONGEST", "2.5"),
    ("RUQSAT_REGISTERS_PASSWORD", "құпия сөз"),
    ("RUQSAT_PAYMENTS_TOKEN", SECRET),
    ("RUQSAT_CONSENTS_TOKEN_FILE", "{secret}"),
    ("RUQSAT_LICENSES_TOKEN_FILE", "{secret}"),
    ("RUQSAT_MESSAGES_TOKEN_FILE", "{ended}"),
]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Files that only their owner reads, with a secret or what is none, and one that others read too."""
    held = {
        "secret": SECRET.encode(),
        "open": SECRET.encode(),
        "ended": f"{SECRET}\n".encode(),
        "lines": f"{SECRET}\n{SECRET}\n".encode(),
        "marked": f"\ufeff{SECRET}\n".encode(),
        "empty": b"\n",
        "bytes": b"\xff\xfe\x00",
        "apart": USUAL.read_bytes() + b'address = "http://shep.example/"\n',
    }
    made = {name: tmp_path / name for name in held}
    for name, path in made.items():
        path.write_bytes(held[name])
        path.chmod(0o644 if name == "open" else 0o600)
    return {name: str(path) for name, path in made.items()}


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch, files: dict[str, str]) -> "Configure":
    return Configure(monkeypatch, files)


class Configure:
    """``configured(environ)``: an instance with this environment, and what the checks find."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]) -> None:
        self.patch, self.files = monkeypatch, files

    def __call__(self, environ: Mapping[str, str]) -> list[tuple[str, str]]:
        for name in os.environ:
            if name.startswith("RUQSAT_"):
                self.patch.delenv(name)
        for name, value in environ.items():
            self.patch.setenv(name, value.format(**self.files))
        systems = gateways(os.environ, sandbox_url="http://127.0.0.1:8100")
        codes = tax_bodies(os.environ.get("RUQSAT_TAX_BODIES", ""), payments=systems["payments"])
        self.patch.setattr(settings, "GATEWAYS", systems)
        self.patch.setattr(settings, "TAX_BODIES", codes)
        self.patch.setattr(settings, "OPERATORS", operators(os.environ.get("RUQSAT_OPERATORS", ""), gateways=systems))
        found = check_outside(None)
        assert SECRET not in repr(found)
        return [(str(message.id), message.msg) for message in found]


def test_a_whole_configuration_of_real_systems_is_right(configured: Configure) -> None:
    assert configured(WHOLE) == []
    assert check_production(None) == []


def test_the_sandbox_alone_needs_nothing(configured: Configure) -> None:
    assert configured({}) == []


@pytest.mark.parametrize("variable", NEEDED, ids=lambda each: each.name)
def test_what_is_missing_is_named_with_what_it_is_for_and_where_to_get_it(
    configured: Configure, variable: Variable
) -> None:
    without = {name: value for name, value in WHOLE.items() if name not in variable.names}
    (found,) = configured(without)
    assert found[0] == "running.E001"
    assert variable.name in found[1]
    assert variable.purpose in found[1]
    (message,) = check_outside(None)
    assert variable.where in str(message.hint)


@pytest.mark.parametrize(("name", "value", "found"), WRONG)
def test_what_is_wrong_is_named(configured: Configure, name: str, value: str, found: str) -> None:
    ((identity, sentence),) = configured({**WHOLE, name: value})
    assert (identity, name in sentence) == (found, True)


@pytest.mark.parametrize(("name", "value"), RIGHT)
def test_what_is_right_is_not_named(configured: Configure, name: str, value: str) -> None:
    assert configured({**WHOLE, name: value}) == []


@pytest.mark.parametrize(
    ("certificate", "key", "why"),
    [
        ("ours", "ours", ""),
        ("ours", "other", "is not that of"),
        ("ours", "", "one of them is not named"),
        ("", "ours", "one of them is not named"),
        ("over", "over", "and not now"),
        ("to come", "to come", "and not now"),
    ],
)
def test_the_certificate_that_we_show_can_be_shown(
    configured: Configure, tmp_path: Path, certificate: str, key: str, why: str
) -> None:
    days = {"ours": (1, 30), "other": (1, 30), "over": (9, -1), "to come": (-2, 30)}
    pairs = {name: str(certificate_of(name, tmp_path, since=a, days=b)) for name, (a, b) in days.items()} | {"": ""}
    names = {
        "RUQSAT_PAYMENTS_CLIENT_CERTIFICATE_FILE": pairs[certificate],
        "RUQSAT_PAYMENTS_CLIENT_KEY_FILE": pairs[key],
    }
    found = configured({**WHOLE, **{name: value for name, value in names.items() if value}})
    if not why:
        assert found == []
        return
    ((identity, sentence),) = found
    named = "running.W005" if certificate in {"over", "to come"} else "running.E012"
    assert (identity, "RUQSAT_PAYMENTS_CLIENT_CERTIFICATE_FILE" in sentence) == (named, True)
    assert why in sentence


def test_one_address_of_the_certification_authority_is_enough(configured: Configure) -> None:
    without = {name: value for name, value in WHOLE.items() if "_PKI_" not in name}
    assert configured({**without, "RUQSAT_PKI_URL": "https://pki.example"}) == []


def test_real_registers_are_not_asked_on_the_sandbox_s_consents(configured: Configure) -> None:
    """Rules 8: whoever has the sandbox would consent in anybody's name."""
    mixed = {name: value for name, value in WHOLE.items() if name not in {"RUQSAT_GATEWAYS", "RUQSAT_CONSENTS_URL"}}
    ((identity, sentence),) = configured(mixed)
    assert identity == "running.E008"
    assert "RUQSAT_CONSENTS_URL" in sentence


def test_the_regions_without_a_code_are_named_where_payments_are_real(configured: Configure) -> None:
    ((_, sentence),) = configured({**WHOLE, "RUQSAT_TAX_BODIES": codes_of(set(LIST.served) - {"75", "10"})})
    assert "these regions: 10, 75." in sentence
    played = {name: value for name, value in WHOLE.items() if name not in {"RUQSAT_GATEWAYS", "RUQSAT_TAX_BODIES"}}
    assert configured({name: value for name, value in played.items() if "_PAYMENTS_" not in name}) == []


def test_a_slip_in_an_account_is_named_with_the_account(configured: Configure) -> None:
    """Rules 5: of several accounts the one that cannot be."""
    ((_, sentence),) = configured({**WHOLE, "RUQSAT_PAYMENTS_ACCOUNTS": "KZ53900SANDBOX000001,KZ53900SANDBOX000010"})
    assert "KZ53900SANDBOX000010" in sentence
    assert "check digits" in sentence


def test_in_production_no_system_is_the_sandbox(configured: Configure) -> None:
    configured({})
    assert [message.id for message in check_production(None)] == ["running.E006"] * len(SYSTEMS)
    configured({name: value for name, value in WHOLE.items() if name not in {"RUQSAT_GATEWAYS", "RUQSAT_PAYMENTS_URL"}})
    (found,) = check_production(None)
    assert found.msg.startswith("payments is the sandbox")
    assert "RUQSAT_PAYMENTS_URL" in str(found.hint)


def command(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = plain_environment() | variables
    asked = [sys.executable, "-m", "ruqsat.cli", "check", *arguments]
    return subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)


def test_the_command_names_what_is_missing_and_ends_with_1(tmp_path: Path) -> None:
    done = command("--var", str(tmp_path), RUQSAT_PAYMENTS_URL="http://pay.example", RUQSAT_INSTANCE_KEY="A" * 43 + "=")
    assert done.returncode == 1, done.stderr
    assert "error: RUQSAT_PAYMENTS_URL is http://" in done.stdout
    assert "error: RUQSAT_PAYMENTS_KEY_FILE is not set" in done.stdout
    assert "error: RUQSAT_PAYMENTS_ACCOUNTS is not set" in done.stdout
    assert "3 errors, 2 warnings." in done.stdout


def test_before_its_first_start_an_instance_has_no_key_and_nothing_is_wrong(tmp_path: Path) -> None:
    """The first start makes it; whoever is to rely on the instance must have one."""
    done = command("--var", str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "Nothing is wrong or missing.\n"), done.stderr
    assert list(tmp_path.iterdir()) == []
    assert "RUQSAT_INSTANCE_KEY" in command("--deploy", "--var", str(tmp_path)).stdout
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "instance.key").write_text("short")
    assert command("--var", str(tmp_path)).returncode == 1


def test_for_people_to_rely_on_the_sandbox_is_too_little(tmp_path: Path) -> None:
    done = command("--deploy", "--var", str(tmp_path), RUQSAT_INSTANCE_KEY="A" * 43 + "=")
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("is the sandbox: whoever has it") == len(SYSTEMS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RUQSAT_DATABASE_POOL", "many"),
        ("RUQSAT_WEB_PORT", "web"),
        ("RUQSAT_GATEWAYS", "{"),
        ("RUQSAT_TAX_BODIES", "75"),
        ("RUQSAT_OPERATORS", "@/nowhere"),
        ("RUQSAT_SEAL_PIN_FILE", "/nowhere"),
    ],
)
def test_what_keeps_the_settings_from_being_read_is_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    done = command("--var", str(tmp_path), RUQSAT_INSTANCE_KEY="A" * 43 + "=", **{name: value})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{name} ") or done.stderr.startswith(f"{name}: ")
    assert done.stderr.count("\n") == 1
