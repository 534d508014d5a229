"""Rules 10, Rules 18: an application with three facilities in two regions, and each office's steps in it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from ruqsat.cases import composing, drafting
from ruqsat.cases.actions import approval, filing
from ruqsat.cases.composing import THE_FACILITY
from ruqsat.demo import applying, examining
from ruqsat.demo.chapters import Scenes, written
from ruqsat.demo.days import On
from ruqsat.demo.walk import Walk
from ruqsat.journal import prepared
from ruqsat.law.acts import Received, Role
from ruqsat.law.application import Address, Application
from ruqsat.law.offices import REGIONS
from ruqsat.people.persons import iin_of

SECOND, THIRD = "F2", "F3"
OTHER: Mapping[str, str] = {"75": "71"}
"""The region of the third facility, by that of the applicant; Almaty for anybody else."""


def widened(application: Application, *, elsewhere: str) -> Application:
    """The same application with two more facilities, the last one in the region *elsewhere*; the same staff in each."""
    (first,) = application.facilities
    second = replace(first, id=SECOND, address=replace(first.address, street="Сынақ көшесі", building="7"))
    third = replace(first, id=THIRD, address=_centre(elsewhere, first.address))
    sites = (first, second, third)
    return replace(
        application,
        facilities=sites,
        specialists=tuple(replace(one, facility=site.id) for site in sites for one in application.specialists),
        requirements=tuple(replace(one, facility=site.id) for site in sites for one in application.requirements),
    )


def _centre(region: str, like: Address) -> Address:
    """An address in the main town of a region."""
    town = REGIONS[region].centre.kk
    return replace(like, postal_code="010000", region=region, city=town, district="", street="Үлгі даңғылы")


def prove_the_premises(walk: Walk) -> None:
    """List 8(1): the leases of the two further premises, which no register knows, are attached."""
    for facility in (SECOND, THIRD):
        content = applying.document(walk, "premises_title") + f"% {facility}\n".encode()
        name = f"premises_title-{facility}.pdf"
        drafting.attach(
            walk.person, walk.case, content, name=name, proves="premises_title", about=facility, at=walk.now
        )


def send(walk: Walk) -> None:
    """Rules 6, Rules 7: the application with all its facilities is signed and received."""
    draft = drafting.draft_of(walk.person, walk.case, at=walk.now)
    plain = composing.application_of(draft, walk.person, at=walk.now, language=walk.language)
    act = Received(happened_at=walk.now, application=widened(plain, elsewhere=_other(walk).region))
    frozen = prepared.prepare(
        act,
        file=walk.case,
        for_person=walk.person.id,
        at=walk.now,
        relies_seq=0,
        documents=tuple(one.sha256 for one in act.application.attachments),
    )
    cms = walk.world.sandbox.sign(walk.applicant.iin, frozen.statement)
    filing.receive(walk.case, act=frozen.id, cms=cms, by=walk.person, at=walk.now)


def ask_each(walk: Walk) -> None:
    """Rules 10(1): the body of each facility's own region is asked."""
    by = walk.acting(Role.OFFICER)
    for facility in (THE_FACILITY, SECOND, THIRD):
        approval.request_approval(walk.case, facility=facility, by=by, seen=walk.seen, at=walk.now)


def answer_elsewhere(walk: Walk) -> None:
    """Rules 11: the body of the other region approves the third facility."""
    by, actor = _other(walk).post(Role.APPROVER)
    frozen, _ = approval.prepare_answer(
        walk.case, facility=THIRD, approved=True, reasons="", by=by, actor=actor, at=walk.now
    )
    cms = walk.world.sandbox.sign(iin_of(by), frozen.statement)
    approval.answer(frozen.id, cms=cms, by=by, actor=actor, at=walk.now)


def _other(walk: Walk) -> Walk:
    """The same walk through the offices of the other region."""
    return replace(walk, region=OTHER.get(walk.region, "75"))


def scenes(n: int) -> Scenes:
    """Rules 18: in mid-examination; the other region's department has a visit to fix."""
    day = -6 + n % 3
    begin = partial(applying.begin, entrepreneur=True)
    return (
        *written(On(day, 9.5), begin=begin),
        (On(day, 10.1), prove_the_premises),
        (On(day, 10.2), send),
        (On(day + 1, 10.8), examining.find_complete),
        (On(day + 1, 11), ask_each),
        (On(day + 2, 12), examining.answer),
        (On(day + 2, 12.5), answer_elsewhere),
        (On(day + 3, 11), partial(examining.fix_visit, on=On(2, 11))),
    )
