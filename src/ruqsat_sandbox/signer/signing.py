"""What the signing program signs, and how: CMS in the forms that NCALayer makes."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from asn1crypto import algos

from ruqsat_sandbox.pki import signed_data, stamping
from ruqsat_sandbox.pki.authority import Authority, KeyPair
from ruqsat_sandbox.pki.keys import Family
from ruqsat_sandbox.pki.signed_data import ToSign
from ruqsat_sandbox.signer.choosing import Wanted, wanted_by

PREVIEW_LENGTH = 4000


class NotUnderstood(ValueError):
    """The request is not what the protocol says; the message says where."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """A request to sign: the documents (or their hashes), the form of the signature, whose certificate."""

    documents: tuple[bytes, ...]
    wanted: Wanted
    attached: bool = False
    hashed: bool = False
    stamped: bool = False
    one: bool = True

    def preview(self) -> str:
        """What a person sees before deciding: the text, or the hash of what is no text."""
        return "\n\n".join(_preview(document, hashed=self.hashed) for document in self.documents)


def order_of_basics(arguments: Mapping[str, Any]) -> Order:
    """
    ``kz.gov.pki.knca.basics`` / ``sign``.

    :raises NotUnderstood: when an argument is missing or not supported.
    """
    if arguments.get("format") != "cms":
        raise NotUnderstood("The sandbox's signing program signs the format cms only.")
    storages = arguments.get("allowedStorages")
    if storages is not None and "PKCS12" not in storages:
        raise NotUnderstood("The key is in a file (PKCS12), and the page allows other storages only.")
    parameters = _mapping(arguments.get("signingParams"), "signingParams")
    data = arguments.get("data")
    texts = data if isinstance(data, list) else [data]
    decoded = parameters.get("decode") is True
    try:
        documents = tuple(_document(text, decoded=decoded) for text in texts)
        wanted = wanted_by(_mapping(arguments.get("signerParams"), "signerParams"))
    except (ValueError, TypeError, binascii.Error) as error:
        raise NotUnderstood(f"The request cannot be read: {error}.") from error
    if not documents:
        raise NotUnderstood("There is nothing to sign.")
    return _checked(
        Order(
            documents=documents,
            wanted=wanted,
            attached=parameters.get("encapsulate") is True,
            hashed=parameters.get("digested") is True,
            stamped=parameters.get("tsaProfile") is not None,
            one=not isinstance(data, list),
        )
    )


def order_of_common_utils(method: str, arguments: list[Any]) -> Order:
    """
    ``kz.gov.pki.knca.commonUtils`` / ``createCAdESFromBase64`` and its relatives: positional arguments.

    :raises NotUnderstood: when an argument is missing or not supported.
    """
    try:
        storage, key_type, data, *rest = arguments
        document = _document(data, decoded=True)
    except (ValueError, TypeError, binascii.Error) as error:
        raise NotUnderstood(f"The request cannot be read: {error}.") from error
    if storage != "PKCS12":
        raise NotUnderstood("The key is in a file (PKCS12), and the page asks for another storage.")
    usage = "1.3.6.1.5.5.7.3.2" if key_type == "AUTHENTICATION" else "1.3.6.1.5.5.7.3.4"
    return _checked(
        Order(
            documents=(document,),
            wanted=Wanted(usages=frozenset({usage})),
            attached=bool(rest and rest[0]),
            hashed=method == "createCAdESFromBase64Hash",
            stamped=method == "createCMSSignatureFromBase64",
        )
    )


def signed(order: Order, *, by: KeyPair, authority: Authority, at: datetime) -> list[str]:
    """
    The signatures, base64, one for each document.

    :raises NotUnderstood: when a hash is not of the length that the key signs.
    """
    return [_signature(document, order, by=by, authority=authority, at=at) for document in order.documents]


def _signature(document: bytes, order: Order, *, by: KeyPair, authority: Authority, at: datetime) -> str:
    line = authority.line_of(by)

    def stamp(signature: bytes) -> bytes:
        algorithm = algos.DigestAlgorithm.load(by.key.digest_algorithm)
        policy = stamping.RSA_POLICY if line.family is Family.RSA else stamping.GOST_POLICY
        return stamping.token(algorithm, by.key.digest(signature), authority=authority, at=at, policy=policy)

    if order.hashed and len(document) != len(by.key.digest(b"")):
        raise NotUnderstood("The hash has not the length that the key signs.")
    digest = document if order.hashed else by.key.digest(document)
    what = ToSign(digest=digest, attached=document if order.attached else None)
    embed = (by.der, authority.issuing(line).der)
    made = signed_data.sign(what, by=by, embed=embed, at=at, stamp=stamp if order.stamped else None)
    return b64encode(made).decode()


def _checked(order: Order) -> Order:
    if order.hashed and order.attached:
        raise NotUnderstood("A hash cannot be signed with its document attached.")
    return order


def _document(text: object, *, decoded: bool) -> bytes:
    if not isinstance(text, str) or not text:
        raise NotUnderstood("Data to sign are missing.")
    return b64decode(text, validate=True) if decoded else text.encode()


def _mapping(value: object, name: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NotUnderstood(f"{name} must be an object.")
    return value


def _preview(document: bytes, *, hashed: bool) -> str:
    if hashed:
        return f"a hash: {document.hex()}"
    try:
        text = document.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text or not text.replace("\n", " ").replace("\r", " ").replace("\t", " ").isprintable():
        return f"{len(document)} bytes, SHA-256 {sha256(document).hexdigest()}"
    return text if len(text) <= PREVIEW_LENGTH else f"{text[:PREVIEW_LENGTH]}…"
