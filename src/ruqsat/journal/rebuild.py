"""Dropping what is derived and deriving it again; differences are reported, and kept only when they are accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.db import transaction

from ruqsat.journal.files import lock
from ruqsat.journal.models import File
from ruqsat.journal.projections import PROJECTIONS, Projection, Rows

FILES_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One value that comes out otherwise when it is derived again. A missing row is None."""

    file: UUID
    table: str
    field: str
    stored: object
    derived: object


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """The result of one rebuild."""

    files: int
    erased: int
    differences: tuple[Difference, ...]
    accepted: bool


def look(*, at: datetime) -> Rebuilt:
    """Derive everything again, compare, and leave everything as it was."""
    return _rebuild(at=at, accept=False)


def accept(*, at: datetime) -> Rebuilt:
    """Derive everything again, and keep it: one transaction for each file."""
    return _rebuild(at=at, accept=True)


def _rebuild(*, at: datetime, accept: bool) -> Rebuilt:
    differences: list[Difference] = []
    files = erased = 0
    for file, kind, is_erased in _files():
        files += 1
        erased += is_erased
        if is_erased:
            continue
        for projection in PROJECTIONS.get(kind, []):
            differences += _one(file, projection, at=at, accept=accept)
    return Rebuilt(files=files, erased=erased, differences=tuple(differences), accepted=accept)


def _one(file: UUID, projection: Projection, *, at: datetime, accept: bool) -> list[Difference]:
    with transaction.atomic():
        lock(file)
        stored = projection.stored(file)
        projection.drop(file)
        projection.rebuild(file, at=at)
        derived = projection.stored(file)
        if not accept:
            transaction.set_rollback(True)
    return list(_compare(file, stored, derived))


def _files() -> Iterator[tuple[UUID, str, bool]]:
    last = UUID(int=0)
    while True:
        portion = list(
            File.objects.filter(id__gt=last, kind__in=list(PROJECTIONS))
            .order_by("id")
            .values_list("id", "kind", "key_destroyed_at")[:FILES_AT_ONCE]
        )
        for last, kind, destroyed_at in portion:
            yield last, kind, destroyed_at is not None
        if not portion:
            return


def _compare(file: UUID, stored: Rows, derived: Rows) -> Iterator[Difference]:
    for table, rows in stored.items():
        for before, after in zip_longest(rows, derived[table]):
            yield from _compare_row(file, table, before, after)


def _compare_row(
    file: UUID, table: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> Iterator[Difference]:
    if before is None or after is None:
        yield Difference(file=file, table=table, field="", stored=before, derived=after)
        return
    for name, value in before.items():
        if value != after[name]:
            yield Difference(file=file, table=table, field=name, stored=value, derived=after[name])
