"""
A return names the movement off the account; those that were decided before get theirs.

Before, one movement was matched with one return of the same amount, and it was not kept which: of several alike they are
paired in the order in which they were decided and left the account.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models


def pair(apps: Any, schema_editor: Any) -> None:
    """Each return with a movement of its amount, and each of these movements with the order of its return."""
    decision, line = (apps.get_model("payments", name) for name in ("Decision", "Line"))
    returned = decision.objects.filter(kind="returned").order_by("at", "id")
    left = line.objects.filter(direction="out", state="returned").order_by("booked_on", "place", "id")
    found = paired(returned.values_list("id", "tiyn"), left.values_list("id", "tiyn"))
    for one in returned:
        decision.objects.filter(id=one.id).update(outgoing=found[one.id])
        line.objects.filter(id=found[one.id]).update(order=one.order_id)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table could not be changed below


def paired(returned: Iterable[tuple[UUID, int]], left: Iterable[tuple[UUID, int]]) -> Mapping[UUID, UUID]:
    """Each return with the first movement of its amount that no other has."""
    free: dict[int, list[UUID]] = defaultdict(list)
    for id, tiyn in left:
        free[tiyn].append(id)
    return {id: free[tiyn].pop(0) for id, tiyn in returned}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0006_notices_perhaps_known")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="decision",
            name="outgoing",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="return_of",
                to="payments.line",
            ),
        ),
        migrations.RunPython(pair, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "returned"), ("outgoing__isnull", False)),
                    models.Q(models.Q(("kind", "returned"), _negated=True), ("outgoing__isnull", True)),
                    _connector="OR",
                ),
                name="decision_returned_names_what_left",
            ),
        ),
    ]
