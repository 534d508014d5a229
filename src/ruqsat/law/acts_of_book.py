"""
Acts of the files in which the keepers enter what changes of the law from year to year, one file for each chapter.

One person proposes, another confirms or declines; what is confirmed is amended into the book (`ruqsat.law.book`).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ruqsat.law.act import Act, Nature, Proof


@dataclass(frozen=True, kw_only=True)
class ChangeProposed(Act):
    """
    What is to stand differently: the chapter, the change as JSON in the form of `book_changes.read`, and its basis.

    ``basis`` names the act that it rests on: a resolution, an order, a law.
    """

    KIND = "change_proposed"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION

    chapter: str
    tables: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class ChangeConfirmed(Act):
    """
    The change stands from now on. ``moved`` open terms got another last day, ``late`` of them became late by it.

    ``place`` is its number among the confirmed changes of all chapters: the order in which the book takes them.
    """

    KIND = "change_confirmed"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"change_confirmed", "change_declined"})

    of: UUID
    place: int
    moved: int
    late: int


@dataclass(frozen=True, kw_only=True)
class ChangeDeclined(Act):
    """The change does not stand, and why; its author may take it back in the same way."""

    KIND = "change_declined"
    PROOF = Proof.SESSION
    NATURE = Nature.DECISION
    RELIES_ON = frozenset({"change_confirmed", "change_declined"})

    of: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class CasesCarriedOver(Act):
    """
    Rules 21-1: an edition has come into force, and what it applies to open cases was carried over into so many of them.

    ``moved`` open terms got another last day, ``late`` of them became late by it. They are taken some at a time: with
    ``whole`` none is left, and the edition is carried over.
    """

    KIND = "cases_carried_over"
    PROOF = Proof.SYSTEM

    of: UUID
    cases: int
    moved: int
    late: int
    whole: bool


@dataclass(frozen=True, kw_only=True)
class InformationSent(Act):
    """
    Rules 21-1: the information on a change of the Rules was handed to the transport for a recipient.

    ``to`` is an office's code, or ``operator`` (of e-government) or ``contact_centre``.
    """

    KIND = "information_sent"
    PROOF = Proof.SYSTEM

    of: UUID
    to: str


@dataclass(frozen=True, kw_only=True)
class InformationReceived(Act):
    """Rules 21-1: a recipient has it: by a receipt of the transport, or because somebody there opened it."""

    KIND = "information_received"
    PROOF = Proof.SYSTEM

    of: UUID
    to: str
    received_at: datetime
