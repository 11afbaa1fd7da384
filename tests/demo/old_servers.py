"""Servers of the old generations over the small world, and somebody who asks them."""

from __future__ import annotations

import json
from typing import Any

import httpx

from capgo_tui.demo import Demo
from tests.demo.replay import CONTRACT

ORG, FOREIGN = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701", "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f799"
SHOP, EMPTY = "com.acme.shop", "com.acme.empty"
ANA, BEN = "8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e11", "8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e22"
DEVICE = "a1b2c3d4-0000-4000-8000-000000000001"
THREE_DAYS = "from=2026-06-01&to=2026-06-04"

KEYS = {
    name: f"3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a{number}"
    for number, name in enumerate(("all", "read", "write", "limited", "upload", "ben", "apps"), start=90)
}
"""By mode; `limited` is limited to the organization and the shop, `apps` to the shop alone."""


class Server:
    """Asks a server of one generation."""

    def __init__(self, dialect: str) -> None:
        self.demo = Demo.from_file(CONTRACT / "acme-world.json", dialect=dialect)
        self.demo.clock = lambda: self.demo.world.now
        self.dialect = dialect

    async def __call__(
        self,
        line: str,
        body: Any = ...,
        *,
        key: str = "all",
        header: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Send a request, such as `GET /ok`; the key goes where this generation wants it."""
        method, path = line.split(" ", 1)
        if header is None:
            header = "capgkey" if self.dialect == "2025-01" and "/statistics" in path else "authorization"
        sent = {header: KEYS[key]} if headers is None else headers
        content = None if body is ... else json.dumps(body).encode()
        transport = httpx.ASGITransport(app=self.demo.app)
        async with httpx.AsyncClient(transport=transport, base_url="https://demo") as client:
            return await client.request(method, path, headers=sent, content=content)

    async def json(self, line: str, body: Any = ..., *, key: str = "all") -> Any:
        """Send a request that must succeed, and read its answer."""
        response = await self(line, body, key=key)
        assert response.status_code == 200, response.text
        return response.json()

    async def refusal(self, line: str, body: Any = ..., *, key: str = "all") -> tuple[int, Any]:
        """Send a request that must fail, and read its answer."""
        response = await self(line, body, key=key)
        assert response.status_code >= 400
        return response.status_code, response.json()
