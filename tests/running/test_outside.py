"""Where the environment says that each outside system is, and that nothing shows its secrets."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ruqsat.consents.circuit import PROBE_LASTS
from ruqsat.gateways.addresses import CONNECTING, LONGEST
from ruqsat.gateways.wires import USUAL
from ruqsat.running.outside import ACCOUNT, SANDBOX, Secret, gateways, known_of
from ruqsat.running.systems import SYSTEMS

HERE = "http://127.0.0.1:8100"
REGISTERS = {"RUQSAT_REGISTERS_URL": "https://shep.example/bip-sync-wss-gost/"}


def kinds(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: gateway["kind"] for name, gateway in gateways(environ, sandbox_url=HERE).items()}


def test_without_a_word_every_system_is_the_sandbox() -> None:
    found = gateways({}, sandbox_url=HERE, var=Path("here"))
    assert set(found) == set(SYSTEMS)
    assert found["monitoring"] == {"kind": SANDBOX, "url": HERE}
    assert found["consents"] == {"kind": SANDBOX, "url": HERE}
    assert found["registers"]["url"] == f"{HERE}/registers/sync-channel"
    assert found["registers"]["key_file"] == "here/registers/sender.key"
    assert found["pki"] == {"kind": SANDBOX, "url": f"{HERE}/pki"}


@pytest.mark.parametrize(
    ("environ", "real"),
    [
        (REGISTERS, {"registers"}),
        ({"RUQSAT_CONSENTS_URL": "https://digilocker.example"}, {"consents"}),
        ({"RUQSAT_LICENSES_URL": "https://e.example"}, {"licenses"}),
        ({"RUQSAT_PKI_OCSP_URL": "http://ocsp.example"}, {"pki"}),
        ({"RUQSAT_GATEWAYS": '{"payments": {"kind": "bank", "url": "https://bank.example"}}'}, {"payments"}),
        ({"RUQSAT_GATEWAYS": "real"}, set(SYSTEMS)),
        ({"RUQSAT_PAYMENTS_KEY_FILE": "bank.pem"}, set()),
    ],
)
def test_what_has_an_address_of_its_own_is_real(environ: dict[str, str], real: set[str]) -> None:
    assert {name for name, kind in kinds(environ).items() if kind != SANDBOX} == real


@pytest.mark.parametrize(
    ("environ", "accounts"),
    [
        ({}, ACCOUNT),
        ({"RUQSAT_PAYMENTS_ACCOUNTS": "KZ26900SANDBOX000002"}, "KZ26900SANDBOX000002"),
        ({"RUQSAT_PAYMENTS_URL": "https://pay.example", "RUQSAT_PAYMENTS_ACCOUNTS": "KZ1"}, "KZ1"),
        ({"RUQSAT_PAYMENTS_URL": "https://pay.example"}, None),
    ],
)
def test_the_sandbox_s_account_stands_where_payments_are_played(environ: dict[str, str], accounts: str | None) -> None:
    assert gateways(environ, sandbox_url=HERE)["payments"].get("accounts") == accounts


@pytest.mark.parametrize("said", ["sandbox", "real"])
def test_consents_and_licenses_never_lie_where_messages_to_the_registers_go(said: str) -> None:
    """What is sent there is SOAP, with a password that is nobody else's."""
    environ = REGISTERS | {"RUQSAT_REGISTERS_PASSWORD": "open sesame", "RUQSAT_GATEWAYS": said}
    found = gateways(environ, sandbox_url=HERE)
    for system in ("consents", "licenses"):
        assert found[system]["url"] == ("" if said == "real" else HERE)
        assert "password" not in found[system]


def test_a_secret_stands_in_the_environment_or_in_a_file_and_shows_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("open sesame\n")
    for environ in ({"RUQSAT_REGISTERS_PASSWORD": "open sesame"}, {"RUQSAT_REGISTERS_PASSWORD_FILE": str(path)}):
        found = gateways(REGISTERS | environ, sandbox_url=HERE)
        assert found["registers"]["password"] == "open sesame"
        assert "sesame" not in repr(found)


