"""The obligations of the law, and what keeps each: code that a test cites, or a reason why no code does."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from ruqsat.lawbook.proof import Proof


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """A row of law/data/obligations.csv."""

    id: str
    refs: tuple[str, ...]
    who: str
    what: str
    limit: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An obligation with the places that claim it, the tests that cite it, and why no code keeps it whole."""

    obligation: Obligation
    code: tuple[str, ...]
    tests: tuple[str, ...]
    reason: str

    @property
    def fault(self) -> str:
        """What is wrong with the claim; empty when nothing is."""
        if self.reason:
            return ""
        if not self.code:
            return f"{self.obligation.id}: no code claims it and docs/law/not_code.toml gives no reason"
        return "" if self.tests else f"{self.obligation.id}: claimed by {self.code[0]}, but no test cites it"


def obligations() -> tuple[Obligation, ...]:
    """The table of obligations."""
    text = files("ruqsat.law.data").joinpath("obligations.csv").read_text(encoding="utf-8")
    return tuple(
        Obligation(
            id=row["id"],
            refs=tuple(row["refs"].split("; ")),
            who=row["who"],
            what=row["what"],
            limit=row["limit"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def kept(proof: Proof) -> tuple[Kept, ...]:
    """Every obligation with what keeps it."""
    return tuple(
        Kept(
            obligation=one,
            code=tuple(dict.fromkeys(place for ref in one.refs for place in proof.code.get(ref, ()))),
            tests=tuple(dict.fromkeys(test for ref in one.refs for test in proof.tests.get(ref, ()))),
            reason=proof.reasons.get(one.id, ""),
        )
        for one in obligations()
    )


def faults(proof: Proof) -> tuple[str, ...]:
    """What is wrong: claims without tests, obligations without code or reason, reasons for unknown obligations."""
    known = {one.id for one in obligations()}
    strangers = [f"{id_}: docs/law/not_code.toml names no such obligation" for id_ in proof.reasons if id_ not in known]
    silent = [
        f"{id_}: docs/law/not_code.toml gives an empty reason" for id_, why in proof.reasons.items() if not why.strip()
    ]
    return (*strangers, *silent, *(one.fault for one in kept(proof) if one.fault))
