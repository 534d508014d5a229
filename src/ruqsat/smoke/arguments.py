"""The arguments of ``ruqsat smoke``; nothing else is imported before it is run."""

import argparse
import os

TEXT = "play a whole issue of a license over HTTP as the people would, and time each step"
EXAMPLES = """
    ruqsat smoke                          a license, start page to public check
    ruqsat smoke --times 8 --clients 2    eight, two at a time
    ruqsat smoke --pages --url URL        after a deployment: signs for nobody
"""


def add_arguments(smoke: argparse.ArgumentParser) -> None:
    """What can be said of a trial."""
    smoke.add_argument(
        "--url",
        default=os.environ.get("RUQSAT_PUBLIC_URL", "http://127.0.0.1:8000"),
        help="where the service is (RUQSAT_PUBLIC_URL; %(default)s)",
    )
    smoke.add_argument("--sandbox", default="", metavar="URL", help="where its sandbox is (as its own pages say)")
    smoke.add_argument("--pages", action="store_true", help="only what needs no person: nobody signs anything")
    smoke.add_argument("--times", type=_count, default=1, metavar="N", help="so many licenses (%(default)s)")
    smoke.add_argument("--clients", type=_count, default=1, metavar="K", help="so many at once (%(default)s)")
    smoke.add_argument("--json", action="store_true", help="for programs")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 on")
    return int(text)
