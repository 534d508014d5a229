"""The ``ruqsat`` command. Each part is imported when it is asked for: help and mistakes answer at once."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from ruqsat.running import CannotRun, env_file
from ruqsat.running import commands as instance
from ruqsat.running.arguments import AsWritten, Commands, add, add_monitoring, add_outbox, add_payments, whole_of
from ruqsat.running.values import whole

Command = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; a failure is one sentence on standard error and exit code 1."""
    try:
        asked = env_file.take(sys.argv[1:] if arguments is None else arguments, os.environ)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 1
    said = _parser().parse_args(asked)
    command: Command = said.command
    try:
        done = command(said)
        sys.stdout.flush()
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read the answer, as `head` does, has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return done


def _parser() -> argparse.ArgumentParser:
    var = argparse.ArgumentParser(add_help=False)
    var.add_argument(
        "--var",
        type=lambda text: Path(text).resolve(),
        default=Path(os.environ.get("RUQSAT_VAR", "var")).resolve(),
        help="the folder of the instance: keys, files, logs, embedded database (RUQSAT_VAR; %(default)s)",
    )
    parser = argparse.ArgumentParser(
        prog="ruqsat",
        allow_abbrev=False,  # an option that is taken before all else would be overlooked
        description="Licenses for medical activity: the whole service.",
        epilog="ruqsat COMMAND --help says more about each, with an example.",
    )
    parser.add_argument(env_file.OPTION, metavar="FILE", help=env_file.HELP)  # taken before all else
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    _add_run(commands, var)
    _add_demo(commands, var)
    _add_smoke(commands)
    _add_doctor(commands, var)
    _add_seal_request(commands, var)
    _add_clock(commands, var)
    _add_journal(commands, var)
    add_payments(commands, var)
    add_outbox(commands, var)
    add_monitoring(commands, var)
    _add_law(commands, var)
    _add_eds(commands)
    _add_parts(commands, var)
    return parser


def _add_run(commands: Commands, var: argparse.ArgumentParser) -> None:
    run = add(
        commands,
        "run",
        parents=[var],
        text="start the whole instance: database, sandbox, web server, worker; stop it with Ctrl-C",
        examples="""
            ruqsat run
            ruqsat run --demo     at the first start with an office of 60 cases
            ruqsat run --web-port 9000 --sandbox-port 9100 --var /srv/ruqsat
        """,
    )
    for name, variable in (("web", "RUQSAT_WEB_PORT"), ("sandbox", "RUQSAT_SANDBOX_PORT")):
        run.add_argument(
            f"--{name}-port",
            type=whole_of(variable),
            default=os.environ.get(variable) or whole(variable, ""),
            help=f"port on the loopback address ({variable}; %(default)s)",
        )
    run.add_argument(
        "--outlive-parent", action="store_true", help="go on when the shell or program that started it is gone"
    )
    run.add_argument("--demo", action="store_true", help="fill an empty database with a demo office, without asking")
    run.set_defaults(command=instance.run)


def _add_demo(commands: Commands, var: argparse.ArgumentParser) -> None:
    demo = add(
        commands,
        "demo",
        parents=[var],
        text="fill an empty sandboxed instance that is running with a living office: cases in every stage",
        examples="""
            ruqsat demo
            ruqsat demo --cases 20 --seed 7
        """,
    )
    demo.add_argument("--cases", type=int, default=60, help="how many (%(default)s)")
    demo.add_argument("--seed", type=int, default=1, help="another seed, other people and hours (%(default)s)")
    demo.set_defaults(command=_demo)


def _add_smoke(commands: Commands) -> None:
    from ruqsat.smoke import arguments

    smoke = add(commands, "smoke", text=arguments.TEXT, examples=arguments.EXAMPLES)
    arguments.add_arguments(smoke)
    smoke.set_defaults(command=_smoke)


def _add_doctor(commands: Commands, var: argparse.ArgumentParser) -> None:
    doctor = add(
        commands,
        "doctor",
        parents=[var],
        text="try every part and every outside system, and say what to do; changes nothing",
        examples="""
            ruqsat doctor
            ruqsat doctor --json --var /srv/ruqsat
        """,
    )
    doctor.add_argument("--json", action="store_true", help="for programs")
    doctor.set_defaults(command=_doctor)
    check = add(
        commands,
        "check",
        parents=[var],
        text="say what is wrong or missing in the configuration, variable by variable; asks nobody",
        examples="""
            ruqsat check
            ruqsat check --deploy     also that no outside system is the sandbox
        """,
    )
    check.add_argument("--deploy", action="store_true", help="as for an instance that people rely on")
    check.set_defaults(command=instance.check)


def _add_seal_request(commands: Commands, var: argparse.ArgumentParser) -> None:
    request = add(
        commands,
        "seal-request",
        parents=[var],
        text="ask the certification authority for the certificate of an office's seal: a request (PKCS #10) of its key,"
        " in the hardware module of RUQSAT_SEAL_MODULE under the office's code, or else in a file",
        examples="""
            ruqsat seal-request KZ-75 --bin 990240990013 --organization NAME
            ruqsat seal-request KZ-75 --bin 990240990013 --organization NAME > 75.csr
        """,
    )
    request.add_argument("office", metavar="CODE", help="of the office, as KZ-75")
    request.add_argument("--organization", metavar="NAME", required=True, help="the office's name, as registered")
    request.add_argument("--bin", metavar="BIN", required=True, help="the office's number, twelve digits")
    request.set_defaults(command=instance.seal_request)


