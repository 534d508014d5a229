"""The offices' seals as they are installed here: certificates in a folder, keys beside them or in a hardware module."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ruqsat.eds.seal_keys import CannotSign
from ruqsat.eds.seals import CannotSeal, Seal

if TYPE_CHECKING:
    from ruqsat.gateways.hardware import Device


class NotInstalled(CannotSeal):
    """The office has no certificate here, or no key; the message says which file is missing."""


def device(*, module: str, token: str, pin: str) -> "Device | None":
    """The hardware module that the settings name; None where keys are files."""
    if not module:
        return None
    from ruqsat.gateways.hardware import Device  # only where there is one

    return Device(module=Path(module), token=token, pin=pin)


def read(office: str, *, folder: Path, device: "Device | None") -> Seal:
    """
    The seal of *office* (its code): ``<code>.pem``, and ``<code>.key`` or the device's key under that label.

    It is kept until its files are written anew.

    :raises NotInstalled: if a file is missing.
    :raises CannotSeal: if the seal cannot be read, or the device does not have its key.
    """
    certificates, key = folder / f"{office}.pem", folder / f"{office}.key"
    for needed in (certificates, key) if device is None else (certificates,):
        if not needed.is_file():
            raise NotInstalled(f"{needed} is missing.")
    if device is None:
        return _of_files(certificates, key, certificates.stat().st_mtime_ns, key.stat().st_mtime_ns)
    return _of_device(certificates, device, office, certificates.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _of_files(certificates: Path, key: Path, *written: int) -> Seal:
    return Seal.from_pem(certificates.read_bytes(), key.read_bytes())


@lru_cache(maxsize=64)
def _of_device(certificates: Path, device: "Device", office: str, *written: int) -> Seal:
    try:
        return Seal.of(certificates.read_bytes(), device.key(office))
    except CannotSign as error:
        raise CannotSeal(str(error)) from error
