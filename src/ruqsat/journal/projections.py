"""What is derived from files and kept in tables: registered here, so that it can be dropped and rebuilt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import models

Rows = dict[str, list[dict[str, Any]]]


class Rebuild(Protocol):
    """Derives everything of one file again, from its acts, into the empty tables."""

    def __call__(self, file: UUID, *, at: datetime) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Table:
    """
    A table whose rows of one file are derived.

    :param by: the lookup by which a file's rows are found, as ``"id"`` or ``"case_id"``.
    :param apart_from: fields that are not compared, as when a row was last written; its own number never is.
    """

    model: type[models.Model]
    by: str
    apart_from: frozenset[str] = field(default_factory=frozenset)

    def rows(self, file: UUID) -> list[dict[str, Any]]:
        """The rows of *file* as plain values, in an order of their own."""
        pk = self.model._meta.pk
        numbered = {pk.attname} if isinstance(pk, models.AutoField) else set()
        names = [
            column.attname
            for column in self.model._meta.concrete_fields
            if column.attname not in self.apart_from | numbered
        ]
        return sorted(self.model._default_manager.filter(**{self.by: file}).values(*names), key=repr)

    def drop(self, file: UUID) -> None:
        """Delete the rows of *file*."""
        self.model._default_manager.filter(**{self.by: file}).delete()


@dataclass(frozen=True, kw_only=True)
class Projection:
    """The tables derived from files of one kind; they are dropped from the last to the first."""

    kind: str
    rebuild: Rebuild
    tables: tuple[Table, ...]

    def stored(self, file: UUID) -> Rows:
        """What stands in the tables for *file*."""
        return {table.model._meta.label: table.rows(file) for table in self.tables}

    def drop(self, file: UUID) -> None:
        """Delete what stands in the tables for *file*."""
        for table in reversed(self.tables):
            table.drop(file)


PROJECTIONS: dict[str, list[Projection]] = {}


def register(kind: str, rebuild: Callable[..., None], *, tables: Sequence[Table]) -> None:
    """Make known what is derived from files of this *kind*, and how; for an application's ``ready``."""
    known = PROJECTIONS.setdefault(kind, [])
    if all(projection.rebuild is not rebuild for projection in known):
        known.append(Projection(kind=kind, rebuild=rebuild, tables=tuple(tables)))
