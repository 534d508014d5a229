"""
The arguments of ``ruqsat law``; the law itself is imported when one of its commands runs.

A further command is one more entry in ``COMMANDS``: its sentence of help, its examples, its arguments, and the module
and function that answer it. The function takes what was said and gives an ``Answer``, or raises ``CannotAnswer``.
What was said has a ``book``: the tables beside the code, or with ``--instance`` what the keepers there entered too.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

if TYPE_CHECKING:
    from ruqsat.law.book import Book

TEXT = "ask the law: terms, fees, working days, documents, what a clause says and what keeps it"
EXAMPLES = """
    ruqsat law terms --service issue --filed 2026-03-18T18:30:00+05:00
    ruqsat law plan --service issue --filed 2026-11-09T10:00:00+05:00
    ruqsat law fee --service issue --on 2027-02-01 --instance
    ruqsat law explain "Rules 12" --language kk
    ruqsat law check
"""

Kinds: TypeAlias = "argparse._SubParsersAction[OneSentence]"
Adding = Callable[[argparse.ArgumentParser], None]
Asking: TypeAlias = "Callable[[Path], Book]"


class OneSentence(argparse.ArgumentParser):
    """A mistake in the arguments is one sentence, without the usage before it; exit status 2."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """As everywhere, but what is left over is a mistake here and not of the command above."""
        said, left = super().parse_known_args(args, namespace)
        if left:
            self.error(f"unknown arguments: {' '.join(left)}")
        return said, left

    def error(self, message: str) -> NoReturn:
        """Say it and stop."""
        self.exit(2, f"{self.prog}: {message}\n")


@dataclass(frozen=True, kw_only=True)
class _Command:
    text: str
    examples: str
    add: Adding
    answered_by: str
    by_book: bool = True  # whether it answers by calendar, index or edition, which the keepers of an instance enter


def add_commands(
    law: argparse.ArgumentParser, *, formatter: type[argparse.HelpFormatter], var: Path, book_of: Asking
) -> Kinds:
    """
    The commands below ``ruqsat law``; gives them back, for one that asks the instance too.

    :param var: the folder of the instance where none is said.
    :param book_of: gives the book that is in force in the instance of a folder.
    """
    kinds = law.add_subparsers(required=True, metavar="WHAT", title="commands", parser_class=OneSentence)
    for name, command in COMMANDS.items():
        lines = "\n".join(f"  {line.strip()}" for line in command.examples.strip().splitlines())
        kind = kinds.add_parser(
            name,
            help=command.text,
            description=f"{command.text[0].upper()}{command.text[1:]}.",
            epilog=f"examples:\n{lines}",
            formatter_class=formatter,
        )
        command.add(kind)
        kind.add_argument("--json", action="store_true", help="for programs")
        kind.add_argument("--language", default="en", metavar="kk|ru|en", help="of the sentences (%(default)s)")
        if command.by_book:
            text = "by what the keepers of the instance entered too: calendar, index, orders; its folder (%(const)s)"
            kind.add_argument("--instance", type=Path, nargs="?", const=var, metavar="FOLDER", help=text)
        kind.set_defaults(command=_run, answered_by=command.answered_by, book_of=book_of, instance=None)
    return kinds


def _run(said: argparse.Namespace) -> int:
    from ruqsat.law.book import FIRST
    from ruqsat.lawbook.answers import CannotAnswer, show

    said.book = FIRST if said.instance is None else said.book_of(said.instance)
    module, _, function = said.answered_by.rpartition(".")
    try:
        answer = getattr(import_module(module), function)(said)
        return show(answer, as_json=said.json)
    except CannotAnswer as error:
        print(error, file=sys.stderr)
        return 2


def _service(kind: argparse.ArgumentParser) -> None:
    kind.add_argument("--service", required=True, metavar="SERVICE", help="issue, annex, reissue or duplicate")


def _terms(kind: argparse.ArgumentParser) -> None:
    _service(kind)
    kind.add_argument("--filed", required=True, metavar="MOMENT", help="with its offset: 2026-03-18T18:30:00+05:00")


def _fee(kind: argparse.ArgumentParser) -> None:
    _service(kind)
    kind.add_argument("--on", required=True, metavar="DAY", help="the day of payment: 2026-05-05")


def _workday(kind: argparse.ArgumentParser) -> None:
    kind.add_argument("--on", required=True, metavar="DAY", help="the day: 2026-05-11")


def _add(kind: argparse.ArgumentParser) -> None:
    kind.add_argument("--from", required=True, dest="start", metavar="DAY", help="day zero, which is not counted")
    kind.add_argument("--days", required=True, metavar="N", help="how many working days, from 1 on")


def _documents(kind: argparse.ArgumentParser) -> None:
    kind.add_argument("--service", required=True, metavar="SERVICE", help="issue, annex, reissue or duplicate")
    kind.add_argument("--ground", default="", metavar="CLAUSE", help='of a reissue, as "Permits 33(1)"')
    kind.add_argument("--as", required=True, dest="kind", metavar="KIND", help="individual, entrepreneur or entity")
    kind.add_argument("--on", metavar="DAY", help="the day of the application (today)")
    kind.add_argument(
        "--graduated",
        action="append",
        default=[],
        metavar="YEAR",
        help="of a specialist; once for each (one, year unknown)",
    )
    kind.add_argument("--facilities", default="1", metavar="N", help="how many facilities (%(default)s)")
    kind.add_argument(
        "--register",
        action="append",
        default=[],
        metavar="NAME=STATE",
        help="premises_title, labor_activity, higher_education, secondary_education; of a reissue also name_change, "
        "entrepreneur_registration, real_estate; known, none, expired, down or not_asked (not_asked)",
    )
    kind.add_argument("--representative", action="store_true", help="somebody else signs for the applicant")


def _plan(kind: argparse.ArgumentParser) -> None:
    _terms(kind)
    for name, text in (
        ("completed", "the documents were found complete"),
        ("asked", "the approving body was asked"),
        ("answered", "it answered"),
        ("notified", "the notice of the visit was sent"),
        ("visited", "the visit was made"),
        ("concluded", "the conclusion was signed"),
        ("sealed", "the conclusion was sealed"),
        ("received", "the applicant received the preliminary decision"),
        ("objected", "the applicant objected"),
        ("decided", "the decision was signed"),
    ):
        kind.add_argument(f"--{name}", metavar="MOMENT", help=f"when {text}")
    kind.add_argument("--facilities", metavar="N", help="how many need approval and a visit (1; reissue, duplicate: 0)")
    kind.add_argument("--at", metavar="MOMENT", help="the moment to look from (when the last thing happened)")


def _collisions(kind: argparse.ArgumentParser) -> None:
    _service(kind)
    kind.add_argument("--edition", metavar="EDITION", help="of the Rules: 2025-93 (the last)")
    kind.add_argument("--registered", metavar="DAY", help="show the days of the calendar too, registered on this one")


def _explain(kind: argparse.ArgumentParser) -> None:
    kind.add_argument("clause", metavar="CLAUSE", help='"Rules 12", "List 9(4)", "APPC 73"')


def _nothing(kind: argparse.ArgumentParser) -> None:
    """A command without arguments of its own."""


COMMANDS: Mapping[str, _Command] = {
    "terms": _Command(
        text="every term that follows from a filing, and how it came about",
        examples="""
            ruqsat law terms --service issue --filed 2026-03-18T18:30:00+05:00
            ruqsat law terms --service reissue --filed 2026-05-05T10:00:00+05:00 --json
        """,
        add=_terms,
        answered_by="ruqsat.lawbook.filings.terms",
    ),
    "fee": _Command(
        text="the license fee by the monthly calculation index of the day of payment",
        examples="ruqsat law fee --service issue --on 2026-05-05",
        add=_fee,
        answered_by="ruqsat.lawbook.filings.fee",
    ),
    "workday": _Command(
        text="whether a day is a working day, and why",
        examples="ruqsat law workday --on 2026-05-11",
        add=_workday,
        answered_by="ruqsat.lawbook.days.workday",
    ),
    "add": _Command(
        text="count working days from a day on",
        examples="ruqsat law add --from 2026-03-18 --days 13",
        add=_add,
        answered_by="ruqsat.lawbook.days.add",
    ),
    "documents": _Command(
        text="the documents to attach, given what is known of the applicant and of the registers",
        examples="""
            ruqsat law documents --service issue --as individual --graduated 2012
            ruqsat law documents --service reissue --as individual \\
              --ground "Permits 33(1)" --register name_change=known
            ruqsat law documents --service annex --as entity --graduated 2018 \\
              --register labor_activity=none --register premises_title=known
        """,
        add=_documents,
        answered_by="ruqsat.lawbook.papers.documents",
    ),
    "plan": _Command(
        text="the latest safe moment of each step of a case, and warnings; exit status 1 when one has passed",
        examples="""
            ruqsat law plan --service issue --filed 2026-11-09T10:00:00+05:00
            ruqsat law plan --service issue --filed 2026-11-09T10:00:00+05:00 \\
              --asked 2026-11-11T11:00:00+05:00 --at 2026-11-18T09:00:00+05:00
            ruqsat law plan --service duplicate --filed 2026-11-09T10:00:00+05:00 --json
        """,
        add=_plan,
        answered_by="ruqsat.lawbook.plans.plan",
    ),
    "collisions": _Command(
        text="which terms cannot all be kept in the worst case, with the schedule; exit status 1 when there are any",
        examples="""
            ruqsat law collisions --service issue
            ruqsat law collisions --service reissue --registered 2026-11-09 --json
        """,
        add=_collisions,
        answered_by="ruqsat.lawbook.colliding.find",
    ),
    "explain": _Command(
        text="what a clause says in our words, where it is kept, and which tests prove it",
        examples='ruqsat law explain "Rules 12"',
        add=_explain,
        answered_by="ruqsat.lawbook.clauses.explain",
        by_book=False,
    ),
    "check": _Command(
        text="whether every obligation is kept by code that a test cites, or has its reason; exit status 1 if not",
        examples="ruqsat law check --json",
        add=_nothing,
        answered_by="ruqsat.lawbook.clauses.check",
        by_book=False,
    ),
}
