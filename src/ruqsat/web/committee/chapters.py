"""The chapters that the pages of the Committee know, in the order in which its home shows them."""

from collections.abc import Mapping

from ruqsat.law.book import Chapter
from ruqsat.web.committee import activities, appointments, calendar, edition, index, offices, requirements
from ruqsat.web.committee.chapter import Pages

_YEARLY = (calendar.PAGES, index.PAGES, edition.PAGES)
_LISTS = (offices.PAGES, appointments.PAGES, activities.PAGES, requirements.PAGES)
CHAPTERS: Mapping[Chapter, Pages] = {pages.chapter: pages for pages in (*_YEARLY, *_LISTS)}
