"""
An application with three facilities in two regions, put on file of a running instance by the actions themselves.

``python -m tests.journeys.filing VAR`` says which case it is. The form in the browser is another
journey's; this one begins where the offices do.
"""

import subprocess
import sys
from pathlib import Path
from uuid import UUID

from tests.instance import RunningInstance, plain_environment

DOCTOR = "940517499011"


def file_three_facilities(instance: RunningInstance) -> str:
    """The path of the application in the doctor's personal account."""
    command = [sys.executable, "-m", "tests.journeys.filing", str(instance.var)]
    done = subprocess.run(command, env=plain_environment(), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return f"/applications/{done.stdout.split()[-1]}/"


def _file(var: Path) -> UUID:
    from ruqsat.running import commands

    commands.set_up(var)
    from django.conf import settings
    from django.db import transaction

    from ruqsat import instance_clock
    from ruqsat.demo import applying, two_regions
    from ruqsat.demo.days import Days
    from ruqsat.demo.sandbox import Sandbox
    from ruqsat.demo.walk import Walk, World
    from ruqsat.keeping import books
    from ruqsat.law.application import PersonName
    from ruqsat.people.persons import know

    days = Days(present=instance_clock.now(), calendar=books.in_force().calendar)
    world = World.around(Sandbox(settings.SANDBOX_URL), days=days, seed=1)
    applicant = world.sandbox.known(DOCTOR)
    name = PersonName(last=applicant.last, first=applicant.first, patronymic=applicant.patronymic or None)
    with transaction.atomic():
        person = know(applicant.iin, name, at=instance_clock.now())
    walk = Walk(
        world=world,
        title="three facilities",
        region="75",
        language="kk",
        applicant=applicant,
        person=person,
        speciality="therapy",
        place=0,
    )
    applying.begin(walk)
    applying.consent(walk)
    applying.fill(walk)
    applying.attach(walk, "advanced_training")
    two_regions.prove_the_premises(walk)
    applying.finish(walk)
    applying.pay(walk)
    two_regions.send(walk)
    return walk.case


if __name__ == "__main__":
    print(_file(Path(sys.argv[1])))
