"""All stories at once, in the order of time: the clock goes from step to step, never back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog
from django.db import DatabaseError, IntegrityError, connection, transaction
from procrastinate.contrib.django import app

from ruqsat import instance_clock
from ruqsat.cases.models import Case
from ruqsat.demo.stories import Story
from ruqsat.demo.walk import Step, Walk, World
from ruqsat.jobs import anchoring
from ruqsat.journal.outbox import TASKS
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.application import PersonName
from ruqsat.people.models import Appointment
from ruqsat.people.persons import know
from ruqsat.running import CannotRun

log = structlog.get_logger()

QUEUE = "demo"
LONGEST_DELAY = 40  # minutes by which one story's steps come later than another's of the same kind
SPECIALITIES = ("therapy", "dentistry", "pediatrics", "neurology", "cardiology", "otorhinolaryngology")
SECOND_OFFICE = 3  # every third case is in the other city


@dataclass(frozen=True, kw_only=True)
class Event:
    """One step of one walk, at its moment. ``last``: the story ends with it."""

    moment: datetime
    walk: Walk
    step: Step
    last: bool


def play(stories: tuple[Story, ...], world: World, *, hear: Callable[[Walk], None]) -> None:
    """
    Live the *stories*, the clock standing at or before the first step; *hear* is told of each that has ended.

    What the actions leave to the worker is done here, before the clock moves on. It waits in a queue that the
    instance's own worker does not look at, so nothing is done twice; what a story cut short leaves, the sweep finds.
    """
    with _queue_of_our_own():
        for event in _events(stories, world):
            _go_to(event.moment)
            _live(event)
            _empty_the_queue()
            if event.last:
                hear(event.walk)
        _anchor()


def _live(event: Event) -> None:
    try:
        event.step(event.walk)
        event.walk.settle()
    except RefusalError as no:
        raise CannotRun(f"The story “{event.walk.title}” ({event.walk.case}) cannot go on: {no}") from no


def begin(world: World, stories: tuple[Story, ...]) -> datetime:
    """The clock goes to the morning of the first step; whoever holds a post has held it since."""
    moments = [world.days.at(when) for story in stories for when, _ in story.scenes]
    first = min(moments) - timedelta(hours=1)
    instance_clock.begin_at(first, by="ruqsat demo")
    Appointment.objects.filter(since__gt=first.date()).update(since=first.date())
    return first


@contextmanager
def _queue_of_our_own() -> Iterator[None]:
    before = {task: task.queue for name, task in app.tasks.items() if name in TASKS}
    for task in before:
        task.queue = QUEUE
    try:
        yield
    finally:
        for task, queue in before.items():
            task.queue = queue
        with suppress(DatabaseError):  # interrupted in the middle of a statement: what is left there hurts nobody
            _empty_the_queue()


def _empty_the_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE queue_name = %s AND status = 'todo'", [QUEUE])


def _events(stories: tuple[Story, ...], world: World) -> list[Event]:
    events: list[Event] = []
    for place, story in enumerate(stories):
        walk = _walk(story, world, place=place)
        delay = timedelta(minutes=world.chance.uniform(0, LONGEST_DELAY))
        scenes = sorted(story.scenes, key=lambda scene: world.days.at(scene[0]))
        for number, (when, step) in enumerate(scenes, start=1):
            moment = min(world.days.at(when) + delay, world.days.last)
            events.append(Event(moment=moment, walk=walk, step=step, last=number == len(scenes)))
    return sorted(events, key=lambda event: event.moment)  # stable: a story's own steps keep their order


def _walk(story: Story, world: World, *, place: int) -> Walk:
    region = story.region or ("71" if place % SECOND_OFFICE == SECOND_OFFICE - 1 else "75")
    language = world.chance.choice(("kk", "kk", "ru"))
    speciality = story.speciality or SPECIALITIES[place % len(SPECIALITIES)]
    if story.who:
        applicant = world.sandbox.known(story.who)
        language = applicant.language
    else:
        sex = world.chance.choice(("female", "male"))
        wishes = {"region": region, "sex": sex, "language": language, "speciality": speciality}
        applicant = world.sandbox.moves_in(wishes)
    name = PersonName(last=applicant.last, first=applicant.first, patronymic=applicant.patronymic or None)
    with transaction.atomic():
        person = know(applicant.iin, name, at=instance_clock.now())
    return Walk(
        world=world,
        title=story.title,
        region=region,
        language=language,
        applicant=applicant,
        person=person,
        speciality=speciality,
        place=place,
    )


def _go_to(moment: datetime) -> None:
    """Move the clock on to *moment*; before the day of UTC ends, its anchor is made."""
    ahead = int((moment - instance_clock.now()) / timedelta(seconds=1))
    if ahead <= 0:
        return
    if moment.astimezone(UTC).date() != instance_clock.now().date():
        _anchor()
    instance_clock.move(ahead, by="ruqsat demo")


def _anchor() -> None:
    try:
        anchoring.anchor_if_due(at=instance_clock.now())
    except IntegrityError:  # the instance's own worker has just made it
        log.info("the anchor of the day was made by the worker")


def case_of(walk: Walk) -> Case | None:
    """The summary of the case, None for a draft."""
    return Case.objects.filter(id=walk.case).first() if walk.case != UUID(int=0) else None
