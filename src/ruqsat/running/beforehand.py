"""What a start makes sure of before it starts or changes anything: that what the operator has configured can work."""

import os
from collections.abc import Callable

from ruqsat.running import CannotRun
from ruqsat.running.environment import Instance


def check(instance: Instance, *, say: Callable[[str], None]) -> None:
    """
    Have the checks look at the configuration, in this process; where there are only warnings, they are said.

    Only those of what an operator writes: with Django's apps, and the checks of our own code, a start would take a
    second longer, and ``ruqsat load`` runs those where the program is another one than before.

    :raises CannotRun: with every error and what to do, each on a line of its own.
    """
    os.environ |= {"DJANGO_SETTINGS_MODULE": "ruqsat.settings", "RUQSAT_VAR": str(instance.var)}
    from django.core.checks import ERROR

    from ruqsat.instance_clock import check_clock
    from ruqsat.running.checks import check_outside

    found = [*check_outside(None), *check_clock(None)]
    if errors := [f"{each.msg} {each.hint}" for each in found if each.level >= ERROR]:
        raise CannotRun("\n".join(errors))
    for each in found:
        say(f"Warning: {each.msg} {each.hint}")
