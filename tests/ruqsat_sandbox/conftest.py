"""A running sandbox, asked over real HTTP and WebSockets, in a folder of its own."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from aiohttp import web

from ruqsat_sandbox.server import Place, build


@contextmanager
def sandbox(var: Path) -> Iterator[str]:
    """Run a sandbox in *var* on a free port, and stop it; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(build(Place(var=var, clock_file=var / "clock.jsonl", address=address)), shutdown_timeout=1)

    async def start() -> None:
        await runner.setup()
        await web.SockSite(runner, listening).start()

    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield address
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def running(var: Path) -> Iterator[str]:
    with sandbox(var) as address:
        yield address


@pytest.fixture(scope="session")
def world(running: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running, trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
