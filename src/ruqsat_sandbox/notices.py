"""Signed notices of payment: sent to the instance until it takes them."""

import asyncio
import contextlib
import json
import sqlite3
import time
from base64 import b64encode
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ruqsat_sandbox import spoiling
from ruqsat_sandbox.faults import fault_of, meets
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD, World

LOOK_EVERY_SECONDS = 0.3
LONGEST_PAUSE_SECONDS = 60.0
MOST_TRIES = 100
TIME_OUT = aiohttp.ClientTimeout(total=10)
_KEY = "payments_key"
# Of the gateway's faults these befall the notices too; in every other one no notice goes out.
TOLD_IN = frozenset({"none", "duplicate", "out_of_order", "bad_signature", "wrong_amount", "other_answer"})
TOLD_WRONGLY = frozenset({"bad_signature", "wrong_amount", "other_answer"})


def notice_key(store: Store) -> RSAPrivateKey:
    """The gateway's key, made when first asked for."""
    kept = store.setting(_KEY)
    if kept:
        loaded = serialization.load_pem_private_key(kept.encode(), password=None)
        if not isinstance(loaded, RSAPrivateKey):
            raise TypeError("The payment gateway's key in the sandbox's store is not an RSA key.")
        return loaded
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    store.remember(_KEY, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())
    return key


def notice_of(payment: sqlite3.Row) -> bytes:
    """What the notice of one payment says."""
    said = {
        "order": payment["order_id"],
        "amount": payment["amount"],
        "status": "paid",
        "means": payment["means"],
        "reference": payment["reference"],
        "paid_at": payment["paid_at"],
    }
    return json.dumps(said).encode()


def signature_over(notice: bytes, key: RSAPrivateKey) -> str:
    """RSA PKCS #1 v1.5 with SHA-256 over the notice's bytes, base64."""
    return b64encode(key.sign(notice, padding.PKCS1v15(), hashes.SHA256())).decode()


async def telling(app: web.Application) -> AsyncIterator[None]:
    """Tell as long as the server runs."""
    task = asyncio.create_task(_tell_for_ever(app[WORLD]))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _tell_for_ever(world: World) -> None:
    async with aiohttp.ClientSession(timeout=TIME_OUT, trust_env=False) as session:
        while True:
            kind = fault_of(world.store, "payments")
            if kind in TOLD_IN:
                for payment in sorted(
                    _untold(world.store), key=lambda each: each["id"], reverse=kind == "out_of_order"
                ):
                    await _tell(world, session, payment)
            await asyncio.sleep(LOOK_EVERY_SECONDS)


def _untold(store: Store) -> list[sqlite3.Row]:
    return store.rows(
        "SELECT payments.*, callback_url FROM payments JOIN orders ON orders.id = order_id"
        " WHERE NOT told AND callback_url != '' AND tries < ? AND next_try <= ? ORDER BY payments.id LIMIT 20",
        MOST_TRIES,
        time.time(),
    )


async def _tell(world: World, session: aiohttp.ClientSession, payment: sqlite3.Row) -> None:
    """
    One attempt; the next one comes after twice the pause, at most a minute.

    What a fault told wrongly is still to be told, however it was taken.
    """
    store, notice = world.store, notice_of(payment)
    fault = meets(world, "payments", b"notice " + notice)
    kind = fault.kind if fault else "none"
    key = notice_key(store)
    said = spoiling.notices(
        kind, notice, sign=lambda said: signature_over(said, key), earlier=_of_another(store, payment)
    )
    taken = [await _send(session, payment["callback_url"], body, signature) for body, signature in said]
    told = all(taken) and kind not in TOLD_WRONGLY
    pause = min(2.0 ** payment["tries"], LONGEST_PAUSE_SECONDS)
    with store.writing() as db:
        db.execute(
            "UPDATE payments SET told = ?, tries = tries + 1, next_try = ? WHERE id = ?",
            (told, time.time() + pause, payment["id"]),
        )


async def _send(session: aiohttp.ClientSession, url: str, notice: bytes, signature: str) -> bool:
    """Whether a notice was taken."""
    headers = {"Content-Type": "application/json", "X-Signature": signature}
    try:
        async with session.post(url, data=notice, headers=headers, allow_redirects=False) as answer:
            return 200 <= answer.status < 300
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False


def _of_another(store: Store, payment: sqlite3.Row) -> bytes | None:
    """The notice of the latest payment of another order, if there is one."""
    row = store.row("SELECT * FROM payments WHERE order_id != ? ORDER BY id DESC LIMIT 1", payment["order_id"])
    return notice_of(row) if row else None
