"""Write `jupyterlab_models/openapi.yaml`, the contract of all features in one file, for clients and generators.

`python scripts/bundle_contract.py [file]`, by default the bundle itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from jupyterlab_models.extension import FEATURES
from jupyterlab_models.server.contract_parts import merged
from jupyterlab_models.server.feature import contract_parts

BUNDLE = Path(__file__).resolve().parent.parent / "jupyterlab_models" / "openapi.yaml"
HEAD = "# Made by `make generate` from contract/shared.yaml and the contract.yaml of every feature. Change those.\n"


class _Dumper(yaml.SafeDumper):
    """Without anchors: not every reader of OpenAPI knows them."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def bundle() -> str:
    contract = merged(contract_parts(FEATURES))
    return HEAD + yaml.dump(contract, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLE
    target.write_text(bundle(), encoding="utf-8")
