"""What ``ruqsat payments`` does: statements of the bank, and the proof that the money adds up."""

import argparse
from collections import Counter

from ruqsat.running import CannotRun
from ruqsat.running.commands import set_up


def statement(said: argparse.Namespace) -> int:
    """Rules 5: take in a statement of the bank."""
    set_up(said.var)
    from ruqsat import instance_clock
    from ruqsat.cases.actions import treasury
    from ruqsat.law.acts import SYSTEM
    from ruqsat.payments.statements import StatementRefused

    try:
        content = said.file.read_bytes()
    except OSError as error:
        raise CannotRun(f"{said.file} cannot be read: {error.strerror}.") from error
    try:
        taken = treasury.take_statement(content, by=SYSTEM, now=instance_clock.now)
    except StatementRefused as refused:
        raise CannotRun(f"{said.file} was refused, and nothing of it taken: {refused}") from refused
    states = Counter(line.state for line in taken.lines)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "no movements"
    print(f"{taken.statement.name}, {taken.statement.account}: {told}; {taken.fresh} were not known before.")
    if taken.broken:
        print(f"{taken.broken} could not be placed, and the log says why: the worker goes on trying.")
    return 0


def check(said: argparse.Namespace) -> int:
    """Prove that the money adds up, and show the accounts."""
    set_up(said.var)
    from ruqsat.payments import checking, ledger

    for account, tiyn in ledger.balances().items():
        print(f"{account:12} {tiyn / 100:>18,.2f} tenge")
    found = checking.check()
    for fault in found:
        print(fault)
    print(f"{len(found)} things do not add up." if found else "Everything adds up.")
    return 1 if found else 0
