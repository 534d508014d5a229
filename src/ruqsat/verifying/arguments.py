"""The arguments of ``ruqsat eds``; what judges is imported when it is asked for."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

TEXT = "judge signatures: PDF, CMS and certificates, without an instance"
EXAMPLES = """
    ruqsat eds verify license.pdf --roots /etc/ruqsat/roots
    ruqsat eds verify sig.cms --data act.json --roots roots --ocsp answer.bin
"""
VERIFY_EXAMPLES = """examples:
  ruqsat eds verify license.pdf --roots /etc/ruqsat/roots
  ruqsat eds verify sig.cms --data act.json --roots roots --ocsp answer.bin
  ruqsat eds verify sig.cms --roots roots --at 2022-09-28T10:00:00+05:00 --json
  ruqsat eds verify sig.cms --crypto-only

exit status: 0 passed, 1 failed, 2 indeterminate: not enough was given,
64 the command or a file cannot be understood"""
BAD_USAGE = 64


class OneSentence(argparse.ArgumentParser):
    """A mistake in the arguments is one sentence, without the usage before it; exit status 64."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """As everywhere, but what is left over is a mistake here and not of the command above."""
        said, left = super().parse_known_args(args, namespace)
        if left:
            self.error(f"unknown arguments: {' '.join(left)}")
        return said, left

    def error(self, message: str) -> NoReturn:
        """Say it and stop."""
        self.exit(BAD_USAGE, f"{self.prog}: {message}\n")


def add_commands(eds: argparse.ArgumentParser, *, formatter: type[argparse.HelpFormatter]) -> None:
    """The commands below ``ruqsat eds``."""
    kinds = eds.add_subparsers(required=True, metavar="WHAT", title="commands", parser_class=OneSentence)
    verify = kinds.add_parser(
        "verify",
        help="judge a signed PDF, a CMS signature or a certificate, recognized by its content",
        description=(
            "Judge a signed PDF, a CMS signature (DER, PEM, base64) or a certificate, recognized by its content. "
            "Nothing is fetched: what the authorities say of certificates comes in files."
        ),
        epilog=VERIFY_EXAMPLES,
        formatter_class=formatter,
    )
    verify.add_argument("file", type=Path, metavar="FILE", help="what is to be judged")
    verify.add_argument("--data", type=Path, metavar="FILE", help="what was signed, for a detached signature")
    verify.add_argument(
        "--roots",
        type=Path,
        metavar="DIR",
        help="certificates of the authorities you trust; with a pins.sha256 in it, only what it lists",
    )
    verify.add_argument("--at", metavar="ISO", help="the moment judged, as 2026-03-18T18:30:00+05:00; without it, now")
    for name, text in (("crl", "revocation lists"), ("ocsp", "OCSP answers")):
        verify.add_argument(
            f"--{name}", type=Path, nargs="+", action="extend", default=[], metavar="FILE", help=f"{text}, DER or PEM"
        )
    verify.add_argument(
        "--crypto-only", action="store_true", help="the mathematics alone: no path to a root, no status; no --roots"
    )
    verify.add_argument("--json", action="store_true", help="for programs")
    verify.add_argument("--language", default="en", metavar="kk|ru|en", help="of the sentences (%(default)s)")
    verify.set_defaults(command=_verify)


def _verify(said: argparse.Namespace) -> int:
    from ruqsat.lawbook.answers import CannotAnswer, show
    from ruqsat.verifying.command import verify

    try:
        return show(verify(said, now=datetime.now(UTC)), as_json=said.json)
    except CannotAnswer as error:
        print(error, file=sys.stderr)
        return BAD_USAGE
