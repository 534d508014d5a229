"""``python -m ruqsat_sandbox --port 8100 --var DIR``: the world in a box, for one instance on this machine."""

import argparse
import errno
import sys
from pathlib import Path

from aiohttp import web

from ruqsat_sandbox.loopback import is_loopback
from ruqsat_sandbox.server import Place, build


def main(arguments: list[str] | None = None) -> int:
    """Run until stopped (Ctrl-C or SIGTERM). Returns the exit status."""
    options = _options().parse_args(arguments)
    if not is_loopback(options.host):
        print(f"The sandbox listens on this machine only: {options.host} is not a loopback address.", file=sys.stderr)
        return 2
    address = f"http://{options.host}:{options.port}"
    place = Place(var=options.var, clock_file=options.clock or options.var / "clock.jsonl", address=address)
    try:
        web.run_app(
            build(place),
            host=options.host,
            port=options.port,
            print=lambda _: print(f"Sandbox: {address}", flush=True),
            access_log=None,
            shutdown_timeout=1,
        )
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        print(
            f"The sandbox cannot use port {options.port}: stop what uses it, or name another --port.", file=sys.stderr
        )
        return 1
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ruqsat-sandbox", description="The outside world in a box, on this machine.")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--var", type=Path, default=Path("var"), help="the instance's folder; ours is sandbox/ in it")
    parser.add_argument("--clock", type=Path, default=None, help="the clock file; default: clock.jsonl in --var")
    return parser


if __name__ == "__main__":
    sys.exit(main())
