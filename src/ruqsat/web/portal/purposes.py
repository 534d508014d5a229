"""Rules 8: what the owner of data is told that the inquiries are for."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _


def of_an_application() -> str:
    """The purpose of every inquiry that this service makes, in the language of whoever consents."""
    return _("Application for a license for medical activity")


def read_today(told: str) -> str:
    """What a consent was *told* to be for, in the language of who reads it now; other words as they stand."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            then = of_an_application()
        if told == then:
            return of_an_application()
    return told
