"""RFC 3161: time stamps, by the sandbox's clock."""

import secrets
from datetime import datetime

from asn1crypto import algos, core, tsp

from ruqsat_sandbox.pki import der, keys, signed_data
from ruqsat_sandbox.pki.authority import Authority
from ruqsat_sandbox.pki.lines import NATIONAL_GOST, NATIONAL_RSA
from ruqsat_sandbox.pki.signed_data import ToSign

RSA_POLICY = "1.2.398.3.3.2.6.2"
GOST_POLICY = "1.2.398.3.3.2.6.4"
POLICIES = frozenset({RSA_POLICY, GOST_POLICY, "1.2.398.3.3.2.6.1", "1.2.398.3.3.2.6.3"})
HASH_SIZES = {"sha256": 32, "sha384": 48, "sha512": 64, keys.STREEBOG_512: 64}


def answer(request: bytes, *, authority: Authority, at: datetime) -> bytes:
    """RFC 3161, 2.4.2: the response to a request; what cannot be granted is rejected with its reason."""
    try:
        asked = tsp.TimeStampReq.load(request, strict=True)
        imprint = asked["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        hashed = imprint["hashed_message"].native
        policy = asked["req_policy"].native
        extensions = asked["extensions"].native
        nonce = asked["nonce"].native
        certificates_wanted = bool(asked["cert_req"].native)
    except (ValueError, TypeError):
        return _rejected("bad_data_format", "The request is not a time-stamp request.")
    if algorithm not in HASH_SIZES:
        return _rejected("bad_alg", "The hash algorithm is not one of SHA-256, SHA-384, SHA-512, Streebog-512.")
    if len(hashed) != HASH_SIZES[algorithm]:
        return _rejected("bad_data_format", "The hash has not the length of its algorithm.")
    if policy is not None and policy not in POLICIES:
        return _rejected("unaccepted_policy", "This policy is not offered.")
    if extensions:
        return _rejected("unaccepted_extensions", "No extension is offered.")
    stamped = token(
        algos.DigestAlgorithm({"algorithm": algorithm}),
        hashed,
        authority=authority,
        at=at,
        policy=policy or RSA_POLICY,
        nonce=nonce,
        with_certificates=certificates_wanted,
    )
    return der.sequence(tsp.PKIStatusInfo({"status": "granted"}).dump(), stamped)


def token(
    algorithm: algos.DigestAlgorithm,
    hashed: bytes,
    *,
    authority: Authority,
    at: datetime,
    policy: str = RSA_POLICY,
    nonce: int | None = None,
    with_certificates: bool = True,
) -> bytes:
    """A time stamp over a hash: by the policy with a key of RSA or of GOST."""
    info: dict[str, object] = {
        "version": "v1",
        "policy": policy,
        "message_imprint": {"hash_algorithm": algorithm, "hashed_message": hashed},
        "serial_number": secrets.randbits(63),
        "gen_time": core.GeneralizedTime(at.replace(microsecond=0)),
        "accuracy": {"seconds": 1},
        "ordering": False,
    }
    if nonce is not None:
        info["nonce"] = nonce
    content = tsp.TSTInfo(info).dump()
    line = NATIONAL_GOST if policy == GOST_POLICY else NATIONAL_RSA
    stamper = authority.tsa(line)
    what = ToSign(digest=stamper.key.digest(content), content_type=signed_data.TST_INFO, attached=content)
    embed = (stamper.der, authority.issuing(line).der) if with_certificates else ()
    return signed_data.sign(what, by=stamper, embed=embed, at=at)


def _rejected(failure: str, why: str) -> bytes:
    status = tsp.PKIStatusInfo({"status": "rejection", "status_string": [why], "fail_info": {failure}})
    return der.sequence(status.dump())
