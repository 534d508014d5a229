"""The short address of a text message leads to one's own case, and to nobody else's; the message costs few parts."""

from django.conf import settings
from django.test import Client

from ruqsat.jobs import telling
from tests.milestones import Stand
from tests.web.officers import window_of
from tests.web.portal.roads import page, refused_by_the_body, window
from tests.world import PETR, PHONE

OF_SEVERAL = 67
"""Cyrillic letters that fit into each part of an SMS of several parts."""


def test_it_leads_to_ones_own_case_and_nobody_elses(stand: Stand) -> None:
    road = stand("registered")
    short = f"/to/{road.look().standing.number}/"
    assert window().get(short)["Location"] == page(road)
    assert window_of(PETR).get(short).status_code == 404
    assert Client().get(short)["Location"].startswith("/sign-in/")
    assert window().get("/to/KZ75-2026-999999/").status_code == 404
    assert window().post(short).status_code == 405


def test_what_is_told_of_an_application_fits_into_two_parts_of_an_sms_or_three_with_grounds(stand: Stand) -> None:
    """
    Rules 12: the one of an intended refusal names its grounds. In Kazakh, and where the address of the instance is not
    longer than https://ruqsat.example.kz.
    """
    road = refused_by_the_body(stand)
    telling.tell_applicant(road.case, now=road.world.now)
    told = {one["text"] for one in road.world.client.get(f"/api/phone/{PHONE}").json()}
    about_a_case = {text for text in told if "/to/KZ75-" in text}
    (intended,) = (text for text in about_a_case if text.startswith("Бас тарту көзделуде"))
    assert any("тіркелді" in text for text in about_a_case)
    for text in about_a_case:
        most = 3 if text == intended else 2
        assert len(text.replace(settings.PUBLIC_URL, "https://ruqsat.example.kz")) <= most * OF_SEVERAL, text
