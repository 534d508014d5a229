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

from ruqsat_sandbox.faults import fault_of
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD, World

LOOK_EVERY_SECONDS = 0.3
LONGEST_PAUSE_SECONDS = 60.0
MOST_TRIES = 100
TIME_OUT = aiohttp.ClientTimeout(total=10)
_KEY = "payments_key"


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
            if fault_of(world.store, "payments") == "none":
                for payment in _untold(world.store):
                    await _tell(world.store, session, payment)
            await asyncio.sleep(LOOK_EVERY_SECONDS)


def _untold(store: Store) -> list[sqlite3.Row]:
    return store.rows(
        "SELECT payments.*, callback_url FROM payments JOIN orders ON orders.id = order_id"
        " WHERE NOT told AND callback_url != '' AND tries < ? AND next_try <= ? ORDER BY payments.id LIMIT 20",
        MOST_TRIES,
        time.time(),
    )


async def _tell(store: Store, session: aiohttp.ClientSession, payment: sqlite3.Row) -> None:
    """One attempt; the next one comes after twice the pause, at most a minute."""
    notice = notice_of(payment)
    headers = {"Content-Type": "application/json", "X-Signature": signature_over(notice, notice_key(store))}
    try:
        async with session.post(payment["callback_url"], data=notice, headers=headers, allow_redirects=False) as answer:
            taken = 200 <= answer.status < 300
    except (aiohttp.ClientError, TimeoutError, OSError):
        taken = False
    pause = min(2.0 ** payment["tries"], LONGEST_PAUSE_SECONDS)
    with store.writing() as db:
        db.execute(
            "UPDATE payments SET told = ?, tries = tries + 1, next_try = ? WHERE id = ?",
            (taken, time.time() + pause, payment["id"]),
        )
