"""``afterbell app``: the pages of the academic-affairs office, in the browser, on this machine."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

from solver.base.text import Lang, Words
from solver.cli import console
from solver.cli.options import PORT, MistypedError

OPEN_AT = Words(
    zh="在浏览器里打开 {url}（Ctrl-C 结束）。方案在 {folder}",
    en="Open {url} in the browser (Ctrl-C ends it). The cases are in {folder}",
)
EXPOSED = Words(
    zh="注意：{address} 不只是本机。没有登录，谁能连上谁就能改一切。",
    en="Mind: {address} is more than this machine. There is no sign-in; who reaches it can change all.",
)
NO_FOLDER = Words(zh="没有文件夹“{folder}”", en="There is no folder {folder}.")
ONE_CASE = Words(
    zh="“{folder}”是一个方案；请打开放方案的文件夹：afterbell app {parent}",
    en="{folder} is one case; open the folder that holds the cases: afterbell app {parent}",
)
TAKEN = Words(
    zh="端口 {port} 已被占用；换一个：--port {other}", en="The port {port} is taken; try --port {other}."
)
NO_ADDRESS = Words(
    zh="--address：这台机器没有地址“{address}”", en="--address: this machine has no address “{address}”."
)


def open_app(root: Path, port: int, address: str, lang: Lang) -> None:
    """Serve the pages until Ctrl-C; a place that can't be listened on is refused before anything is read."""
    if not root.is_dir():
        raise MistypedError(NO_FOLDER.with_(folder=root))
    if (root / "school.toml").is_file():
        raise MistypedError(ONE_CASE.with_(folder=root, parent=root.resolve().parent))
    _refuse_taken(address, port)
    # Heavy: whatever was mistyped is told before.
    from solver.app.server import is_loopback, serve

    shown = f"[{address}]" if ":" in address else address
    console.say(OPEN_AT.say(lang, url=f"http://{shown}:{port}", folder=root))
    if not is_loopback(address):
        console.whisper(EXPOSED.say(lang, address=address))
    serve(root, port=port, address=address)


def _refuse_taken(address: str, port: int) -> None:
    """Refuse a place that can't be listened on, before anything is read.

    Raises
    ------
    MistypedError
        If the port is taken or the address is not this machine's.
    """
    if not address:
        # For a socket that would mean every address.
        raise MistypedError(NO_ADDRESS.with_(address=address))
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":
            # As the server itself does: what ended a moment ago is not taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            taken = error.errno in {errno.EADDRINUSE, errno.EACCES}
            message = TAKEN.with_(port=port, other=PORT + 1 if port == PORT else PORT)
            raise MistypedError(message if taken else NO_ADDRESS.with_(address=address)) from error
        except (TypeError, UnicodeError) as error:
            raise MistypedError(NO_ADDRESS.with_(address=address)) from error
