"""The server of the browser tests: no password, Galata's helpers in the page, the port of the run."""

import os
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User
from jupyterlab.galata import configure_jupyter_server


class Ada(IdentityProvider):
    """Everybody is Ada, so that pictures do not show who made them."""

    def get_user(self, handler: Any) -> User:
        return User(username="ada", name="Ada", display_name="Ada")


c = get_config()  # type: ignore[name-defined]  # noqa: F821
configure_jupyter_server(c)
c.JupyterNotebookApp.expose_app_in_browser = True
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.port = int(os.environ["UI_PORT"])
c.ServerApp.allow_root = True
if os.environ["UI_PROJECT"] == "screenshots":
    c.ServerApp.identity_provider_class = Ada
