"""A feature that counts: one package, added to a server by one entry in its list of features."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from jupyter_server.auth.decorator import authorized
from tornado import web
from traitlets import HasTraits, Int

from jupyterlab_models.operations.record import Operation
from jupyterlab_models.operations.runner import Runner
from jupyterlab_models.operations.service import OPERATIONS
from jupyterlab_models.registry.uses import USES, Use
from jupyterlab_models.server.context import Context, Token
from jupyterlab_models.server.errors import Invalid
from jupyterlab_models.server.feature import Feature
from jupyterlab_models.server.handler import ModelsHandler
from jupyterlab_models.server.types import Json
from jupyterlab_models.server.users import User


class CountingConfig(HasTraits):
    highest_count = Int(1000, help="The highest number that can be counted to.").tag(config=True)


@dataclass(kw_only=True)
class Count(Operation):
    to: int
    unit: str = "numbers"

    @property
    def subject(self) -> Json:
        return {"to": self.to}


class Counting(Runner[Count]):
    """Counts only when it is told to, so that tests see every state."""

    kinds = ("count",)

    def __init__(self, context: Context) -> None:
        self.operations = context.get(OPERATIONS)
        self.recovered: list[str] = []
        self.counted: list[str] = []
        """Ids of models that it uses."""
        self.stopped = False

    async def begin(self, to: int, user: User) -> Count:
        count = Count(id=uuid.uuid4().hex, kind="count", creator=user.to_json(), to=to, total=to)
        await self.operations.begin(count)
        self.operations.enter(count, "running", "counting")
        return count

    def count(self, count: Count, done: int) -> None:
        self.operations.progress(count, done)
        if done == count.to:
            self.operations.enter(count, "done")

    async def uses(self) -> list[Use]:
        return [Use(model, "count", "1", "Counting counts its trees", ("delete",)) for model in self.counted]

    def parse(self, value: Json) -> Count:
        return Count(**value)

    async def recover(self, operation: Count) -> None:
        self.recovered.append(operation.id)
        self.operations.enter(operation, "running", "counting")

    async def cancel(self, operation: Count) -> None:
        self.operations.enter(operation, "cancelled")

    async def pause(self, operation: Count) -> None:
        self.operations.enter(operation, "paused")

    async def resume(self, operation: Count) -> None:
        self.operations.enter(operation, "running", "counting")

    async def retry(self, operation: Count) -> None:
        self.operations.enter(operation, "running", "counting")


COUNTING: Token[Counting] = Token("counting")


class Counts(ModelsHandler):
    @web.authenticated
    @authorized
    async def post(self) -> None:
        await self.ready()
        to = (await self.body("CountRequest"))["to"]
        highest = self.context.traits(CountingConfig).highest_count
        if to > highest:
            raise Invalid("too_high", f"{to} is higher than {highest}.", "Count to a lower number.", "to")
        count = await self.service(COUNTING).begin(to, self.user)
        self.reply(self.service(OPERATIONS).public(count), status=201)


@asynccontextmanager
async def run(context: Context) -> AsyncIterator[None]:
    counting = Counting(context)
    await context.get(OPERATIONS).add_runner(counting)
    context.get(USES).add(counting.uses)
    context.provide(COUNTING, counting)
    yield
    counting.stopped = True


async def health(context: Context) -> Json:
    return {"highest_count": context.traits(CountingConfig).highest_count}


FEATURE = Feature(
    name="counting",
    traits=CountingConfig,
    contract=Path(__file__).with_name("contract.yaml"),
    routes=[("counts", Counts)],
    run=run,
    health=health,
)
