"""``ruqsat law explain`` and ``ruqsat law check``."""

import argparse

from ruqsat.law.clauses import CLAUSES, anchor
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.obligations import faults, kept, obligations
from ruqsat.lawbook.proof import proof
from ruqsat.lawbook.words import language


def explain(asked: argparse.Namespace) -> Answer:
    """What a clause says, the obligations that it sets, where it is kept, which tests prove it."""
    spoken, ref = language(asked.language), _reference(asked.clause)
    behind = proof(naming=ref)
    says, code, tests = CLAUSES[ref].in_(spoken), behind.code.get(ref, ()), behind.tests.get(ref, ())
    rows = [one for one in obligations() if ref in one.refs]
    owed = [
        {"id": one.id, "who": one.who, "what": one.what, "limit": one.limit, "reason": behind.reasons.get(one.id, "")}
        for one in rows
    ]
    data = {"ref": ref, "says": says, "obligations": owed, "kept_in": list(code), "proved_by": list(tests)}
    lines = [ref, f"  {says}"]
    for title, items in (
        ("obligations:", [f"{one.id}  {one.what}" for one in rows]),
        (
            "not kept whole by code:",
            [f"{one.id}  {behind.reasons[one.id]}" for one in rows if one.id in behind.reasons],
        ),
        ("kept in:", code),
        ("proved by:", tests),
    ):
        lines += ["", title, *(f"  {item}" for item in items)] if items else []
    return Answer(data=data, lines=tuple(lines))


def _reference(text: str) -> str:
    wanted = anchor(" ".join(text.split()))
    for ref in CLAUSES:
        if anchor(ref) == wanted:
            return ref
    raise CannotAnswer(f"“{text}” is no clause that is told here: write it as Rules 12, List 9(4) or APPC 73.")


def check(asked: argparse.Namespace) -> Answer:
    """Whether every obligation is kept by code with a test that cites it, or has its reason."""
    language(asked.language)
    behind = proof()
    rows, wrong = kept(behind), faults(behind)
    reasoned = [one for one in rows if one.reason]
    whole = [one for one in rows if not one.reason and not one.fault]
    data = {
        "obligations": len(rows),
        "kept": [one.obligation.id for one in whole],
        "reasoned": [{"id": one.obligation.id, "reason": one.reason} for one in reasoned],
        "faults": list(wrong),
        "found_in": behind.found_in,
    }
    lines = [
        f"{len(rows)} obligations: {len(whole)} kept by code that a test cites, {len(reasoned)} with a reason.",
        *(f"  {one.obligation.id:<6} {one.reason}" for one in reasoned),
        *wrong,
    ]
    return Answer(data=data, lines=tuple(lines), status=1 if wrong else 0)
