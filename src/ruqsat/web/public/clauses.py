"""The clauses that the service cites, in the order of the texts they stand in, as the edition of the day words them."""

from collections.abc import Mapping
from dataclasses import dataclass

from ruqsat.law.clauses import CLAUSES, anchor
from ruqsat.law.names import Names

_PLACES = {anchor(ref): ref for ref in CLAUSES}
SOURCES = ("Rules", "List", "Annex", "APPC", "Permits", "Tax")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause and what it says in our words. ``slug`` is its place in addresses."""

    ref: str
    slug: str
    says: Names


Wording = Mapping[str, Names]
"""Reference → what the clause says, as `ruqsat.law.clauses.in_force` has it."""


def parts_of(clause: Clause, *, wording: Wording = CLAUSES) -> list[Clause]:
    """Its subparagraphs."""
    of_it = f"{clause.ref}("
    return [one for one in of_source(clause.ref.partition(" ")[0], wording=wording) if one.ref.startswith(of_it)]


def of_source(source: str, *, wording: Wording = CLAUSES) -> list[Clause]:
    """The clauses of one text, in its order."""
    found = [_clause(ref, wording) for ref in CLAUSES if ref.partition(" ")[0] == source]
    return sorted(found, key=lambda clause: _place(clause.ref))


def others(*, wording: Wording = CLAUSES) -> list[Clause]:
    """The clauses of all further texts."""
    found = [_clause(ref, wording) for ref in CLAUSES if ref.partition(" ")[0] not in SOURCES]
    return sorted(found, key=lambda clause: clause.ref)


def by_slug(slug: str, *, wording: Wording = CLAUSES) -> Clause | None:
    """The clause at *slug*; where a subparagraph has no words of its own, the paragraph it belongs to."""
    while slug:
        if slug in _PLACES:
            return _clause(_PLACES[slug], wording)
        slug = slug.rpartition("-")[0]
    return None


def _clause(ref: str, wording: Wording) -> Clause:
    return Clause(ref=ref, slug=anchor(ref), says=wording[ref])


def _place(ref: str) -> tuple[float, ...]:
    point, _, part = ref.partition(" ")[2].rstrip(")").partition("(")
    whole, _, dash = point.partition("-")
    return tuple(float(number) if number.isdigit() else 0.0 for number in (whole, dash, part))
