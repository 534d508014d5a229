"""Several people, or several workers, doing something at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """What each gives, or the exception that it raises; all begin together, each on a connection of its own."""
    ready = Barrier(len(doings))

    def do(doing: Callable[[], Any]) -> Any:
        try:
            ready.wait()
            return doing()
        except Exception as error:  # what a doing raises is what the test looks at
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(doings)) as several:
        return list(several.map(do, doings))
