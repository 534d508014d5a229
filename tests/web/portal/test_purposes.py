"""Rules 8: what a consent is for is read in the reader's language, in whichever it was told."""

import pytest
from django.utils import translation

from ruqsat.web.portal.purposes import of_an_application, read_today

TOLD = {
    "kk": "Медициналық қызметке лицензия алуға өтініш",
    "ru": "Заявление на лицензию на медицинскую деятельность",
    "en": "Application for a license for medical activity",
}


@pytest.mark.parametrize("then", TOLD)
@pytest.mark.parametrize("now", TOLD)
def test_the_purpose_of_an_application_is_read_in_the_language_of_today(then: str, now: str) -> None:
    with translation.override(then):
        told = of_an_application()
    with translation.override(now):
        assert read_today(told) == TOLD[now]


def test_words_that_are_not_ours_stand_as_they_were_told() -> None:
    with translation.override("kk"):
        assert read_today("Something else") == "Something else"