def test_a_secret_file_that_cannot_be_read_is_no_secret() -> None:
    found = gateways(REGISTERS | {"RUQSAT_REGISTERS_PASSWORD_FILE": "/nowhere"}, sandbox_url=HERE)
    assert "password" not in found["registers"]


def test_waiting_tokens_and_authorities_hold_for_the_system_s_addresses() -> None:
    environ = {
        "RUQSAT_MESSAGES_URL": "https://sms.example",
        "RUQSAT_MESSAGES_TOKEN": "first",
        "RUQSAT_MESSAGES_SECOND_URL": "https://other.example",
        "RUQSAT_MESSAGES_SECOND_TOKEN": "second",
        "RUQSAT_MESSAGES_TIME_OUT": "4",
        "RUQSAT_MESSAGES_LONGEST": "many",
        "RUQSAT_MESSAGES_AUTHORITIES_FILE": "/etc/ssl/own.pem",
    }
    known = known_of(gateways(environ, sandbox_url=HERE))
    first, second = known["https://sms.example"], known["https://other.example"]
    assert (first.bearer, second.bearer) == ("first", "second")
    assert (first.waiting, first.longest, first.tls.authorities) == (4.0, 10.0, "/etc/ssl/own.pem")
    assert "first" not in repr(first)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_can_be_shown_a_certificate_of_ours(system: str) -> None:
    url, environ = f"https://{system}.example", {"CLIENT_CERTIFICATE_FILE": "ours.pem", "CLIENT_KEY_FILE": "ours.key"}
    said = {f"RUQSAT_{system}_{name}".upper(): value for name, value in {"URL": url, **environ}.items()}
    known = known_of(gateways(said, sandbox_url=HERE))[url]
    assert (known.tls.certificate, known.tls.key) == ("ours.pem", "ours.key")


@pytest.mark.parametrize("system", ["payments", "monitoring", "information", "consents", "licenses"])
def test_a_token_is_shown_where_one_is_given(system: str, tmp_path: Path) -> None:
    url, token = f"https://{system}.example", tmp_path / "token"
    token.write_text("open sesame\n")
    for environ in ({"TOKEN": "open sesame"}, {"TOKEN_FILE": str(token)}):
        said = {f"RUQSAT_{system}_{name}".upper(): value for name, value in {"URL": url, **environ}.items()}
        assert known_of(gateways(said, sandbox_url=HERE))[url].bearer == "open sesame"


def test_where_an_inquiry_has_an_address_of_its_own_the_registers_limits_hold_too(tmp_path: Path) -> None:
    path = tmp_path / "services.toml"
    path.write_text(USUAL.read_text(encoding="utf-8") + 'address = "https://bans.example"\n', encoding="utf-8")
    environ = {"RUQSAT_REGISTERS_SERVICES_FILE": str(path), "RUQSAT_REGISTERS_TIME_OUT": "4"}
    known = known_of(gateways(REGISTERS | environ, sandbox_url=HERE))
    assert known["https://bans.example"] == known[REGISTERS["RUQSAT_REGISTERS_URL"]]


def test_who_tries_a_register_has_its_answer_before_somebody_else_tries() -> None:
    """Rules 8: one question at a time to a source that was down, however long it is configured to be waited for."""
    environ = REGISTERS | {"RUQSAT_REGISTERS_TIME_OUT": "600", "RUQSAT_REGISTERS_LONGEST": "600"}
    waits = known_of(gateways(environ, sandbox_url=HERE))[REGISTERS["RUQSAT_REGISTERS_URL"]]
    assert CONNECTING + waits.longest + waits.waiting < PROBE_LASTS.total_seconds()
    assert waits.longest >= LONGEST


def test_of_the_sandbox_only_the_waiting_can_be_configured() -> None:
    known = known_of(gateways({"RUQSAT_SANDBOX_TIME_OUT": "1", "RUQSAT_SANDBOX_LONGEST": "2"}, sandbox_url=HERE))
    assert {(each.waiting, each.longest, each.bearer) for each in known.values()} == {(1.0, 2.0, "")}


def test_a_secret_is_the_text_that_it_is() -> None:
    assert json.dumps({"password": Secret("a")}) == '{"password": "a"}'
    assert f"{Secret('a')!r}" == "'…'"
