"""What the supervisor asks the sandbox: its people, its roots, certificates for seals."""

from dataclasses import dataclass
from typing import Any

import httpx

from ruqsat.gateways.tls import context
from ruqsat.running import CannotRun


@dataclass(frozen=True, kw_only=True)
class Sandbox:
    """The sandbox at *url*, over HTTP like everybody else."""

    url: str

    def people(self) -> list[dict[str, Any]]:
        """The people one can be, with their roles and stories."""
        people: list[dict[str, Any]] = self._ask("GET", "/api/people").json()
        return people

    def roots(self) -> list[str]:
        """The roots of its certification authority, PEM."""
        roots: list[str] = self._ask("GET", "/api/pki/trust").json()["roots"]
        return roots

    def seal(self, office: str, request: str) -> str:
        """The certificate chain, PEM, that its authority gives *office* for a certificate *request*."""
        chain: list[str] = self._ask("POST", "/pki/seal", json={"office": office, "csr": request}).json()["chain"]
        return "".join(chain)

    def gateway_certificate(self) -> str:
        """The certificate, PEM, under which its e-government gateway signs messages."""
        certificate: str = self._ask("GET", "/api/registers/gateway").json()["certificate"]
        return certificate

    def sender(self, sender: str, request: str) -> str:
        """The certificate, PEM, for the key with which *sender* will sign messages to the gateway."""
        asked = {"sender": sender, "csr": request}
        certificate: str = self._ask("POST", "/api/registers/senders", json=asked).json()["certificate"]
        return certificate

    def _ask(self, method: str, path: str, *, json: object = None) -> httpx.Response:
        try:
            answer = httpx.request(method, self.url + path, json=json, timeout=30, trust_env=False, verify=context())
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise CannotRun(
                f"The sandbox did not answer {path} as it should ({error}): see var/logs/sandbox.log."
            ) from error
        return answer
