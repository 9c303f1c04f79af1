"""Starting the app: on this machine only, without telemetry, on the folder of cases."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from streamlit.web import bootstrap

FOLDER = "AFTERBELL_CASES"
"""The environment's name for the folder of cases, for who starts the app without ``afterbell app``."""
LOOPBACK = "127.0.0.1"
LOOPBACKS = [LOOPBACK, "localhost", "::1"]
PORT = 8501
SETTINGS: Mapping[str, object] = {
    "server.address": LOOPBACK,
    "server.allowedHosts": LOOPBACKS,
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
"""What ``.streamlit/config.toml`` says too: by itself Streamlit calls out, shows tracebacks with links.

Without names of hosts any page in the same browser could reach the app: it only has to let its own name
mean this machine.
"""


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
    flags = flags_for(port, address)
    bootstrap.load_config_options(flag_options=flags)
    script = Path(__file__).with_name("script.py")
    bootstrap.run(str(script), is_hello=False, args=[], flag_options=flags)


def flags_for(port: int, address: str) -> dict[str, object]:
    """Return the settings as the flags of ``streamlit run`` name them."""
    # Under which names others reach this machine nobody knows here.
    hosts = [*LOOPBACKS, address] if is_loopback(address) else []
    settings = {
        **SETTINGS,
        "server.address": address,
        "server.allowedHosts": hosts,
        "server.port": port,
    }
    return {name.replace(".", "_"): value for name, value in settings.items()}


def is_loopback(address: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def folder_of_cases() -> Path:
    """Return the folder of cases: that of `afterbell app`, of the argument, or the usual one."""
    given = os.environ.get(FOLDER) or next(iter(sys.argv[1:]), "")
    usual = Path("data")
    return Path(given) if given else usual if usual.is_dir() else Path()
