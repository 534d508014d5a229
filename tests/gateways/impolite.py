"""Servers on the loopback that are no good HTTP servers: one byte after another, or TLS where it is not agreed."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from ruqsat.gateways import addresses
from ruqsat.gateways.addresses import Configured

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


@contextmanager
def serving(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server of one connection, which *answer* has; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join()


@contextmanager
def dripping(*, every: float, pieces: int = 1000) -> Iterator[str]:
    """Its address: a thousand bytes are promised, and one comes each *every* seconds, *pieces* of them."""

    def drip(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(ANSWER)
        for _ in range(pieces):
            connection.sendall(b"x")
            time.sleep(every)

    with serving(drip) as port:
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def dripping_head(*, every: float, pieces: int = 1000) -> Iterator[str]:
    """Its address: the head of an answer begins, and one byte of it comes each *every* seconds, *pieces* of them."""

    def drip(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Patience: ")
        for _ in range(pieces):
            connection.sendall(b"x")
            time.sleep(every)

    with serving(drip) as port:
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def silent() -> Iterator[str]:
    """The address of one who hears all and says nothing, until who asked goes."""

    def listen(connection: socket.socket) -> None:
        while connection.recv(1000):
            pass

    with serving(listen) as port:
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def speaking_tls(how: str, folder: Path) -> Iterator[str]:
    """The address of one who speaks TLS otherwise than *how* it is expected there."""

    def plain(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(ANSWER)

    def of_another_host(connection: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate_of("other.example", folder))
        with context.wrap_socket(connection, server_side=True) as spoken:
            spoken.recv(1000)

    def as_configured(connection: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "127.0.0.1.pem")
        with context.wrap_socket(connection, server_side=True) as spoken:
            asked = spoken.recv(10_000).split(b"\r\n")
            shown = next(line for line in asked if line.lower().startswith(b"authorization"))
            spoken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(shown), shown))

    def alert(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(bytes((21, 3, 3, 0, 2, 2, 40)))

    answers = {
        "as configured": as_configured,
        "no TLS": plain,
        "another host's certificate": of_another_host,
        "TLS where none is expected": alert,
    }
    with serving(answers[how]) as port:
        yield f"{'http' if how == 'TLS where none is expected' else 'https'}://127.0.0.1:{port}/"


@contextmanager
def dated(moment: datetime, folder: Path) -> Iterator[str]:
    """The address of one who speaks TLS well, and whose clock says *moment*."""

    def answer(connection: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "127.0.0.1.pem")
        with context.wrap_socket(connection, server_side=True) as spoken:
            spoken.recv(10_000)
            spoken.sendall(f"HTTP/1.1 405 No\r\nDate: {format_datetime(moment, usegmt=True)}\r\n\r\n".encode())

    with serving(answer) as port:
        yield f"https://127.0.0.1:{port}/"


@contextmanager
def demanding(folder: Path, *, of: Path) -> Iterator[str]:
    """The address of one who speaks TLS with whoever shows the certificate *of* this file, and with nobody else."""

    def answer(connection: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "127.0.0.1.pem")
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(of)
        with context.wrap_socket(connection, server_side=True) as spoken:
            spoken.recv(10_000)
            spoken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nknown")

    with serving(answer) as port:
        yield f"https://127.0.0.1:{port}/"


def certificate_of(host: str, folder: Path, *, days: int = 30, since: int = 1) -> Path:
    """A certificate of *host*'s own making with its key, in one file; in force *since* so many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=since))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{host}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(certificate.public_bytes(Encoding.PEM) + secret)
    path.chmod(0o600)
    return path


def _alternative(host: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)


@contextmanager
def configured(url: str, known: Configured) -> Iterator[None]:
    """Meanwhile this is configured of the address, and nothing of any other."""
    addresses.configure({url: known})
    try:
        yield
    finally:
        addresses.configure({})
