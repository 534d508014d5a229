"""What may be filed: a file must be what its name says, not empty, and not too large."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePath

import puremagic

from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say

MEGABYTE = 1_000_000
ATTACHMENT_MOST = 20 * MEGABYTE
RECORDING_MOST = 50 * MEGABYTE
LONGEST_NAME = 200
_BEGINNING = 65_536  # bytes: a file's type shows in its first ones


@dataclass(frozen=True, kw_only=True)
class MediaType:
    """A media type, the endings of names that say it, and what the first bytes of such files look like."""

    name: str
    endings: frozenset[str]
    looks_like: frozenset[str]


def _type(name: str, *endings: str, looks_like: tuple[str, ...] = ()) -> MediaType:
    return MediaType(name=name, endings=frozenset(endings), looks_like=frozenset({name, *looks_like}))


DOCUMENTS = (
    _type("application/pdf", ".pdf"),
    _type("image/jpeg", ".jpg", ".jpeg"),
    _type("image/png", ".png"),
)
RECORDINGS = (
    _type("image/jpeg", ".jpg", ".jpeg"),
    _type("image/png", ".png"),
    _type("image/heic", ".heic", ".heif", looks_like=("image/heif",)),
    _type("video/mp4", ".mp4", ".m4v"),
    _type("video/quicktime", ".mov"),
    _type("video/webm", ".webm", looks_like=("application/x-matroska", "audio/webm")),
    _type("video/3gpp", ".3gp", looks_like=("audio/3gpp",)),
    _type("audio/mp4", ".m4a", looks_like=("video/mp4",)),
    _type("audio/mpeg", ".mp3"),
    _type("audio/ogg", ".ogg", ".oga", ".opus", looks_like=("application/ogg",)),
    _type("audio/wav", ".wav", looks_like=("audio/wave", "audio/x-wav", "audio/vnd.wave")),
)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What shows that something was received or told: a scan, or a recording, under the name it was filed with."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """By which it is kept and named."""
        return hashlib.sha256(self.content).hexdigest()


class NotAccepted(RefusalError):
    """The file cannot be taken, and why."""


class FileEmpty(NotAccepted):
    """There is nothing in the file."""

    def __init__(self, name: str) -> None:
        super().__init__(say("The file “%(name)s” is empty. Choose the file again.", name=name))


class FileTooLarge(NotAccepted):
    """The file is larger than may be filed."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            say(
                "The file “%(name)s” is larger than %(most)s MB. Make it smaller or divide it.",
                name=name,
                most=most // MEGABYTE,
            )
        )


class NameTooLong(NotAccepted):
    """The file's name is missing, or longer than is kept."""

    def __init__(self) -> None:
        super().__init__(
            say("The file's name must have between 1 and %(most)s letters. Rename the file.", most=LONGEST_NAME)
        )


class WrongType(NotAccepted):
    """Files of this type are not taken here."""

    def __init__(self, name: str, allowed: tuple[MediaType, ...]) -> None:
        endings = ", ".join(sorted(ending for media_type in allowed for ending in media_type.endings))
        super().__init__(say("The file “%(name)s” must be one of these: %(endings)s.", name=name, endings=endings))


class NotWhatItSays(NotAccepted):
    """What is in the file is something else than its name says."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "The file “%(name)s” is not what its name says, or is damaged. Save it anew and choose it again.",
                name=name,
            )
        )


def check_attachment(content: bytes, *, name: str) -> str:
    """
    List 8: a document as PDF, JPEG or PNG of at most 20 MB. Gives its media type.

    :raises NotAccepted: one of the errors of this module.
    """
    return _check(content, name=name, allowed=DOCUMENTS, most=ATTACHMENT_MOST)


def check_recording(content: bytes, *, name: str) -> str:
    """
    Rules 16: an audio, photo or video recording of at most 50 MB. Gives its media type.

    :raises NotAccepted: one of the errors of this module.
    """
    return _check(content, name=name, allowed=RECORDINGS, most=RECORDING_MOST)


def check_evidence(content: bytes, *, name: str) -> str:
    """
    Rules 12, Rules 14: a scan, or the recording of a call, of at most 50 MB. Gives its media type.

    :raises NotAccepted: one of the errors of this module.
    """
    return _check(content, name=name, allowed=(*DOCUMENTS, *RECORDINGS[2:]), most=RECORDING_MOST)


def _check(content: bytes, *, name: str, allowed: tuple[MediaType, ...], most: int) -> str:
    if not 0 < len(name) <= LONGEST_NAME:
        raise NameTooLong
    if not content:
        raise FileEmpty(name)
    if len(content) > most:
        raise FileTooLarge(name, most)
    ending = PurePath(name).suffix.lower()
    said = [media_type for media_type in allowed if ending in media_type.endings]
    if not said:
        raise WrongType(name, allowed)
    if not said[0].looks_like & _look_of(content):
        raise NotWhatItSays(name)
    return said[0].name


def _look_of(content: bytes) -> set[str]:
    try:
        return {found.mime_type for found in puremagic.magic_string(content[:_BEGINNING])}
    except puremagic.PureError:
        return set()
