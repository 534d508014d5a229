"""What an office asks the certification authority with: a request to certify the key of its seal."""

from pathlib import Path
from typing import TYPE_CHECKING

from ruqsat.eds.csr import key_and_request, request_of
from ruqsat.eds.seal_keys import CannotSign, FileKey
from ruqsat.law.identifiers import bin_fault
from ruqsat.running import CannotRun, keys

if TYPE_CHECKING:
    from ruqsat.gateways.hardware import Device


def seal_request(office: str, *, organization: str, bin_: str, folder: Path, device: "Device | None") -> str:
    """
    PKCS #10 (PEM) for the seal of *office* (its code): of the key under that label in the *device*, or of a file's.

    A file's key is ``<code>.key`` in *folder*, made if there is none yet; the certificate's place is beside it.

    :raises CannotRun: if the office or its number is none, or the key cannot be had.
    """
    if not office.replace("-", "").isalnum() or not office.isascii():
        raise CannotRun(f"“{office}” is no code of an office, as KZ-75 is one.")
    fault = bin_fault(bin_)
    if fault is not None:
        raise CannotRun(str(fault))
    try:
        if device is not None:
            return request_of(device.key(office), office=office, organization=organization, bin_=bin_).decode()
        return _of_file(folder / f"{office}.key", office=office, organization=organization, bin_=bin_)
    except CannotSign as error:
        raise CannotRun(str(error)) from error


def _of_file(path: Path, *, office: str, organization: str, bin_: str) -> str:
    if path.exists():
        key = FileKey.from_pem(path.read_bytes())
        return request_of(key, office=office, organization=organization, bin_=bin_).decode()
    made, request = key_and_request(office=office, organization=organization, bin_=bin_)
    keys.write(path, made.decode())
    return request.decode()
