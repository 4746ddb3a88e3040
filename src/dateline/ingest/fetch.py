"""Fetching an address: http and https only, public hosts only, bounded in size, time and redirects.

Every address of a host is checked, at every redirect, and the connection goes to the very address checked,
so that a name cannot lead elsewhere the second time it is asked. Proxy settings of the environment are not
used.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from dateline import __version__
from dateline.ingest.blob import Blob, buffered
from dateline.ingest.faults import Fault
from dateline.ingest.limits import Limits

Resolve = Callable[[str, int], list[str]]
_AGENT = f"dateline/{__version__} (news reader for research)"
_EMBEDDED = (
    (ipaddress.ip_network("64:ff9b::/96"), 0),  # NAT64
    (ipaddress.ip_network("::/96"), 0),  # IPv4-compatible
    (ipaddress.ip_network("2002::/16"), 80),  # 6to4
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: the address that answered after redirects, the status, and the body of a 200."""

    address: str
    status: int
    headers: Mapping[str, str]
    data: bytes

    def blob(self) -> Blob:
        """The body as an input."""
        kind = _charset(self.headers.get("content-type", ""))
        return Blob(self.address, buffered(io.BytesIO(self.data)), address=self.address, charset=kind)


def fetched(address: str, limits: Limits, resolve: Resolve | None = None) -> Blob:
    """The content of an address. Raises `Fault` bad-address, private-address, too-large or fetch-failed."""
    answer = answered(address, limits, resolve)
    if answer.status != 200:
        raise Fault("fetch-failed", f"the server answers {answer.status}")
    return answer.blob()


def answered(
    address: str,
    limits: Limits,
    resolve: Resolve | None = None,
    headers: Mapping[str, str] | None = None,
    before: Callable[[str], None] | None = None,
) -> Answer:
    """The answer of an address, redirects followed. headers: sent besides our own (conditional requests). before: told
    each address before it is asked; it may wait, or raise a `Fault`. Raises `Fault` as `fetched` does."""
    deadline = time.monotonic() + limits.fetch_seconds
    for _ in range(limits.redirects + 1):
        parts = checked(address)
        host = public_address(parts, limits, resolve or resolved)
        if before is not None:
            waited = time.monotonic()
            before(address)
            deadline += time.monotonic() - waited  # waiting for one's turn is not the server's slowness
        try:
            status, answer, data = _get(parts, host, limits, deadline, headers or {})
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Fault("fetch-failed", f"the server could not be reached ({type(error).__name__})") from None
        if status in (301, 302, 303, 307, 308) and "location" in answer:
            address = urljoin(address, answer["location"])
            continue
        return Answer(address, status, answer, data)
    raise Fault("fetch-failed", f"redirects more than {limits.redirects} times")


def checked(address: str) -> SplitResult:
    """An http or https address with a host and without a user. Raises `Fault` bad-address."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  raises on a bad port
    except ValueError:
        raise Fault("bad-address", "is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Fault("bad-address", "is no http or https address")
    if parts.username or parts.password:
        raise Fault("bad-address", "has a user name in it", "give it without")
    return parts


def resolved(host: str, port: int) -> list[str]:
    """All addresses of a host. Raises OSError when there are none."""
    return sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


def public_address(parts: SplitResult, limits: Limits, resolve: Resolve) -> str:
    """One numeric address of the host, after all of them were found public. Raises `Fault` private-
    address.
    """
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = resolve(parts.hostname or "", port)
    except (OSError, UnicodeError):
        raise Fault("fetch-failed", "its host is not known", "check the address") from None
    if not found:
        raise Fault("fetch-failed", "its host is not known", "check the address")
    if not limits.private_addresses and not all(is_public(one) for one in found):
        raise Fault("private-address", "leads into a private network")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an address is out on the internet: not private, loopback, link-local, metadata,
    multicast or reserved,
    and no IPv6 wrapping of such an IPv4 address."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.teredo is not None:
            return False
        for network, shift in _EMBEDDED:
            if ip in network:
                return is_public(str(ipaddress.IPv4Address((int(ip) >> shift) & 0xFFFFFFFF)))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)


def _get(
    parts: SplitResult, host: str, limits: Limits, deadline: float, more: Mapping[str, str]
) -> tuple[int, httpx.Headers, bytes]:
    """One request to `host`, the checked address, in the name of the address's own host."""
    target = f"[{host}]" if ":" in host else host
    netloc = target if parts.port is None else f"{target}:{parts.port}"
    url = parts._replace(netloc=netloc, fragment="").geturl()
    name = parts.hostname or ""
    own = name if parts.port is None else f"{name}:{parts.port}"
    headers = {"Host": own, "User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "identity", **more}
    with httpx.Client(timeout=limits.fetch_seconds, trust_env=False, follow_redirects=False) as client:
        request = client.build_request("GET", url, headers=headers, extensions={"sni_hostname": name})
        answer = client.send(request, stream=True)
        try:
            data = b"" if answer.status_code != 200 else _body(answer, limits, deadline)
        finally:
            answer.close()
    return answer.status_code, answer.headers, data


def _body(answer: httpx.Response, limits: Limits, deadline: float) -> bytes:
    data = bytearray()
    for piece in answer.iter_raw():
        data += piece
        if len(data) > limits.fetch_bytes:
            raise Fault("too-large", f"is larger than {limits.fetch_bytes // (1 << 20)} MB")
        if time.monotonic() > deadline:
            raise Fault("fetch-failed", "the server is too slow")
    return bytes(data)


def _charset(kind: str) -> str | None:
    return (
        kind.lower().split("charset=", 1)[1].split(";")[0].strip(" \"'") or None if "charset=" in kind.lower() else None
    )
