"""The offices' steps from the intended refusal to the result: Rules 12, 19, 20, List 9."""

from datetime import timedelta

from ruqsat.cases.actions import decision, hearing
from ruqsat.demo import samples
from ruqsat.demo.said import said
from ruqsat.demo.walk import Walk
from ruqsat.documents.checking import Evidence
from ruqsat.law.acts import GroundFound, Role
from ruqsat.law.grounds import borne_out
from ruqsat.law.local_time import local
from ruqsat.people.persons import iin_of


def find_court_act(walk: Walk, ground: str) -> None:
    """List 9(5), List 9(7): a court's act is recorded."""
    hearing.record_court_act(
        walk.case,
        ground=ground,
        court=said(walk.language)["court"],
        number=f"99-{walk.place:03}",
        dated=(local(walk.now) - timedelta(days=20)).date(),
        by=walk.acting(Role.OFFICER),
        at=walk.now,
    )


def find_unreliable(walk: Walk) -> None:
    """List 9(6): a document is found unreliable."""
    words = said(walk.language)
    by = walk.acting(Role.OFFICER)
    hearing.record_unreliability(walk.case, what=words["deceit"], shown_by=words["shown"], by=by, at=walk.now)


def announce(walk: Walk) -> None:
    """Rules 12: a refusal is intended on every ground that the file bears out."""
    by, actor = walk.post(Role.OFFICER)
    hearing.announce(walk.case, grounds=_grounds(walk), by=by, actor=actor, seen=walk.seen, at=walk.now)


def record_receipt(walk: Walk) -> None:
    """Rules 12: the preliminary decision went by post too, and an officer records its receipt."""
    if not walk.look().standing.awaits_receipt:
        return  # the message that told of it was delivered meanwhile
    number = f"RR 99000{walk.place:03} KZ"
    card = samples.page(["Acknowledgement of receipt", "A sample. Nobody issued it.", number])
    hearing.record_receipt(
        walk.case,
        received_at=walk.now - timedelta(minutes=30),
        means=said(walk.language)["post"],
        reference=number,
        evidence=Evidence(name="acknowledgement.pdf", content=card),
        by=walk.acting(Role.OFFICER),
        at=walk.now,
    )


def hear(walk: Walk) -> None:
    """APPC 74: the applicant comes and speaks, an officer keeps and signs the protocol."""
    words = said(walk.language)
    by, actor = walk.post(Role.OFFICER)
    prepared, _ = hearing.prepare_protocol(
        walk.case,
        text=words["spoken"],
        heard_at=walk.now - timedelta(minutes=20),
        place=words["room"],
        present=(walk.applicant.name, by.full_name()),
        by=by,
        actor=actor,
        at=walk.now,
    )
    cms = walk.world.sandbox.sign(iin_of(by), prepared.statement)
    hearing.file_protocol(prepared.id, cms=cms, by=by, actor=actor, at=walk.now)


def prepare_grant(walk: Walk) -> None:
    """Rules 20: an officer puts the grant before the head."""
    by = walk.acting(Role.OFFICER)
    decision.prepare_grant(walk.case, note=said(walk.language)["grant"], by=by, seen=walk.seen, at=walk.now)


def send_back(walk: Walk) -> None:
    """Rules 20: the head sends the draft back."""
    decision.return_draft(walk.case, reason=said(walk.language)["returned"], by=walk.acting(Role.HEAD), at=walk.now)


def grant(walk: Walk) -> None:
    """Rules 19, Rules 20: the head signs the license; the office seals it."""
    by, actor = walk.post(Role.HEAD)
    prepared, _ = decision.prepare_license(walk.case, by=by, actor=actor, at=walk.now)
    cms = walk.world.sandbox.sign(iin_of(by), prepared.statement)
    decision.grant(prepared.id, cms=cms, by=by, actor=actor, at=walk.now)


def prepare_refusal(walk: Walk) -> None:
    """Rules 20, List 9: an officer puts the refusal before the head."""
    by, grounds = walk.acting(Role.OFFICER), _grounds(walk)
    decision.prepare_refusal(walk.case, grounds=grounds, note="", by=by, seen=walk.seen, at=walk.now)


def refuse(walk: Walk) -> None:
    """List 9, Rules 20: the head signs the refusal; the office seals it."""
    by, actor = walk.post(Role.HEAD)
    prepared, _ = decision.prepare_refusal_paper(walk.case, by=by, actor=actor, at=walk.now)
    cms = walk.world.sandbox.sign(iin_of(by), prepared.statement)
    decision.refuse(prepared.id, cms=cms, by=by, actor=actor, at=walk.now)


def _grounds(walk: Walk) -> tuple[GroundFound, ...]:
    """Each ground on file with the acts that bear it out, in the words of the case's language."""
    words = said(walk.language)["ground"]
    on_file = borne_out(walk.look().standing)
    return tuple(GroundFound(ground=key, facts=facts, text=words[key]) for key, facts in on_file.items())
