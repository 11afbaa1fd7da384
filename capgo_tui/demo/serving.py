"""Serves a demo cloud on loopback, over real HTTP, with uvicorn (the extra `server`)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from capgo_tui.demo import Demo
from capgo_tui.demo.faults import Cut

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"
"""The demo cloud is for this machine alone."""


class MissingServer(Exception):
    """uvicorn is not installed; the text says how to install it."""


class PortTaken(Exception):
    """Something else listens there; the text says what to do."""


def serve(demo: Demo, port: int, *, announce: Callable[[str], None]) -> None:
    """Serve a cloud until SIGINT or SIGTERM comes.

    Args:
        demo: the cloud.
        port: where to listen on 127.0.0.1; 0 is any free port.
        announce: told `listening on http://127.0.0.1:N` once it listens.

    Raises:
        MissingServer: uvicorn is not installed.
        PortTaken: the port is in use, or not allowed.
    """
    try:
        import uvicorn  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingServer(
            "The demo server needs uvicorn. Install it with: pip install 'capgo-tui[server]'"
        ) from error
    logging.getLogger("uvicorn.error").addFilter(_unless_ordered)
    listener = _listen(port)
    config = uvicorn.Config(
        demo.app,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    with listener:
        asyncio.run(_run(server, listener, lambda: announce(f"listening on {address}")))


def _unless_ordered(record: logging.LogRecord) -> bool:
    """Keep what was ordered out of uvicorn's log: a connection that broke, or that hung until the end."""
    return record.exc_info is None or not isinstance(record.exc_info[1], Cut | asyncio.CancelledError)


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        message = f"Port {port} on {HOST} cannot be used ({error}). Choose another, or 0 for a free one."
        raise PortTaken(message) from error
    return listener


async def _run(server: uvicorn.Server, listener: socket.socket, started: Callable[[], None]) -> None:
    """Serve, and say so: the socket takes connections already, and the loop answers them from now on."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True

    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await asyncio.sleep(0)  # uvicorn takes the signals first, and would pass them on when it is done
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(
            NotImplementedError, RuntimeError, ValueError
        ):  # Windows, or not the main thread
            loop.add_signal_handler(name, stop)
    started()
    await serving
