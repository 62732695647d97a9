"""The frameworks of this environment, loaded once."""

from __future__ import annotations

from jupyterlab_models.frameworks.service import Frameworks

FRAMEWORKS = Frameworks.load()
ROWS = FRAMEWORKS.table["rows"]
SOURCE = FRAMEWORKS.kernel_source
