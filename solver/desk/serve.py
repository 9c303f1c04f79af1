"""Starting the app: on this machine only, without telemetry, on the folder of cases."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from streamlit.web import bootstrap

FOLDER = "AFTERBELL_CASES"
"""The environment's name for the folder of cases, for who starts the app without ``afterbell app``."""
LOOPBACK = "127.0.0.1"
PORT = 8501
SETTINGS: Mapping[str, object] = {
    "server.address": LOOPBACK,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 20,
    "server.showEmailPrompt": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "viewer",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "runner.magicEnabled": False,
    "theme.light.primaryColor": "#1f6f8b",
    "theme.dark.primaryColor": "#2f8fb0",
}
"""What ``.streamlit/config.toml`` says too: by itself Streamlit calls out, shows tracebacks with links."""


def serve(folder: Path, *, port: int = PORT, address: str = LOOPBACK) -> None:
    """Serve the app until it is stopped.

    Parameters
    ----------
    folder
        The folder of cases; what the app keeps lies in ``.afterbell`` inside it.
    port, address
        Where it listens. Whoever can reach it can do everything: there is no sign-in.
    """
    os.environ[FOLDER] = str(folder.resolve())
    settings = {**SETTINGS, "server.address": address, "server.port": port}
    # The flags are named as on the command line of `streamlit run`.
    flags = {name.replace(".", "_"): value for name, value in settings.items()}
    bootstrap.load_config_options(flag_options=flags)
    script = Path(__file__).with_name("script.py")
    bootstrap.run(str(script), is_hello=False, args=[], flag_options=flags)


def folder_of_cases() -> Path:
    """Return the folder of cases: that of `afterbell app`, of the argument, or the usual one."""
    given = os.environ.get(FOLDER) or next(iter(sys.argv[1:]), "")
    usual = Path("data")
    return Path(given) if given else usual if usual.is_dir() else Path()
