"""The stories of a living office: every stage, every way out; days are working days from today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, cycle, islice
from typing import TypeAlias

from ruqsat.demo import applying, clinic, deciding, examining, two_regions
from ruqsat.demo.chapters import (
    Scenes,
    approved,
    complete,
    examined,
    filed,
    filed_by_clinic,
    filed_by_entrepreneur,
    granted,
    heard,
    not_approved,
    objecting,
    refused,
    sent,
    visited,
    written,
)
from ruqsat.demo.days import Ago, On

SURGEON = "880809399138"  # of the sandbox's people: banned by a court
PEDIATRICIAN = "901128499092"  # whose certificate has lapsed


@dataclass(frozen=True, kw_only=True)
class Story:
    """What becomes of one application. ``who``: one of the sandbox's own people, otherwise somebody moves in."""

    title: str
    scenes: Scenes
    who: str = ""
    region: str = ""
    speciality: str = ""


Tell: TypeAlias = Callable[[int], Scenes]
"""The scenes of the n-th telling, from 0 on: the days differ a little."""


def _issued(n: int) -> Scenes:
    start = -22 + (n * 3) % 11
    sent_in = filed if n % 2 else filed_by_entrepreneur
    return (*sent_in(start), *examined(start + 1), *granted(start + 6))


def _signature_failed(_: int) -> Scenes:
    lost = partial(applying.lose_the_key, reason="key_compromise")
    return (
        *written(On(-4, 9.5)),
        (On(-4, 10.3), lost),
        (On(-4, 10.6), applying.send),
        (On(-4, 11), applying.find_new_keys),
    )


def _indeterminate(_: int) -> Scenes:
    suspended = partial(applying.lose_the_key, reason="certificate_hold")
    return (*written(Ago(120)), (Ago(80), suspended), (Ago(75), applying.send))


def _consideration_refused(n: int) -> Scenes:
    day = -9 + n % 5
    return (
        *sent(On(day, 10.2), proofs=()),
        (On(day + 1, 11), examining.draft_refusal_of_consideration),
        (On(day + 1, 16.2), examining.refuse_consideration),
    )


def _visit_fixed(n: int) -> Scenes:
    start = -6 + n % 3
    on = On(1 + n % 3, 10 + (n % 5))
    return (*filed(start), *complete(start + 1), (On(-1, 9.6 + n % 2 / 10), partial(examining.fix_visit, on=on)))


def _under_way(n: int) -> Scenes:
    started = Ago(50 + 10 * (n % 3))
    return (
        *filed(-6),
        *complete(-5),
        *approved(-3),
        (On(-2, 11), partial(examining.fix_visit, on=started)),
        (Ago(started.minutes - 5), examining.begin_visit),
    )


def _deciding(n: int) -> Scenes:
    start = -11 + n % 4
    return (*filed(start), *examined(start + 1), (On(-1, 10.5 + n % 4), deciding.prepare_grant))


def _refused_for_two_reasons(_: int) -> Scenes:
    bad = (*filed(-18), *complete(-17), *visited(-16, lacks="no_autoclave"), *not_approved(-14))
    return (*bad, *heard(-13), (On(-11, 11), objecting("mended")), *refused(-8))


# Each with its title. The first ones have every stage between them.
FIRST: tuple[tuple[str, Tell], ...] = (
    ("issued", _issued),
    ("to be checked today", lambda n: filed(-2)),
    ("a draft that was begun", lambda n: ((On(-3 - n % 9, 17), applying.begin),)),
    ("signature not to be judged yet", _indeterminate),
    ("signature failed", _signature_failed),
    ("something missing", lambda n: sent(On(-2 + n % 2, 15.3), proofs=())),
    ("consideration refused", _consideration_refused),
    ("forgotten", lambda n: (*filed(-15), *complete(-14), *approved(-8))),
    ("waiting for approval", lambda n: (*filed(-5 + n % 4), *complete(-4 + n % 4))),
    ("visit fixed", _visit_fixed),
    ("intended refusal opened", lambda n: (*filed(-9), *examined(-8, lacks="no_sink"), *heard(-2))),
    ("license to be signed", _deciding),
    ("refused for two reasons", _refused_for_two_reasons),
    ("three facilities in two regions", two_regions.scenes),
    ("withdrawn", lambda n: (*filed(-8 + n % 4), *complete(-7 + n % 4), (On(-4 + n % 4, 12.5), applying.withdraw))),
)

