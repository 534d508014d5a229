"""What the settings make of the environment, as a process of its own reads it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.instance import plain_environment

ASKED = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "DEBUG")


def settings_at(public_url: str, var: Path) -> dict[str, object]:
    """The settings that were asked for, of an instance with this public address."""
    program = (
        f"import json; from ruqsat import settings; print(json.dumps({{n: getattr(settings, n) for n in {ASKED}}}))"
    )
    environment = plain_environment() | {"RUQSAT_PUBLIC_URL": public_url, "RUQSAT_VAR": str(var)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_behind_https_no_neighboring_site_can_plant_a_cookie(tmp_path: Path) -> None:
    """A site of another department under the same domain may set cookies for the whole domain, but not these."""
    found = settings_at("https://license.example.kz", tmp_path)
    assert found["SESSION_COOKIE_NAME"] == "__Host-ruqsat_session"
    assert found["CSRF_COOKIE_NAME"] == "__Host-ruqsat_csrf"
    assert (found["SESSION_COOKIE_SECURE"], found["SESSION_COOKIE_HTTPONLY"]) == (True, True)


def test_two_instances_on_one_machine_have_cookies_of_their_own(tmp_path: Path) -> None:
    found = settings_at("http://127.0.0.1:8001", tmp_path)
    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("ruqsat_session_8001", "ruqsat_csrf_8001")


def test_no_page_of_an_error_shows_what_the_program_holds(tmp_path: Path) -> None:
    assert settings_at("https://license.example.kz", tmp_path)["DEBUG"] is False
