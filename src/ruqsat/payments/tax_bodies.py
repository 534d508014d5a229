"""The code (KNO) of the tax authority to whose account the fee goes, by the region of the office."""

from django.conf import settings


def code_of(region: str) -> str:
    """
    The code as whoever runs the instance entered it (``RUQSAT_TAX_BODIES``), "" where nobody did.

    :param region: the first two digits of the KATO code, as offices have them.
    """
    codes: dict[str, str] = settings.TAX_BODIES
    return codes.get(region, "")


def is_confirmed() -> bool:
    """Whether the codes were entered for this instance; those of the sandbox are invented."""
    return bool(settings.TAX_BODIES) and settings.GATEWAYS["payments"]["kind"] != "sandbox"
