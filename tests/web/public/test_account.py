import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from ruqsat.people.models import Challenge, SignIn
from ruqsat.people.sessions import PERSON
from tests.eds.pki import pki
from tests.people.known import person

pytestmark = pytest.mark.django_db

Visitor = Callable[[str], Client]


@pytest.fixture(autouse=True)
def recognized_authority(settings: Settings, tmp_path: Path) -> None:
    """The tests' certification authority is recognized, and it answers nothing."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    from ruqsat.eds.trust import pin_lines

    for number, root in enumerate(pki().trust.roots):
        pem = x509.load_der_x509_certificate(root.der).public_bytes(Encoding.PEM)
        (tmp_path / f"root{number}.pem").write_bytes(pem)
    (tmp_path / "pins.sha256").write_text(pin_lines(pki().trust.roots))
    settings.TRUST_DIR = tmp_path
    settings.GATEWAYS = {name: gateway | {"url": "http://127.0.0.1:9"} for name, gateway in settings.GATEWAYS.items()}


def signed_in(client: Client) -> Client:
    session = client.session
    session[PERSON] = str(person().id)
    session.save()
    return client


def test_the_sign_in_page_gives_out_a_fresh_challenge_each_time(visitor: Visitor) -> None:
    client = visitor("en")
    pages = [client.get("/sign-in/").content.decode() for _ in range(2)]
    given = [re.search(r'name="challenge" value="([^"]+)"', page) for page in pages]
    assert all(given)
    assert Challenge.objects.count() == 2
    assert all('data-purpose="sign-in"' in page for page in pages)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "was not given out to this browser"),
        ({"challenge": "nonsense", "cms": "AAAA"}, "was not given out to this browser"),
        ({"challenge": "00000000-0000-4000-8000-000000000000", "cms": "AAAA"}, "was not given out to this browser"),
    ],
)
def test_nobody_gets_in_without_a_challenge_of_this_browser(visitor: Visitor, sent: dict[str, str], told: str) -> None:
    client = visitor("en")
    client.get("/sign-in/")
    answer = client.post("/sign-in/", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert PERSON not in client.session


@pytest.mark.parametrize("cms", ["", "not base64!", "bm90IGEgc2lnbmF0dXJl"])
def test_what_is_no_signature_signs_nobody_in_and_the_page_says_why(visitor: Visitor, cms: str) -> None:
    client = visitor("en")
    page = client.get("/sign-in/?next=/rules/").content.decode()
    challenge = re.findall(r'name="challenge" value="([^"]+)"', page)[0]
    answer = client.post("/sign-in/", {"challenge": challenge, "cms": cms, "next": "/rules/"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "govuk-error-summary" in shown
    assert 'name="next" value="/rules/"' in shown
    assert not SignIn.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [("/rules/", "/rules/"), ("https://example.com/", ""), ("//example.com/", ""), ("javascript:alert(1)", "")],
)
def test_after_signing_in_one_lands_on_this_site_only(visitor: Visitor, wanted: str, kept: str) -> None:
    page = visitor("en").get("/sign-in/", {"next": wanted}).content.decode()
    assert f'name="next" value="{kept}"' in page


def test_signing_out_ends_the_session(visitor: Visitor) -> None:
    client = signed_in(visitor("en"))
    assert "Sign out" in client.get("/").content.decode()
    answer = client.post("/sign-out/")
    assert answer.headers["Location"] == "/"
    assert "Sign out" not in client.get("/").content.decode()


def test_who_is_signed_in_is_spoken_to_in_the_language_chosen_last(visitor: Visitor) -> None:
    client = signed_in(visitor("en"))
    client.post("/language/", {"language": "kk", "next": "/"})
    assert person().language == "kk"


def test_a_language_that_is_not_ours_changes_nothing(visitor: Visitor) -> None:
    client = signed_in(visitor("en"))
    client.post("/language/", {"language": "de", "next": "/"})
    assert person().language == ""
    assert '<html lang="en"' in client.get("/").content.decode()
