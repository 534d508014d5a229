"""The lines of the authority: roots, the issuing authorities below them, and who answers and stamps beside each."""

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography import x509

from ruqsat_sandbox.pki.certificates import named
from ruqsat_sandbox.pki.keys import Family


@dataclass(frozen=True, kw_only=True)
class Line:
    """An issuing authority, by the names of the keys around it; ``tsa`` is empty where nobody stamps."""

    name: str
    title: str
    family: Family
    root: str
    ocsp: str
    tsa: str = ""

    @property
    def subject(self) -> x509.Name:
        """The name of the authority."""
        return named(common_name=self.title, country="KZ")


ROOTS: Mapping[str, tuple[str, Family]] = {
    "root": ("НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (SANDBOX)", Family.RSA),
    "root_gost": ("НЕГІЗГІ ОРТАЛЫҚ (GOST, SANDBOX)", Family.GOST),
}
NATIONAL_RSA = Line(
    name="issuing",
    title="ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (SANDBOX)",
    family=Family.RSA,
    root="root",
    ocsp="ocsp",
    tsa="tsa",
)
NATIONAL_GOST = Line(
    name="issuing_gost",
    title="ҰЛТТЫҚ ОРТАЛЫҚ (GOST, SANDBOX)",
    family=Family.GOST,
    root="root_gost",
    ocsp="ocsp_gost",
    tsa="tsa_gost",
)
STATE_BODIES = Line(
    name="state_gost",
    title="УЦ ГО (GOST, SANDBOX)",
    family=Family.GOST,
    root="root_gost",
    ocsp="ocsp_state",
)
LINES: Mapping[str, Line] = {each.name: each for each in (NATIONAL_RSA, NATIONAL_GOST, STATE_BODIES)}


def line_for(family: Family, *, is_of_state_body: bool) -> Line:
    """
    Which authority certifies a key of this kind: officers of state bodies have their own for GOST.

    Their RSA keys come from the National Certification Authority here, as everybody's.
    """
    if family is Family.RSA:
        return NATIONAL_RSA
    return STATE_BODIES if is_of_state_body else NATIONAL_GOST
