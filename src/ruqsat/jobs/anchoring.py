"""Once a day the heads of all files are anchored: a Merkle root under a time stamp, exported."""

import secrets
from datetime import UTC, datetime

import structlog
from django.conf import settings

from ruqsat.eds import timestamps
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.gateways import pki
from ruqsat.gateways.answers import Unavailable
from ruqsat.journal import anchor
from ruqsat.journal.models import Anchor, File
from ruqsat.journal.verify import CheckStamp, stamp_is_over
from ruqsat.law.saying import Saying

log = structlog.get_logger()


class NoStampError(Exception):
    """The time-stamping authority gave no usable token; the next sweep asks again."""


def anchor_if_due(*, at: datetime) -> None:
    """
    Make the anchor of the day if there is none yet. Without a time stamp there is no anchor, and it stays due.

    Before the first file there is nothing to anchor.
    """
    if Anchor.objects.filter(day=at.astimezone(UTC).date()).exists() or not File.objects.exists():
        return
    try:
        anchor.make(at, stamp)
    except NoStampError as error:
        log.warning("no anchor yet", why=str(error))


def stamp(digest: bytes) -> bytes:
    """
    A time-stamp token over a SHA-256 *digest*.

    :raises NoStampError: if the authority does not answer, or with something else.
    """
    request = timestamps.request(digest, nonce=secrets.randbits(63))
    answer = pki.configured(settings.GATEWAYS["pki"]).time_stamp(request)
    if isinstance(answer, Unavailable):
        raise NoStampError(answer.why)
    try:
        return timestamps.token_of(answer, request=request)
    except timestamps.NoTimeStamp as error:
        raise NoStampError(str(error)) from error


def stamp_checker(*, at: datetime) -> CheckStamp:
    """
    What `journal verify` judges an anchor's time stamp with: over the statement, by an authority recognized here.

    An authority whose status cannot be asked for now is no fault of the anchor: then only the digest is compared.
    """
    trust = TrustStore.from_folder(settings.TRUST_DIR)
    authority = pki.configured(settings.GATEWAYS["pki"])

    def check(token: bytes, statement: bytes) -> Saying | None:
        evidence = pki.gather_for_stamp(token, trust=trust, pki=authority, at=at)
        try:
            timestamps.verify(token, data=statement, trust=trust, evidence=evidence, at=at)
        except NotBorneOut as wrong:
            return stamp_is_over(token, statement) if wrong.sub_indication is SubIndication.TRY_LATER else wrong.why
        return None

    return check