MORE: tuple[tuple[str, Tell], ...] = (
    ("a whole draft, not sent", lambda n: written(On(-1, 16))),
    ("a draft with the registers' answers", lambda n: written(On(-4, 14), paid=False)[:2]),
    ("came just now", lambda n: sent(Ago(20 + 15 * (n % 4)))),
    (
        "refusal of consideration to be signed",
        lambda n: (
            *sent(On(-1, 11), proofs=()),
            (Ago(35), examining.draft_refusal_of_consideration),
        ),
    ),
    (
        "completed by the applicant",
        lambda n: (*sent(On(-2, 12), proofs=()), (On(-1, 12), partial(applying.add, proves="advanced_training"))),
    ),
    ("complete, approval to be asked", lambda n: (*filed(-1), (Ago(40), examining.find_complete))),
    ("approval late to be asked", lambda n: (*filed(-4), (On(-3, 15), examining.find_complete))),
    ("approval overdue", lambda n: (*filed(-14), *complete(-13), *visited(-12))),
    ("approval refused", lambda n: (*filed(-8), *complete(-7), *not_approved(-2), *visited(-6))),
    ("visit today", lambda n: (*filed(-7), *complete(-6), (On(-2, 11), partial(examining.fix_visit, on=On(0, 17.5))))),
    (
        "visit called off",
        lambda n: (
            *filed(-6),
            *complete(-5),
            (On(-2, 12), partial(examining.fix_visit, on=On(1, 11))),
            (On(-1, 15), examining.cancel_visit),
        ),
    ),
    ("visit under way", _under_way),
    ("conclusion to be signed", lambda n: (*_under_way(n), (Ago(30), examining.record))),
    ("refusal to be announced", lambda n: (*filed(-10), *examined(-9, lacks="no_autoclave"))),
    ("intended refusal announced", lambda n: (*filed(-9), *examined(-8, lacks="no_sink"), *heard(-1)[:1])),
    (
        "objected in writing",
        lambda n: (
            *filed(-10),
            *examined(-9, lacks="no_sink"),
            *heard(-3),
            (On(-1, 10), objecting("mended")),
        ),
    ),
    (
        "objected by word",
        lambda n: (
            *filed(-11),
            *examined(-10, lacks="no_sink"),
            *heard(-4),
            (On(-2, 16), deciding.hear),
        ),
    ),
    (
        "approval asked again",
        lambda n: (
            *filed(-11),
            *complete(-10),
            *not_approved(-7),
            *visited(-9),
            *heard(-6),
            (On(-4, 11), objecting("mended")),
            (On(-3, 10), examining.ask_for_approval),
        ),
    ),
    (
        "refusal to be signed",
        lambda n: (
            *filed(-12),
            *examined(-11, lacks="no_autoclave"),
            *heard(-6),
            *refused(-2)[:1],
        ),
    ),
    (
        "draft of the decision sent back",
        lambda n: (
            *filed(-10),
            *examined(-9),
            (On(-3, 10.5), deciding.prepare_grant),
            (On(-2, 12), deciding.send_back),
        ),
    ),
    ("unpaid, on its way", lambda n: (*filed(-4, paid=False), *complete(-3))),
    ("unpaid, refused", lambda n: (*filed(-18, paid=False), *examined(-17), *heard(-12), *refused(-8))),
    (
        "paid when told, granted",
        lambda n: (
            *filed(-16, paid=False),
            *examined(-15),
            *heard(-10),
            (On(-8, 11), applying.pay),
            (On(-8, 11.5), objecting("paid_late")),
            *granted(-6),
        ),
    ),
    ("no consent to the registers", lambda n: (*filed(-10, consented=False), *examined(-9), *heard(-3))),
    (
        "a court has forbidden the license",
        lambda n: (
            *filed(-7),
            *complete(-6),
            (On(-4, 10), partial(deciding.find_court_act, ground="List 9(5)")),
            (On(-3, 11), deciding.announce),
            (Ago(60), deciding.record_receipt),
        ),
    ),
    (
        "a document that is not true",
        lambda n: (
            *filed(-12),
            *complete(-11),
            (On(-9, 15), deciding.find_unreliable),
            *heard(-8),
            *refused(-4),
        ),
    ),
)

OF_THE_SANDBOX = (
    Story(
        title="a clinic, license to be signed",
        who=clinic.HEAD,
        region="75",
        speciality="cardiology",
        scenes=(*filed_by_clinic(-8), *examined(-7), (On(-2, 15), deciding.prepare_grant)),
    ),
    Story(
        title="a banned doctor, refused",
        who=SURGEON,
        region="75",
        speciality="surgery",
        scenes=(
            *filed(-13, proofs=("advanced_training", "labor_activity", "premises_title")),
            *complete(-12),
            *heard(-10),
            *refused(-6),
        ),
    ),
    Story(
        title="a lapsed certificate",
        who=PEDIATRICIAN,
        region="71",
        speciality="pediatrics",
        scenes=(*filed(-5), *complete(-4), *heard(-3)[:1]),
    ),
)

AGAIN = (
    "issued",
    "to be checked today",
    "issued",
    "waiting for approval",
    "visit fixed",
    "issued",
    "came just now",
    "license to be signed",
    "a draft that was begun",
    "consideration refused",
    "something missing",
    "withdrawn",
)
"""What a large office has more of."""


def tell(cases: int) -> tuple[Story, ...]:
    """So many stories: one of each stage first, then every other, then again what is common."""
    return tuple(islice(_all(), cases))


def _all() -> Iterator[Story]:
    yield from (Story(title=title, scenes=tell(0)) for title, tell in FIRST)
    yield from OF_THE_SANDBOX
    yield from (Story(title=title, scenes=tell(0)) for title, tell in MORE)
    known = dict((*FIRST, *MORE))
    for title, n in zip(cycle(AGAIN), count(1)):
        yield Story(title=title, scenes=known[title](n))
