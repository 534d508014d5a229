"""
Keys: one for each file, wrapped by the instance's key; blind indexes; erasure by destroying a file's key.

Every sealed row of bytes is: one byte of format, twelve of nonce, then AES-256-GCM. The associated data names the
place where the bytes belong, so that they cannot be moved to another.
"""

import hashlib
import hmac
import os
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ruqsat.journal.models import File, PreparedStatement
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say

FORMAT = b"\x01"
NONCE_LENGTH = 12
KEY_LENGTH = 32


class UnreadableError(Exception):
    """Sealed bytes do not open: they were changed or moved, or the key is not the one they were sealed with."""


class FileErasedError(RefusalError):
    """The file's key was destroyed: its content is erased, only the chain of hashes is left."""

    def __init__(self, file: UUID) -> None:
        super().__init__(say("The content of file %(file)s was erased; nothing can be read or added.", file=str(file)))


@dataclass(frozen=True)
class Cipher:
    """AES-256-GCM under one key; ``aad`` names the place the bytes belong to."""

    key: bytes = field(repr=False)

    @cached_property
    def _sealing(self) -> AESGCM:
        return AESGCM(self.key)

    def encrypt(self, plain: bytes, aad: bytes) -> bytes:
        """Seal *plain* for the place named by *aad*."""
        nonce = os.urandom(NONCE_LENGTH)
        return FORMAT + nonce + self._sealing.encrypt(nonce, plain, FORMAT + aad)

    def decrypt(self, sealed: bytes, aad: bytes) -> bytes:
        """
        Open *sealed*.

        :raises UnreadableError: if the bytes, their place or the key are not those of the sealing.
        """
        start = len(FORMAT) + NONCE_LENGTH
        if sealed[: len(FORMAT)] != FORMAT or len(sealed) < start:
            raise UnreadableError("unknown format of sealed bytes")
        try:
            return self._sealing.decrypt(sealed[len(FORMAT) : start], sealed[start:], FORMAT + aad)
        except InvalidTag as error:
            raise UnreadableError("sealed bytes do not open") from error


def instance_cipher() -> Cipher:
    """The cipher for what belongs to no file: drafts, people, prepared statements."""
    return _cipher_for(settings.INSTANCE_KEY, "records")


def blind_index(text: str) -> bytes:
    """A keyed digest (32 bytes) by which equal texts, as an IIN, are found without being readable."""
    settled = unicodedata.normalize("NFC", text).encode()
    return hmac.digest(_derived("blind index"), settled, hashlib.sha256)


def new_wrapped_key(file: UUID) -> bytes:
    """A fresh key for *file*, wrapped by the instance's key."""
    return _wrapping().encrypt(AESGCM.generate_key(bit_length=8 * KEY_LENGTH), _place_of_key(file))


def unwrap(file: UUID, wrapped: bytes) -> Cipher:
    """
    The cipher of *file* from its wrapped key.

    :raises UnreadableError: if the instance's key is not the one it was wrapped with.
    """
    return Cipher(_wrapping().decrypt(wrapped, _place_of_key(file)))


def cipher_of(file: File) -> Cipher:
    """
    The cipher of a loaded file.

    :raises FileErasedError: if its key was destroyed.
    """
    if file.wrapped_key is None:
        raise FileErasedError(file.id)
    return unwrap(file.id, bytes(file.wrapped_key))


def file_cipher(file: UUID) -> Cipher:
    """
    The cipher of the file with this id.

    :raises FileErasedError: if its key was destroyed.
    :raises File.DoesNotExist: if there is no such file.
    """
    return cipher_of(File.objects.get(id=file))


def destroy(file: UUID, *, at: datetime) -> None:
    """
    Erase the content of *file* for good: its key goes, with the statements prepared for it; chain and heads stay.

    Copies of the key live on in back-ups until those are gone.
    """
    File.objects.filter(id=file, wrapped_key__isnull=False).update(wrapped_key=None, key_destroyed_at=at)
    PreparedStatement.objects.filter(file_id=file).delete()


def _place_of_key(file: UUID) -> bytes:
    return b"journal/file-key/" + file.bytes


def _wrapping() -> Cipher:
    return _cipher_for(settings.INSTANCE_KEY, "file keys")


@lru_cache(maxsize=16)
def _cipher_for(instance_key: bytes, purpose: str) -> Cipher:
    return Cipher(_derive(instance_key, purpose))


def _derived(purpose: str) -> bytes:
    return _derive(settings.INSTANCE_KEY, purpose)


@lru_cache(maxsize=16)
def _derive(instance_key: bytes, purpose: str) -> bytes:
    if len(instance_key) != KEY_LENGTH:
        raise ImproperlyConfigured("RUQSAT_INSTANCE_KEY must be 32 bytes in base64.")
    return HKDF(algorithm=SHA256(), length=KEY_LENGTH, salt=None, info=b"ruqsat/" + purpose.encode()).derive(
        instance_key
    )
