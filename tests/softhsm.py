"""
A hardware module in software (Debian's softhsm2), for tests of keys that never leave their device.

``scripts/setup.py --tests`` installs it where it may. Where it is not, the tests that need it are left out, counted and
with a notice; in CI that is a failure.
"""

import os
import subprocess
from pathlib import Path

from ruqsat.gateways.hardware import Device

PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
TOKEN, PIN = "ruqsat test", "246810"


ABSENT = "SoftHSM is not installed (Debian: apt install softhsm2): keys in a hardware module are not tested."


def module() -> Path | None:
    """The library of SoftHSM: ``RUQSAT_SOFTHSM``, or where distributions put it; None where there is none."""
    named = os.environ.get("RUQSAT_SOFTHSM")
    return next((Path(place) for place in ((named,) if named else PLACES) if Path(place).is_file()), None)


def make_token(folder: Path) -> Device:
    """A token of its own in *folder*; the environment names it to the library, once for a process."""
    library = module()
    assert library is not None, ABSENT
    tokens = folder / "tokens"
    tokens.mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {tokens}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    _tool("--init-token", "--free", "--label", TOKEN, "--so-pin", "13579", "--pin", PIN)
    return Device(module=library, token=TOKEN, pin=PIN)


def put_key(pem: bytes, label: str, *, folder: Path) -> None:
    """Bring a PKCS#8 key into the token, as a maker's tool would."""
    file = folder / f"{label}.p8"
    file.write_bytes(pem)
    _tool("--import", str(file), "--token", TOKEN, "--label", label, "--id", label.encode().hex(), "--pin", PIN)


def _tool(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)
