"""Rules 8: what a consent is for names the service, and is read in the reader's language, in whichever it was told."""

import pytest
from django.utils import translation

from ruqsat.law.application import Service
from ruqsat.web.portal.purposes import of_service, read_today

TOLD = {
    Service.ISSUE: {
        "kk": "Медициналық қызметке лицензия алуға өтініш",
        "ru": "Заявление на лицензию на медицинскую деятельность",
        "en": "Application for a license for medical activity",
    },
    Service.ANNEX: {
        "kk": "Медициналық қызметке лицензияға қосымша алуға өтініш",
        "ru": "Заявление на приложение к лицензии на медицинскую деятельность",
        "en": "Application for an annex to a license for medical activity",
    },
    Service.REISSUE: {
        "kk": "Медициналық қызметке лицензияны немесе оған қосымшаны қайта ресімдеуге өтініш",
        "ru": "Заявление на переоформление лицензии на медицинскую деятельность или приложения к ней",
        "en": "Application for the reissue of a license for medical activity or of its annex",
    },
    Service.DUPLICATE: {
        "kk": "Медициналық қызметке лицензияның немесе оған қосымшаның телнұсқасын алуға өтініш",
        "ru": "Заявление на дубликат лицензии на медицинскую деятельность или приложения к ней",
        "en": "Application for a duplicate of a license for medical activity or of its annex",
    },
}


@pytest.mark.parametrize("service", Service)
@pytest.mark.parametrize("then", ["kk", "ru", "en"])
@pytest.mark.parametrize("now", ["kk", "ru", "en"])
def test_the_purpose_of_an_application_names_the_service_in_the_language_of_today(
    service: Service, then: str, now: str
) -> None:
    """Rules 8, List 5."""
    with translation.override(then):
        told = of_service(service)
    with translation.override(now):
        assert read_today(told) == TOLD[service][now]


def test_words_that_are_not_ours_stand_as_they_were_told() -> None:
    with translation.override("kk"):
        assert read_today("Something else") == "Something else"
