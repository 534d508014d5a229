"""Where the certification authority is asked over HTTP."""

from datetime import datetime

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import NameOID

from ruqsat_sandbox.asking import body_of, refuse
from ruqsat_sandbox.pki import stamping, status
from ruqsat_sandbox.pki.authority import KeyPair, RevocationRefused, pem
from ruqsat_sandbox.pki.certificates import NOT_BEFORE
from ruqsat_sandbox.pki.keys import rsa_public
from ruqsat_sandbox.pki.lines import LINES, NATIONAL_RSA, ROOTS
from ruqsat_sandbox.world import WORLD

routes = web.RouteTableDef()


@routes.post("/pki/ocsp")
async def ocsp(request: web.Request) -> web.Response:
    """RFC 6960, appendix A.1."""
    world = request.app[WORLD]
    body = status.answer(await request.read(), authority=world.authority, at=world.clock.now())
    return web.Response(body=body, content_type="application/ocsp-response")


@routes.get("/pki/crl/{name}.crl")
async def crl(request: web.Request) -> web.Response:
    """RFC 5280, 5: the list of an issuing authority, or a root's, which is empty."""
    world = request.app[WORLD]
    authority = world.authority
    issuer = _authority(request)
    body = status.revocation_list(issuer, authority.revoked(by=issuer), at=world.clock.now())
    return web.Response(body=body, content_type="application/pkix-crl")


@routes.get("/pki/certificates/{name}.cer")
async def authority_certificate(request: web.Request) -> web.Response:
    """The certificate of a root or of an issuing authority, DER."""
    return web.Response(body=_authority(request).der, content_type="application/pkix-cert")


def _authority(request: web.Request) -> KeyPair:
    """The root or the issuing authority that the address names."""
    authority, name = request.app[WORLD].authority, request.match_info["name"]
    if name in ROOTS:
        return authority.root(name)
    if name not in LINES:
        refuse(404, "unknown", f"There is no such authority; there are {', '.join((*ROOTS, *LINES))}.")
    return authority.issuing(LINES[name])


@routes.post("/pki/tsp")
async def tsp(request: web.Request) -> web.Response:
    """RFC 3161, 3.4."""
    world = request.app[WORLD]
    body = stamping.answer(await request.read(), authority=world.authority, at=world.clock.now())
    return web.Response(body=body, content_type="application/timestamp-reply")


@routes.post("/pki/seal")
async def seal(request: web.Request) -> web.Response:
    """A certificate for the seal of an office, from a certificate signing request."""
    world = request.app[WORLD]
    body = await body_of(request)
    office = body.text("office")
    asked = _request_of(body.text("csr"))
    key = key_asked_for(body.text("csr"))
    known = world.population.organization(office)
    written = asked.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = known.name if known else str(written[0].value) if written else office
    bin_ = known.bin if known else ""
    certificate = world.authority.seal(key, office=office, name=name, bin_=bin_, at=world.now())
    chain = [pem(each).decode() for each in (certificate, world.authority.issuing(NATIONAL_RSA).certificate)]
    root = pem(world.authority.root(NATIONAL_RSA.root).certificate).decode()
    return web.json_response({"certificate": chain[0], "chain": chain, "root": root})


def key_asked_for(pem_: str) -> bytes:
    """The SubjectPublicKeyInfo in a certificate signing request, which is refused if its key is weak."""
    asked = _request_of(pem_)
    key = asked.public_key()
    if not asked.is_signature_valid or not isinstance(key, RSAPublicKey) or key.key_size < 2048:
        refuse(422, "csr", "The signing request must be signed with its own RSA key of 2048 bits or more.")
    return rsa_public(key)


def _request_of(pem_: str) -> x509.CertificateSigningRequest:
    try:
        asked = x509.load_pem_x509_csr(pem_.encode())
        asked.public_key()
    except ValueError:
        refuse(422, "csr", "The signing request cannot be read.")
    return asked


@routes.get("/api/pki/trust")
async def trust(request: web.Request) -> web.Response:
    """What an instance pins at set-up: the roots; the issuing authorities below them, for completeness."""
    authority = request.app[WORLD].authority
    roots = [pem(authority.root(name).certificate).decode() for name in ROOTS]
    below = [pem(authority.issuing(line).certificate).decode() for line in LINES.values()]
    return web.json_response({"roots": roots, "intermediates": below})


@routes.post("/api/pki/revoke")
async def revoke(request: web.Request) -> web.Response:
    """Revoke the certificates of a person (``iin``) or of a seal (``office``), as of the sandbox's now."""
    world = request.app[WORLD]
    body = await body_of(request)
    holder = body.text("iin", "") or body.text("office")
    moment = world.now()
    try:
        count = world.authority.revoke(holder, reason=body.text("reason", "key_compromise"), at=moment)
    except RevocationRefused as error:
        refuse(422, "not_revoked", str(error))
    return web.json_response({"revoked": count, "at": moment})


@routes.post("/api/pki/renew")
async def renew(request: web.Request) -> web.Response:
    """New keys for a person, certified until an hour that may be named: the old certificates stay as they are."""
    world = request.app[WORLD]
    body = await body_of(request)
    person = world.population.person(body.text("iin"))
    if person is None:
        refuse(404, "unknown", "Nobody here has this IIN.")
    world.authority.renew(person, until=_instant(body.text("until", "")))
    return web.json_response({"renewed": person.iin})


def _instant(text: str) -> datetime | None:
    try:
        said = datetime.fromisoformat(text) if text else None
    except ValueError:
        said = None
    if text and (said is None or said.tzinfo is None or said <= NOT_BEFORE):
        refuse(
            422, "field_wrong", "The field until must be an instant after 2020-01-01, with its offset.", field="until"
        )
    return said
