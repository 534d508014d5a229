"""`make bench`: every claim measured, and written down in `bench/RESULTS.md` with the machine and the day."""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
CLAIMS = {
    "lifecycles": "Lifecycles through the actions, over the same rows by plain SQL",
    "answers": "An answer of a register in a clinic of 300 employees, over one of a single doctor",
    "inquiries": "The inquiries of one case end to end, over one question to its slowest source",
    "http": "Whole lifecycles over HTTP",
    "worklist": "Work list and case with 100,000 cases, over 1,000",
    "licenses": "A license as sealed PDF, over typst and one raw RSA signature",
    "signatures": "A person's CMS judged, over two raw verifications; a GOST signature",
    "workdays": "Working days, over numpy",
    "calendar": "A change of the calendar over 100,000 open duties, over reading and writing the same rows",
    "deliveries": "Deliveries to the monitoring system, over the bare dequeue",
    "standing": "Where a case of thirty acts stands, over a plain loop over the same acts",
    "verifying": "`journal verify`, over a bare SHA-256 of the same bytes",
}


def main(said: list[str]) -> int:
    """Measure each claim in a process of its own; those named, or all of them. 1 where one could not be measured."""
    quick = [word for word in said if word == "--quick"]
    names = [word for word in said if word in CLAIMS] or list(CLAIMS)
    parts, failed = [_head(quick=bool(quick))], 0
    for name in names:
        print(f"{CLAIMS[name]} …", flush=True)
        command = [sys.executable, "-m", f"bench.{name}", *quick]
        came = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own program
        failed += came.returncode != 0
        figures = came.stdout.strip() if came.returncode == 0 else f"Not measured:\n\n```\n{came.stderr[-1500:]}\n```"
        print(figures, flush=True)
        parts.append(f"## {CLAIMS[name]}\n\n`python -m bench.{name}`\n\n{figures}\n")
    if not quick:
        RESULTS.write_text("\n".join(parts))
    return 1 if failed else 0


def _head(*, quick: bool) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        "# Measured\n\n"
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_processor()}, {os.cpu_count()} processors, {memory:.0f} GB of"
        f" memory, {platform.system()} {platform.release()}, Python {platform.python_version()}."
        f" Load of the machine when it began: {load:.1f}.\n\n"
        "Both sides of a ratio are measured in one run and take turns; a figure is the median of the rounds, a ratio"
        " the median of the rounds' ratios. Run it again with `make bench`.\n" + ("\nA quick run.\n" if quick else "")
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