def _add_clock(commands: Commands, var: argparse.ArgumentParser) -> None:
    clock = add(
        commands,
        "clock",
        parents=[var],
        text="show the instance's clock, or move it forward where every outside system is the sandbox",
        examples="""
            ruqsat clock          what time it is there
            ruqsat clock +1d      a day on; also +90m, +2h, +1w
        """,
    )
    clock.add_argument("move", nargs="?", default="show", metavar="show|+AMOUNT", help="+90m, +2h, +1d, +1w; or show")
    clock.set_defaults(command=instance.clock)


def _add_journal(commands: Commands, var: argparse.ArgumentParser) -> None:
    text = "verify the journal's chain, or rebuild what is derived from it"
    journal = add(commands, "journal", text=text, examples="ruqsat journal verify\nruqsat journal rebuild")
    kinds = journal.add_subparsers(required=True, metavar="WHAT")
    verify = add(
        kinds,
        "verify",
        parents=[var],
        text="find changed, inserted, removed or swapped entries, cut tails, vanished files; exit code 1 when any is",
        examples="ruqsat journal verify --anchors /mnt/elsewhere/anchors",
    )
    verify.add_argument("--anchors", type=Path, help="the folder of exported anchors to hold the journal against")
    verify.set_defaults(command=instance.verify)
    rebuild = add(
        kinds,
        "rebuild",
        parents=[var],
        text="derive everything from the acts on file anew, show what comes out otherwise; exit code 1 when any does",
        examples="ruqsat journal rebuild\nruqsat journal rebuild --accept",
    )
    rebuild.add_argument("--accept", action="store_true", help="keep what came out otherwise")
    rebuild.set_defaults(command=instance.rebuild)
    for each in (verify, rebuild):
        each.add_argument("--json", action="store_true", help="for programs")


def _add_law(commands: Commands, var: argparse.ArgumentParser) -> None:
    from ruqsat.lawbook import arguments

    law = add(commands, "law", text=arguments.TEXT, examples=arguments.EXAMPLES)
    replay = arguments.add_commands(
        law, formatter=AsWritten, var=var.get_default("var"), book_of=instance.book_of
    ).add_parser(
        "replay",
        parents=[var],  # type: ignore[list-item]  # a parent of any kind gives its arguments
        help="run an amending order over the cases on file, and tell what would have changed; changes nothing",
        description="Run an amending order over the cases on file of the instance; nothing is changed.",
        epilog="examples:\n  ruqsat law replay --edition 15.toml\n  ruqsat law replay --edition 15.toml --json",
        formatter_class=AsWritten,
    )
    replay.add_argument(
        "--edition", type=Path, required=True, metavar="FILE.toml", help="the order: its days and what it replaces"
    )
    replay.add_argument("--from", dest="since", metavar="DAY", help="only cases received on that day or later")
    replay.add_argument("--json", action="store_true", help="for programs")
    replay.add_argument("--language", default="en", metavar="kk|ru|en", help="of the sentences (%(default)s)")
    replay.set_defaults(command=_replay)


def _add_eds(commands: Commands) -> None:
    from ruqsat.verifying import arguments

    eds = add(commands, "eds", text=arguments.TEXT, examples=arguments.EXAMPLES)
    arguments.add_commands(eds, formatter=AsWritten)


def _add_parts(commands: Commands, var: argparse.ArgumentParser) -> None:
    """What ``ruqsat run`` starts by itself, for who starts each part apart."""
    for name, command, text in (
        ("worker", instance.worker, "do the queued work until stopped"),
        ("migrate", instance.migrate, "bring the database up to date, as the role in DATABASE_OWNER_URL"),
        ("load", instance.load, "load reference data, in the sandbox its people too"),
    ):
        examples = f"ruqsat {name}\nDATABASE_URL=postgresql://app@db/ruqsat ruqsat {name} --var /srv/ruqsat"
        add(commands, name, parents=[var], text=text, examples=examples).set_defaults(command=command)


def _demo(said: argparse.Namespace) -> int:
    instance.set_up(said.var)
    from ruqsat.demo.command import demo

    demo(cases=said.cases, seed=said.seed, say=lambda line: print(line, flush=True))
    return 0


def _smoke(said: argparse.Namespace) -> int:
    from ruqsat.smoke.command import smoke

    return smoke(said)


def _doctor(said: argparse.Namespace) -> int:
    from ruqsat.running.doctor import doctor

    return doctor(said.var, as_json=said.json)


def _replay(said: argparse.Namespace) -> int:
    from ruqsat.lawbook import reading, replays
    from ruqsat.lawbook.answers import CannotAnswer, show
    from ruqsat.lawbook.words import language

    try:
        spoken = language(said.language)
        order = replays.order_in(said.edition, spoken=spoken)
        since = reading.day(said.since) if said.since else None
        replays.check(order, book=instance.book_of(said.var), spoken=spoken)
    except CannotAnswer as error:
        print(error, file=sys.stderr)
        return 2
    replayed = instance.replay(order, since=since, var=said.var)
    return show(replays.answer(order, replayed, spoken=spoken), as_json=said.json)


if __name__ == "__main__":
    sys.exit(main())
