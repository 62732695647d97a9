"""Settings of the gate."""

from __future__ import annotations

from traitlets import Bool, HasTraits


class RiskConfig(HasTraits):
    allow_code_from_others = Bool(
        True,
        help="Whether versions whose loading runs code, saved by somebody else, may be loaded after a confirmation.",
    ).tag(config=True)
