"""The variables of the outside systems: of each what it is for, and where an operator gets it."""

from dataclasses import dataclass

SYSTEMS = ("registers", "payments", "messages", "monitoring", "information", "pki", "consents", "licenses")


@dataclass(frozen=True, kw_only=True)
class Variable:
    """
    One variable: of which system it is the *key*, what it is for, and where it is to be had.

    *needed* with a real system; a *secret* may stand in a file instead, whose path is in the variable with ``_FILE`` at
    its end; a *file* is itself a path, of a *secret_file* to what nobody else may read.
    """

    system: str
    key: str
    purpose: str
    where: str = ""
    default: str = ""
    needed: bool = False
    secret: bool = False
    file: bool = False
    secret_file: bool = False

    @property
    def name(self) -> str:
        """As the environment has it."""
        return f"RUQSAT_{self.system}_{self.key}".upper()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which it is read."""
        return (self.name, f"{self.name}_FILE") if self.secret else (self.name,)


_AGREEMENT = "the connection's agreement with the operator of the e-government gateway (NITEC)"
_REGISTERS = (
    Variable(
        system="registers", key="url", purpose="the SyncChannel service of the e-government gateway",
        where=_AGREEMENT, needed=True,
    ),
    Variable(
        system="registers", key="sender_id", purpose="the login of this information system there",
        where=_AGREEMENT, needed=True,
    ),
    Variable(
        system="registers", key="password", purpose="the password to it",
        where=_AGREEMENT, needed=True, secret=True,
    ),
    Variable(
        system="registers", key="key_file", purpose="the key (PEM) that signs each question",
        where="made here; its certificate is asked for at the National Certification Authority", needed=True, file=True,
        secret_file=True,
    ),
    Variable(
        system="registers", key="certificate_file", purpose="the certificate (PEM) of that key",
        where="the National Certification Authority, for the information system", needed=True, file=True,
    ),
    Variable(
        system="registers", key="gateway_certificate_file",
        purpose="the certificate (PEM) of the gateway, under which its answers must be signed",
        where="the gateway's operator, handed over with the test protocol", needed=True, file=True,
    ),
    Variable(
        system="registers", key="services_file",
        purpose="under which service each of the thirteen inquiries is asked, and how its answer is written (TOML)",
        where="a copy of src/ruqsat/gateways/services.toml, after the gateway's passport of services",
        default="what stands in that file, none of it confirmed", file=True,
    ),
)  # fmt: skip
_OWN = (
    Variable(
        system="consents", key="url", purpose="the digital document service, which asks owners for consent",
        where=_AGREEMENT, needed=True,
    ),
    Variable(
        system="consents", key="token", purpose="access to it",
        where="the operator of the digital document service, if it gives one", secret=True,
    ),
    Variable(
        system="licenses", key="url", purpose="the state register into which licenses are entered",
        where=_AGREEMENT, needed=True,
    ),
    Variable(
        system="licenses", key="token", purpose="access to it",
        where="the operator of the state register, if it gives one", secret=True,
    ),
    Variable(
        system="payments", key="url", purpose="the payment gateway of e-government",
        where="the agreement with the payment gateway's operator", needed=True,
    ),
    Variable(
        system="payments", key="token", purpose="access to it",
        where="the payment gateway's operator, if it gives one", secret=True,
    ),
    Variable(
        system="payments", key="key_file", purpose="the gateway's public key (PEM), under which notices are signed",
        where="the payment gateway's operator, in person or over a second way", needed=True, file=True,
    ),
    Variable(
        system="payments", key="accounts",
        purpose="the accounts (IBAN) on which the fees come, with commas: only their statements are taken",
        where="the treasury, or whoever keeps the account of the tax authority", needed=True,
    ),
    Variable(
        system="payments", key="callback_url", purpose="where notices of payment come",
        default="RUQSAT_PUBLIC_URL and /payments/callback/",
    ),
    Variable(
        system="messages", key="url", purpose="the gateway of SMS and e-mail",
        where="the agreement with the operator of the number 1414", needed=True,
    ),
    Variable(
        system="messages", key="token", purpose="access to it",
        where="the operator of the message gateway", needed=True, secret=True,
    ),
    Variable(
        system="messages", key="second_url", purpose="a second gateway, for when the first fails",
        where="another provider of SMS and e-mail",
    ),
    Variable(
        system="messages", key="second_token", purpose="access to the second one",
        where="that other provider", secret=True,
    ),
    Variable(
        system="monitoring", key="url", purpose="the system that monitors public services (Rules 21)",
        where="the authorized body for informatization", needed=True,
    ),
    Variable(
        system="monitoring", key="token", purpose="access to it",
        where="the authorized body for informatization", secret=True,
    ),
    Variable(
        system="information", key="url", purpose="the operator and the contact centre (Rules 21-1)",
        where="the operator of e-government", needed=True,
    ),
    Variable(
        system="information", key="token", purpose="access to it",
        where="the operator of e-government", secret=True,
    ),
    Variable(
        system="pki", key="url", purpose="the certification authority, where its three services lie below one address",
        where="instead of the three below",
    ),
    Variable(
        system="pki", key="ocsp_url", purpose="status of certificates (RFC 6960)",
        where="the National Certification Authority publishes it", needed=True,
    ),
    Variable(
        system="pki", key="crl_url", purpose="the folder of the revocation lists",
        where="the National Certification Authority publishes it", needed=True,
    ),
    Variable(
        system="pki", key="tsp_url", purpose="time stamps (RFC 3161)",
        where="the National Certification Authority publishes it", needed=True,
    ),
)  # fmt: skip


def _of_every(system: str) -> tuple[Variable, ...]:
    return (
        Variable(system=system, key="time_out", purpose="seconds to wait for more of an answer", default="10"),
        Variable(system=system, key="longest", purpose="seconds that a whole answer may take to come", default="30"),
        Variable(
            system=system, key="authorities_file", purpose="certificates (PEM) that its TLS certificate must lead to",
            where="its operator, if its authority is none of the machine's usual ones", file=True,
        ),
        Variable(
            system=system, key="client_certificate_file",
            purpose="the certificate (PEM) that we show in TLS, with those between it and its root",
            where="its operator, or the authority that it names, if it demands one", file=True,
        ),
        Variable(
            system=system, key="client_key_file", purpose="the key (PEM, without a password) of that certificate",
            where="made here", file=True, secret_file=True,
        ),
    )  # fmt: skip


VARIABLES: tuple[Variable, ...] = (*_REGISTERS, *_OWN, *(each for system in SYSTEMS for each in _of_every(system)))


def variables_of(system: str) -> tuple[Variable, ...]:
    """The variables of one system."""
    return tuple(each for each in VARIABLES if each.system == system)
