"""What is kept of money and nobody changes any more: the database takes it, and lets nobody alter or take it away."""

import pgtrigger


def append_only(name: str, what: str) -> pgtrigger.Trigger:
    """The trigger of a table whose rows are only added; *what* they are is said to whoever tries something else."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        func=f"RAISE EXCEPTION '{what} is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;",
    )
