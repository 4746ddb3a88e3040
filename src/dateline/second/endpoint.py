"""Asking a chat model (OpenAI's chat completions, as Ollama, vLLM and hosted services speak it)."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx  # slow to import, and few runs have a second reader

LARGEST = 2 * 1024 * 1024  # bytes of an answer; a longer one is refused


class NoAnswer(Exception):
    """The endpoint gave nothing that can be used; the message says why, on one line."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask. url: the base, such as http://127.0.0.1:11434/v1; key: sent as a bearer token, never stored. The
    address is the user's own choice, so it may lie on this machine; redirects are not followed."""

    url: str
    model: str
    key: str | None = None
    seconds: float = 120.0

    def ask(self, system: str, user: str) -> str:
        """The model's words. Raises NoAnswer: unreachable, too slow, too long, an error status, no chat answer."""
        import httpx

        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "response_format": {"type": "json_object"},
        }
        try:
            with httpx.Client(timeout=self.seconds, trust_env=False, follow_redirects=False) as client:
                raw = self._body(client, body, headers)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise NoAnswer(f"the second reader cannot be reached ({type(error).__name__})") from None
        return _content(raw)

    def _body(self, client: httpx.Client, body: dict[str, Any], headers: dict[str, str]) -> bytes:
        until = time.monotonic() + self.seconds
        with client.stream("POST", f"{self.url.rstrip('/')}/chat/completions", json=body, headers=headers) as answer:
            if answer.status_code != 200:
                raise NoAnswer(f"the second reader answers {answer.status_code}")
            data = bytearray()
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > LARGEST:
                    raise NoAnswer("the second reader's answer is too long")
                if time.monotonic() > until:
                    raise NoAnswer("the second reader is too slow")
        return bytes(data)


def _content(raw: bytes) -> str:
    try:
        content = json.loads(raw)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise NoAnswer("the second reader gives no chat answer") from None
    if not isinstance(content, str):
        raise NoAnswer("the second reader gives no words")
    return content
