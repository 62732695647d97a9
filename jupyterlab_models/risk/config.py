"""Settings of the gate."""

from __future__ import annotations

from traitlets import Bool, HasTraits


class RiskConfig(HasTraits):
    allow_code_from_others = Bool(
        True,
        help="Whether what others saved with the risk `program` or `code` may be loaded after a confirmation.",
    ).tag(config=True)
