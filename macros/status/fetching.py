"""One guarded GET: for addresses that people type and for what a status page redirects to.

Every host is resolved here and the connection goes to that very address, so that a name cannot point elsewhere a moment
later. Private, loopback and link-local addresses are refused unless allowed. No proxy, no cookie, no password.
"""

import http.client
import ipaddress
import json
import re
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urljoin, urlsplit

MAX_BYTES = 1_048_576
MAX_REDIRECTS = 5
PATIENCE = 8.0


class FetchFailed(Exception):
    """The address cannot be read, or not as what was asked for. `kind` is one of those that `snapshot.EXIT_CODES` lists."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Response:
    """What came back."""

    url: str
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case. A name sent twice holds both values, joined by a comma."""


@dataclass(frozen=True)
class FetchOptions:
    """How far a fetch may go."""

    allow_private: bool = False
    patience: float = PATIENCE
    max_bytes: int = MAX_BYTES
    headers: tuple[tuple[str, str], ...] = ()


def fetch(url: str, reach: FetchOptions = FetchOptions()) -> Response:
    """Return the answer of `url` after at most five redirects, each checked like the first. Raises `FetchFailed`.

    `reach.patience` holds for everything together. A thread does the work, because no time limit of a socket covers
    a slow name server, headers that come byte by byte, or `100 Continue` without end.
    """
    outcomes: SimpleQueue[Response | Exception] = SimpleQueue()
    sockets: list[socket.socket] = []

    def work() -> None:
        try:
            outcomes.put(_follow(url, reach, sockets))
        except Exception as error:
            outcomes.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        outcome = outcomes.get(timeout=max(reach.patience, 0))
    except Empty:
        for sock in sockets:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)  # ends the thread
        outcome = TimeoutError()
    if isinstance(outcome, TimeoutError):
        raise FetchFailed("time", f"no whole answer within {reach.patience:g} seconds") from None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def parse_json(body: bytes) -> Any:
    """Return the JSON of a body as a browser reads it (a byte-order mark passes, NaN does not). Raises ValueError."""

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is not JSON")

    def whole(digits: str) -> int | float:
        return int(digits) if len(digits) < 20 else float(digits)

    try:
        return json.loads(body.decode("utf-8-sig", "replace"), parse_constant=refuse, parse_int=whole)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _follow(url: str, reach: FetchOptions, sockets: list[socket.socket]) -> Response:
    for _ in range(MAX_REDIRECTS + 1):
        answer = _fetch_once(url, reach, sockets)
        target = answer.headers.get("location")
        if answer.status not in (301, 302, 303, 307, 308) or not target:
            return answer
        following = urljoin(url, target)
        if urlsplit(url).scheme == "https" and urlsplit(following).scheme != "https":
            raise FetchFailed("refused", f"{url} redirects to {following}, which is not https")
        url = following
    raise FetchFailed("refused", f"more than {MAX_REDIRECTS} redirects")


def _fetch_once(url: str, reach: FetchOptions, sockets: list[socket.socket]) -> Response:
    parts = _split(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = _resolve(parts.hostname, port, reach.allow_private)
    connection = http.client.HTTPConnection(parts.hostname, port)
    try:
        connection.sock = _connect(address, parts.hostname if secure else None, reach.patience, sockets)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Host": parts.netloc, "Accept": "application/json", **dict(reach.headers)}
        connection.request("GET", path, headers=headers | {"Connection": "close"})
        with connection.getresponse() as response:
            body = response.read(reach.max_bytes + 1)
            if len(body) > reach.max_bytes:
                raise FetchFailed("size", f"more than {reach.max_bytes} bytes")
            if response.length:
                raise FetchFailed("network", "the answer ends before its announced length")
            return Response(url, response.status, body, _joined(response.getheaders()))
    except TimeoutError:
        raise
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise FetchFailed("network", f"{parts.hostname}: {error or type(error).__name__}") from None
    finally:
        connection.close()


def _split(url: str) -> Any:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s\x00-\x1f\x7f]", url) or not url.isascii():
        raise FetchFailed("refused", f"{url!r} is not an http(s) address")
    if parts.username or parts.password:
        raise FetchFailed("refused", "an address with a user name or password")
    return parts


def _resolve(host: str, port: int, allow_private: bool) -> Any:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed("network", f"{host}: {error}") from None
    for *_, address in found:
        if not allow_private and not _is_public(str(address[0])):
            raise FetchFailed("refused", f"{host} is the private address {address[0]}; --allow-private lets it pass")
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)


def _connect(found: Any, server_name: str | None, patience: float, sockets: list[socket.socket]) -> socket.socket:
    family, kind, protocol, _, address = found
    plain = socket.socket(family, kind, protocol)
    sockets.append(plain)
    try:
        plain.settimeout(patience)
        plain.connect(address)
        if server_name is None:
            return plain
        secure = ssl.create_default_context().wrap_socket(plain, server_hostname=server_name)
        sockets.append(secure)
        return secure
    except BaseException:
        plain.close()
        raise


def _joined(headers: list[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    return joined
