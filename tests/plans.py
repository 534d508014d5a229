"""How the database would answer what is asked of it, were its tables large: by which index, and what it would sort."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def plans_of(ask: Callable[[], object]) -> str:
    """
    The plans of every SELECT that *ask* makes, one after another, in the transaction that is open.

    Reading a whole table and sorting are forbidden wherever there is another way: what is left of them is needed.
    """
    with connection.cursor() as cursor:
        for dear in ("seqscan", "sort", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{dear} = off")
    with CaptureQueriesContext(connection) as asked:
        ask()
    plans = []
    with connection.cursor() as cursor:
        for one in asked:
            if one["sql"].startswith(("SELECT", "DECLARE")):  # a cursor that is read some rows at a time
                question = one["sql"][one["sql"].index("SELECT") :]
                cursor.execute(f"EXPLAIN {question}")
                plans += [question, *(row[0] for row in cursor.fetchall())]
    return "\n".join(plans)
