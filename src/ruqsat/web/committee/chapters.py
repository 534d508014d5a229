"""The chapters that the pages of the Committee know, in the order in which its home shows them."""

from collections.abc import Mapping

from ruqsat.law.book import Chapter
from ruqsat.web.committee import calendar, index
from ruqsat.web.committee.chapter import Pages

CHAPTERS: Mapping[Chapter, Pages] = {pages.chapter: pages for pages in (calendar.PAGES, index.PAGES)}
