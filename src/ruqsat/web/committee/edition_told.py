"""An amending order line by line, in the reader's words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ruqsat.law.book import Book
from ruqsat.law.clauses import in_force
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.edition_fields import FIELDS
from ruqsat.law.editions import Edition
from ruqsat.web.committee.chapter import Told
from ruqsat.web.committee.edition_values import value_text
from ruqsat.web.templatetags.ruqsat_text import names, reference_text


def last(book: Book) -> Edition:
    """The edition that the next order amends."""
    return list(book.editions)[-1].value


def told(change: EditionAmended, before: Book) -> list[Told]:
    """Rules 21-1: each value and each wording that the order replaces, against the edition before it."""
    edition = last(before)
    found = []
    for name, value in change.replaces.items():
        if name == "texts":
            continue
        field = FIELDS[name]
        basis = ", ".join(reference_text(ref) for ref in field.refs)
        if name in change.open_cases:
            basis = _("%(clauses)s; open cases too") % {"clauses": basis}
        was = value_text(field, getattr(edition, name))
        found.append(Told(what=names(field.names), before=was, after=value_text(field, value), basis=basis))
    return [*found, *_texts_told(change, edition)]


def _texts_told(change: EditionAmended, edition: Edition) -> Iterator[Told]:
    words = in_force(edition)
    for ref, said in change.replaces.get("texts", ()):
        was = names(words[ref]) if ref in words else "–"
        yield Told(what=reference_text(ref), before=was, after=names(said))
