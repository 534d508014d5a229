"""Rules 8: what the owner of data is told that the inquiries are for."""

from uuid import UUID

from django.conf import settings
from django.utils import translation

from ruqsat.cases.invited import service_of
from ruqsat.law.application import Service
from ruqsat.law.purposes import PURPOSES
from ruqsat.web.templatetags.ruqsat_text import said


def of_service(service: str) -> str:
    """The purpose of every inquiry of an application for this service, in the language of whoever consents."""
    return said(PURPOSES[Service(service)])


def of_file(file: UUID) -> str:
    """The same of a draft or a case, by its id."""
    return of_service(service_of(file))


def read_today(told: str) -> str:
    """What a consent was *told* to be for, in the language of who reads it now; other words as they stand."""
    for service in Service:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                then = of_service(service)
            if told == then:
                return of_service(service)
    return told
