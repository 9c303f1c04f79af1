"""The app as a process of its own on a private folder of cases: started, watched, killed, ended.

What is watched is read from ``/proc``: the memory of the server and of the processes it started, the
addresses they listen on, and those they are connected to.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[3]
LOOPBACK = "127.0.0.1"
MARK = "AFTERBELL_DRIVEN"
"""In the environment of every process that a server started, however it was started."""
PATIENCE = 60.0
"""Seconds that a start may take on a busy machine."""
LISTENING = "0A"
PROC = Path("/proc")

Place = tuple[IPv4Address | IPv6Address, int]


class ServerError(Exception):
    """The app did not start; the message ends with what it said last."""


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB held by the server's process and by each process that it started."""

    server: float
    workers: tuple[float, ...]

    @property
    def whole(self) -> float:
        """MiB of all together."""
        return self.server + sum(self.workers)


@dataclass(slots=True)
class Server:
    """The app on a folder of cases. ``start`` and ``kill`` may be called again and again.

    Parameters
    ----------
    folder
        The folder of cases; the app writes into it, so it should be a copy.
    log
        Where to write what the app says.
    """

    folder: Path
    log: Path
    port: int = 0
    mark: str = field(default_factory=lambda: secrets.token_hex(8))
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the start page, without a slash at its end."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> Self:
        """Start the app and wait until it answers.

        Raises
        ------
        ServerError
            If it ends or does not answer.
        """
        self.port = free_port()
        command = [sys.executable, "-m", "solver", "app", str(self.folder), "--port", str(self.port)]
        environment = os.environ | {"PYTHONPATH": str(ROOT), MARK: self.mark}
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        end = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                self.end()
                message = f"the app did not start\n{self.said()[-2000:]}"
                raise ServerError(message)
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        """Whether the app says that it is well."""
        asked = HTTPConnection(LOOPBACK, self.port, timeout=2)
        try:
            asked.request("GET", "/_stcore/health")
            return asked.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()

    def said(self) -> str:
        """Return what the app has written so far."""
        return self.log.read_text("utf-8", errors="replace") if self.log.exists() else ""

    def kill(self) -> None:
        """End the server's process as a power cut would; what it started is left alone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def end(self) -> None:
        """End the server and all that it started, politely at first."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for process in self.started():
            _signal(process, signal.SIGKILL)

    def started(self) -> tuple[int, ...]:
        """Return the processes that carry the server's mark, but for its own."""
        own = self.process.pid if self.process else None
        wanted = f"{MARK}={self.mark}".encode()
        return tuple(
            int(folder.name)
            for folder in PROC.iterdir()
            if folder.name.isdigit()
            and int(folder.name) != own
            and wanted in _read(folder / "environ").split(b"\0")
        )

    def memory(self) -> Memory:
        """Return what is held now."""
        own = resident_mib(self.process.pid) if self.process else 0.0
        return Memory(own, tuple(resident_mib(each) for each in self.started()))

    def listens(self) -> set[Place]:
        """Return the addresses that the app and what it started listen on."""
        return {here for here, _, state in self._connections() if state == LISTENING}

    def reached(self) -> set[Place]:
        """Return the addresses beyond this machine that the app is connected to, or tries to be."""
        return {
            there
            for _, there, state in self._connections()
            if state != LISTENING and not there[0].is_loopback and not there[0].is_unspecified
        }

    def _connections(self) -> Iterator[tuple[Place, Place, str]]:
        own = (*self.started(), *([self.process.pid] if self.process else []))
        sockets = {inode for process in own for inode in _sockets(process)}
        for table in ("tcp", "tcp6", "udp", "udp6"):
            for line in _read(PROC / "net" / table).decode().splitlines()[1:]:
                part = line.split()
                if part[9] in sockets:
                    yield _place(part[1]), _place(part[2]), part[3]


@contextmanager
def serving(folder: Path, log: Path) -> Iterator[Server]:
    """Serve a folder of cases; in the end the server and all that it started are gone."""
    server = Server(folder, log)
    try:
        yield server.start()
    finally:
        server.end()


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def resident_mib(process: int) -> float:
    """Return the memory that a process holds now, in MiB; 0 where it is gone."""
    for line in _read(PROC / str(process) / "status").decode(errors="replace").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _signal(process: int, number: signal.Signals) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return


def _sockets(process: int) -> Iterator[str]:
    try:
        links = [str(link.readlink()) for link in (PROC / str(process) / "fd").iterdir()]
    except OSError:
        return
    for link in links:
        if link.startswith("socket:["):
            yield link.removeprefix("socket:[").removesuffix("]")


def _place(text: str) -> Place:
    """Read an address of ``/proc/net``: words of four bytes, each in the machine's order, and a port."""
    host, _, port = text.partition(":")
    words = [bytes.fromhex(host[at : at + 8])[::-1] for at in range(0, len(host), 8)]
    address = ip_address(b"".join(words))
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address, int(port, 16)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
