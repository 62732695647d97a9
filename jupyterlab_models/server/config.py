"""Settings that several features share."""

from __future__ import annotations

from pathlib import Path

from jupyter_core.paths import jupyter_data_dir
from traitlets import HasTraits, Unicode


class ServerConfig(HasTraits):
    """The folder of everything that this extension stores."""

    store = Unicode(
        help="Folder of the models; servers may share it. Default: `jupyterlab_models` in Jupyter's data folder."
    ).tag(config=True)

    @property
    def folder(self) -> Path:
        """The absolute path of the store."""
        if self.store:
            return Path(self.store).expanduser().absolute()
        return Path(jupyter_data_dir(), "jupyterlab_models")
