"""Only this machine may use the sandbox: no page from elsewhere can press its buttons or sign with its keys."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from ruqsat_sandbox.asking import refuse


def is_loopback(host: str | None) -> bool:
    """Whether *host*, a name or an address, means this machine."""
    if host is None:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_local_address(url: str) -> bool:
    """Whether *url* is a web address on this machine."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and is_loopback(parts.hostname)
    except ValueError:
        return False


@web.middleware
async def from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a request whose ``Host`` or ``Origin`` is not this machine; a program that is no browser has no origin."""
    if not is_local_address(f"http://{request.host}"):
        refuse(403, "foreign_host", "The sandbox answers to addresses of this machine only.")
    origin = request.headers.get("Origin")
    if origin is not None and not is_local_address(origin):
        refuse(403, "foreign_origin", "The sandbox is used from pages of this machine only.")
    return await handler(request)
