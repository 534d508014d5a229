"""What the journal makes sure of before the program starts: every job has its task, and history is out of reach."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from procrastinate.contrib.django import app

from ruqsat.journal import outbox

PROTECTED = ("journal_entry", "journal_anchor")
RIGHTS = ("UPDATE", "DELETE", "TRUNCATE")


@register()
def check_tasks(app_configs: Sequence[Any] | None, **_: object) -> list[CheckMessage]:
    """Every task name that is deferred somewhere is the name of a task that a worker knows."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # procrastinate leaves it untyped
    return [
        Error(
            f"No worker knows the task {name!r} ({what}), and jobs of that name are deferred.",
            hint="Register the task under this name in ruqsat.jobs.",
            id="journal.E001",
        )
        for name, what in sorted(outbox.TASKS.items())
        if name not in app.tasks
    ]


@register()
def check_instance_key(app_configs: Sequence[Any] | None, **_: object) -> list[CheckMessage]:
    """Without the instance's key nothing on file can be read or written."""
    if len(settings.INSTANCE_KEY) == 32:
        return []
    return [Error("RUQSAT_INSTANCE_KEY must be 32 bytes in base64.", id="journal.E002")]


@register(Tags.database)
def check_rights(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **_: object
) -> list[CheckMessage]:
    """The role the program works as cannot change or remove what is on file."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT t, r FROM unnest(%s::text[]) t, unnest(%s::text[]) r WHERE to_regclass(t) IS NOT NULL "
                "AND has_table_privilege(to_regclass(t), r)",
                [list(PROTECTED), list(RIGHTS)],
            )
            messages += [
                Warning(
                    f"The database role in use has the right {right} on {table}; only triggers protect it.",
                    hint="Let DATABASE_URL name a role that owns no table, and DATABASE_OWNER_URL the owner.",
                    id="journal.W001",
                )
                for table, right in cursor.fetchall()
            ]
    return messages
