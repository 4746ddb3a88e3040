"""What stands before every page: the host asked for, where a write comes from, who asks; and the headers."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.access import Access
from dateline.web.problems import API, answer, problem

OPEN = ("/static/", "/sign-in")
"""Addresses that need no token."""

LARGEST = 64 * 1024  # bytes of a request's body

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def policy(tiles: str | None) -> str:
    """The Content-Security-Policy: nothing but this server's own files, and tiles from the one host named."""
    source = f"{urlsplit(tiles).scheme}://{urlsplit(tiles).netloc}".replace("{s}", "*") if tiles else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: {source}".rstrip()
        + "; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'none'"
    )


class Guard:
    """ASGI middleware. `hosts` are the names this server answers to (None: any)."""

    def __init__(self, app: ASGIApp, access: Access, hosts: frozenset[str] | None, tiles: str | None) -> None:
        self.app = app
        self.access = access
        self.hosts = hosts
        self.policy = policy(tiles)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        scope.setdefault("state", {})["visitor"] = self.access.visitor(request)
        refusal = self._refusal(request)
        await (refusal or self.app)(scope, _bounded(receive), self._sending(request, send))

    def _refusal(self, request: Request) -> Response | None:
        """The answer for a request that goes no further."""
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        if self.hosts is not None and host not in self.hosts:
            return problem(421, "This server does not answer to that name.")
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _own(request):
            return problem(403, "A write must come from this server's own pages or from a program without Origin.")
        if int(request.headers.get("content-length", "0") or 0) > LARGEST:
            return problem(413, f"At most {LARGEST} bytes.")
        return self._unknown(request)

    def _unknown(self, request: Request) -> Response | None:
        path = request.url.path
        if request.state.visitor.may_read or path.startswith(OPEN):
            return None
        if path.startswith(API) or path.endswith(".json"):
            return problem(401, "A token is needed.", {"www-authenticate": "Bearer"})
        if request.method != "GET":
            return answer(request, 401, "A token is needed.")
        return RedirectResponse(f"/sign-in?next={quote(path + _query(request))}", 303)

    def _sending(self, request: Request, send: Send) -> Send:
        async def sends(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", self.policy)
                headers.setdefault("cache-control", _caching(request))
            await send(message)

        return sends


def _own(request: Request) -> bool:
    """Whether a write comes from a page of this server, or from no page at all."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    return urlsplit(origin).netloc == request.headers.get("host")


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""


def _caching(request: Request) -> str:
    fixed = request.url.path.startswith("/static/") and "v" in request.query_params
    return "public, max-age=31536000, immutable" if fixed else "private, no-cache"


def _bounded(receive: Receive) -> Receive:
    """The body, cut off where it grows beyond what any request needs."""
    seen = 0

    async def receives() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            return {"type": "http.disconnect"}
        return message

    return receives
