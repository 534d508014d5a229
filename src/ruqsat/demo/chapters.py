"""Parts that stories are made of: who does what on which day."""

from functools import partial
from typing import TypeAlias

from ruqsat.demo import applying, clinic, deciding, examining
from ruqsat.demo.days import Ago, On, When
from ruqsat.demo.walk import Step, Walk

Scene: TypeAlias = tuple[When, Step]
Scenes: TypeAlias = tuple[Scene, ...]


def later(when: When, minutes: float) -> When:
    """So many minutes after *when*."""
    if isinstance(when, Ago):
        return Ago(when.minutes - minutes)
    return On(when.day, when.hour + minutes / 60)


def written(
    when: When,
    *,
    consented: bool = True,
    paid: bool = True,
    proofs: tuple[str, ...] = ("advanced_training",),
    begin: Step = applying.begin,
    fill: Step = applying.fill,
) -> Scenes:
    """Rules 6, Rules 8: a whole draft, ready to sign."""
    let_in = applying.consent if consented else applying.decline
    more = () if consented else ("labor_activity", "premises_title")
    scenes: Scenes = (
        (later(when, 0), begin),
        (later(when, 6), let_in),
        (later(when, 20), fill),
        (later(when, 25), lambda walk: applying.attach(walk, *proofs, *more)),
        (later(when, 28), applying.finish),
    )
    return (*scenes, (later(when, 30), applying.pay)) if paid else scenes


def sent(
    when: When, *, consented: bool = True, paid: bool = True, proofs: tuple[str, ...] = ("advanced_training",)
) -> Scenes:
    """Rules 7: the application comes at *when*; it was written in the hour before."""
    draft = written(later(when, -40), consented=consented, paid=paid, proofs=proofs)
    return (*draft, (when, applying.send))


def filed_by_entrepreneur(day: int) -> Scenes:
    """Rules 6: as `filed`, by an individual entrepreneur."""
    draft = written(On(day, 9.5), begin=partial(applying.begin, entrepreneur=True))
    return (*draft, (On(day, 10.2), applying.send))


def filed_by_clinic(day: int) -> Scenes:
    """Rules 6: as `filed`, by a legal entity through its head."""
    draft = written(On(day, 9.5), begin=clinic.begin, fill=clinic.fill, proofs=())
    return (*draft, (On(day, 10.2), applying.send))


def filed(
    day: int, *, consented: bool = True, paid: bool = True, proofs: tuple[str, ...] = ("advanced_training",)
) -> Scenes:
    """Rules 7: the application comes on the morning of that day."""
    return sent(On(day, 10.2), consented=consented, paid=paid, proofs=proofs)


def complete(day: int) -> Scenes:
    """Rules 9, Rules 10: found complete, and the sanitary body asked."""
    return ((On(day, 10.8), examining.find_complete), (On(day, 11), examining.ask_for_approval))


def approved(day: int) -> Scenes:
    """Rules 11: the sanitary body approves."""
    return ((On(day, 12), examining.answer),)


def not_approved(day: int) -> Scenes:
    """Rules 11: the sanitary body refuses."""
    return ((On(day, 12), partial(examining.answer, approved=False)),)


def visited(day: int, *, lacks: str = "") -> Scenes:
    """Rules 14 to 17: the visit is fixed on that day, made, recorded and concluded on the next."""
    return (
        (On(day, 11.4), partial(examining.fix_visit, on=On(day + 1, 15))),
        (On(day + 1, 15.05), examining.begin_visit),
        (On(day + 1, 15.5), examining.record),
        (On(day + 1, 16.5), partial(examining.conclude, lacks=lacks)),
    )


def examined(first: int, *, lacks: str = "") -> Scenes:
    """Rules 9 to 18: from the first day after filing, all that comes before the decision, in four days."""
    return (*complete(first), *visited(first + 1, lacks=lacks), *approved(first + 3))


def granted(day: int) -> Scenes:
    """Rules 20: prepared in the morning, signed the next day."""
    return ((On(day, 10.5), deciding.prepare_grant), (On(day + 1, 16), deciding.grant))


def heard(day: int) -> Scenes:
    """Rules 12: a refusal is announced, and opened the next day."""
    return ((On(day, 14.2), deciding.announce), (On(day + 1, 9.6), applying.open_preliminary))


def refused(day: int) -> Scenes:
    """List 9: the refusal is prepared and, the next day, signed."""
    return ((On(day, 10.4), deciding.prepare_refusal), (On(day + 1, 15), deciding.refuse))


def objecting(text: str) -> Step:
    """An objection in those words."""

    def step(walk: Walk) -> None:
        applying.object_in_writing(walk, text)

    return step
