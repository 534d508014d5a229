"""
The other end of the bench of deliveries: it takes every event and counts them by their ids. Nothing else.

    python -m bench.sink        prints its port, and serves until its standard input ends
"""

import asyncio
import json
import sys
from collections import Counter

from aiohttp import web

counted: web.AppKey[Counter[str]] = web.AppKey("counted", Counter)


async def take(request: web.Request) -> web.Response:
    """Take an event, and name it."""
    event = json.loads(await request.read())["id"]
    request.app[counted][event] += 1
    return web.json_response({"id": event})


async def count(request: web.Request) -> web.Response:
    """How many events were taken, and under how many ids."""
    seen = request.app[counted]
    return web.json_response({"ids": len(seen), "taken": seen.total()})


async def serve() -> None:
    """Until standard input ends."""
    app = web.Application()
    app[counted] = Counter()
    app.add_routes([web.post("/monitoring/events", take), web.get("/count", count)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
