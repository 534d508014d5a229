"""How ``ruqsat``'s commands are said: what all have in common, and those about money and about outside systems."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

from ruqsat.running import CannotRun, money, outbox
from ruqsat.running.values import whole

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class AsWritten(argparse.RawDescriptionHelpFormatter):
    """Examples stand line by line; sentences are still wrapped."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith("examples:"):
            return text
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


def add(
    commands: Commands, name: str, *, text: str, examples: str, parents: Sequence[argparse.ArgumentParser] = ()
) -> argparse.ArgumentParser:
    """A command with one sentence of help and its *examples*, one a line, each with what it does."""
    epilog = "examples:\n" + "\n".join(f"  {line.strip()}" for line in examples.strip().splitlines())
    description = f"{text[0].upper()}{text[1:]}."
    return commands.add_parser(
        name, parents=parents, help=text, description=description, epilog=epilog, formatter_class=AsWritten
    )


def whole_of(variable: str) -> Callable[[str], int]:
    """What an option holds that the variable can say too: a whole number within the variable's bounds."""

    def read(text: str) -> int:
        try:
            return whole(variable, text)
        except CannotRun as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return read


def add_payments(commands: Commands, var: argparse.ArgumentParser) -> None:
    """``ruqsat payments``: the bank's statements and the ledger of money."""
    text = "take in a bank's statement, show the money ledger, or prove that it adds up"
    payments = add(
        commands, "payments", text=text, examples="ruqsat payments statement bank.xml\nruqsat payments check"
    )
    kinds = payments.add_subparsers(required=True, metavar="WHAT")
    statement = add(
        kinds,
        "statement",
        parents=[var],
        text="take in a statement (CSV or camt.053): the same again changes nothing; exit code 1 when it is refused",
        examples="ruqsat payments statement statement-2026-03-18.xml",
    )
    statement.add_argument("file", type=Path, metavar="FILE", help="as docs/operating/statements.md describes it")
    statement.set_defaults(command=money.statement)
    check = add(
        kinds,
        "check",
        parents=[var],
        text="hold the ledger against orders, statements, decisions and files; exit code 1 when anything differs",
        examples="ruqsat payments check",
    )
    check.set_defaults(command=money.check)


def add_outbox(commands: Commands, var: argparse.ArgumentParser) -> None:
    """``ruqsat outbox``: what waits for outside systems."""
    text = "list what waits for outside systems, what is stuck and why; exit code 1 when something waits for a person"
    examples = "ruqsat outbox --json\nruqsat outbox retry 17\nruqsat outbox retry --all"
    listing = add(commands, "outbox", parents=[var], text=text, examples=examples)
    listing.add_argument("--json", action="store_true", help="for programs")
    listing.set_defaults(command=outbox.show)
    retry = add(
        listing.add_subparsers(metavar="WHAT"),
        "retry",
        parents=[var],
        text="have what is stuck tried again within seconds; who did it goes on record",
        examples="ruqsat outbox retry 17\nruqsat outbox retry --all",
    )
    retry.add_argument("id", nargs="?", type=_number_or_message, metavar="ID", help="its number or id in the list")
    retry.add_argument("--all", action="store_true", help="everything that is stuck")
    retry.set_defaults(command=outbox.retry)


def _number_or_message(said: str) -> int | UUID:
    return int(said) if said.isdigit() else UUID(said)


def add_monitoring(commands: Commands, var: argparse.ArgumentParser) -> None:
    """``ruqsat monitoring``: Rules 21, what it has held against what is on file."""
    text = "hold the monitoring system against what is on file (Rules 21)"
    monitoring = add(commands, "monitoring", text=text, examples="ruqsat monitoring reconcile --mend")
    reconcile = add(
        monitoring.add_subparsers(required=True, metavar="WHAT"),
        "reconcile",
        parents=[var],
        text="find what is missing there, extra, out of order or differing: exit code 0 for nothing, 1 for something,"
        " 2 when the monitoring system does not answer",
        examples="ruqsat monitoring reconcile\nruqsat monitoring reconcile --mend --json",
    )
    reconcile.add_argument("--mend", action="store_true", help="tell it again what is missing there")
    reconcile.add_argument("--json", action="store_true", help="for programs")
    reconcile.set_defaults(command=outbox.reconcile)
