"""Settings of the registry."""

from __future__ import annotations

from traitlets import HasTraits, Int


class RegistryConfig(HasTraits):
    trash_days = Int(
        30, min=0, help="Days after which deleted models and versions in the trash may be permanently deleted."
    ).tag(config=True)
