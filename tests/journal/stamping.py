"""A time-stamp token over a digest, with nobody's signature: enough where only its imprint is looked at."""

import asn1crypto.tsp
from asn1crypto import cms


def token_over(digest: bytes) -> bytes:
    """The token."""
    info = asn1crypto.tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.3",
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest},
            "serial_number": 1,
            "gen_time": "20260318133000Z",
        }
    )
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "tst_info", "content": cms.ParsableOctetString(info.dump())},
            "signer_infos": [],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())
