"""Answers for load balancers and supervisors: alive, and ready for people."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

HEARTBEAT_SECONDS = 30  # a worker says every ten seconds that it is there


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers; nothing else is asked, so that an outage elsewhere does not have it killed."""
    return _answer(["alive"], status=200)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether people can be let in: database, migrations, worker, a line each; 503 while one of them is not there."""
    try:
        found = {"migrations": _migrated(), "worker": _at_work()}
    except DatabaseError:
        return _answer(["database: does not answer"], status=503)
    lines = ["database: answers", *(f"{name}: {text}" for name, (_, text) in found.items())]
    return _answer(lines, status=200 if all(good for good, _ in found.values()) else 503)


def _migrated() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return (False, f"{waiting} not applied, run “ruqsat migrate”") if waiting else (True, "applied")


def _at_work() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [HEARTBEAT_SECONDS],
        )
        (there,) = cursor.fetchone()
    return (True, "at work") if there else (False, "none at work, run “ruqsat worker”")


def _answer(lines: list[str], *, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    content = "".join(f"{line}\n" for line in lines)
    return HttpResponse(content, content_type="text/plain; charset=utf-8", status=status, headers=headers)
