"""Models of Keras 3 with classes and functions of the notebook."""

from __future__ import annotations

from .keras_setup import SEQUENTIAL, row

SCALED = """
class Scaled(keras.Model):
    def __init__(self, scale=1.0, units=4, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale
        self.units = units
        self.inner = keras.layers.Dense(units)
        self.outer = keras.layers.Dense(1)

    def call(self, x):
        return self.outer(self.inner(x)) * self.scale
"""

BARE = """
class Bare(keras.Model):
    def __init__(self, sizes=(2, 3)):
        super().__init__()
        self.sizes = sizes
        self.stack = [keras.layers.Dense(size) for size in sizes]

    def call(self, x):
        for layer in self.stack:
            x = layer(x)
        return x
"""
OWN = (
    row(
        "subclass, argument without get_config",
        f"{SCALED}\nmodel = Scaled(scale=5.0, units=7)\nmodel.compile('adam', 'mse')\nfit(model, X, Y)",
        "observe(model, X, 'scale', 'units')",
        risk="code",
    ),
    row(
        "subclass, keyword-less constructor and a tuple",
        f"{BARE}\nmodel = Bare((4, 2, 1))\nmodel(X)\nmodel.stack[0].trainable = False",
        "observe(model, X, 'sizes')",
        risk="code",
    ),
    row(
        "subclass without a constructor of its own",
        """
class Late(keras.Model):
    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], 1), name="w")

    def call(self, x):
        return keras.ops.matmul(x, self.w)

model = Late(name="late")
model(X)
""",
        risk="code",
    ),
    row(
        "subclass, registered, with get_config",
        """
@keras.saving.register_keras_serializable(package="mine")
class Known(keras.Model):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self._units = units
        self.dense = keras.layers.Dense(units)

    def call(self, x):
        return self.dense(x)

    def get_config(self):
        return {**super().get_config(), "units": self._units}

model = Known(1)
model.compile("adam", "mse")
fit(model, X, Y)
""",
        "observe(model, X, '_units')",
        risk="code",
    ),
    row(
        "subclass, registered, without get_config",
        SCALED.replace("class Scaled", "@keras.saving.register_keras_serializable()\nclass Scaled")
        + "\nmodel = Scaled(scale=2.0)\nmodel(X)",
        "observe(model, X, 'scale')",
        risk="code",
    ),
    row(
        "grandchild",
        f"""
{SCALED}
class Shifted(Scaled):
    def __init__(self, shift=0.0, **kwargs):
        super().__init__(**kwargs)
        self.shift = shift

    def call(self, x):
        return super().call(x) + self.shift

model = Shifted(shift=3.0, scale=2.0, units=5)
model(X)
""",
        "observe(model, X, 'shift', 'scale', 'units')",
        risk="code",
    ),
    row(
        "subclass with a layer as argument",
        """
class Wrapped(keras.Model):
    def __init__(self, body, activation, labels):
        super().__init__()
        self.body = body
        self.activation = activation
        self.labels = labels

    def call(self, x):
        return self.activation(self.body(x))

def cubed(x):
    return x ** 3

model = Wrapped(keras.Sequential([keras.layers.Dense(2), keras.layers.Dense(1)]), cubed, {"a": [1, (2, 3)], 4: None})
model(X)
""",
        "(observe(model, X), str(model.labels), model.activation.__name__)",
        risk="code",
    ),
    row(
        "own layers in a Sequential, one of them a Model",
        f"""
{SCALED}
class Gain(keras.layers.Layer):
    def __init__(self, gain):
        super().__init__()
        self.gain = gain

    def call(self, x):
        return x * self.gain

model = keras.Sequential([keras.Input((3,)), Gain(2.5), Scaled(units=2, scale=0.5), Gain(4)])
model.compile("adam", "mse")
fit(model, X, Y)
""",
        "(observe(model, X), [getattr(layer, 'gain', None) for layer in model.layers], model.layers[1].scale)",
        risk="code",
    ),
    row(
        "own loss, metric and schedule",
        f"""
def squared(truth, guess):
    return keras.ops.mean((truth - guess) ** 2)

class Focal(keras.losses.Loss):
    def __init__(self, gamma=2.0, **kwargs):
        super().__init__(**kwargs)
        self.gamma = gamma

    def call(self, truth, guess):
        return keras.ops.abs(truth - guess) ** self.gamma

class Steps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, first, half):
        self.first, self.half = first, half

    def __call__(self, step):
        return self.first * 0.5 ** (keras.ops.cast(step, "float32") / self.half)

    def get_config(self):
        return {{"first": self.first, "half": self.half}}

model = {SEQUENTIAL}
model.compile(keras.optimizers.SGD(Steps(0.01, 3.0)), Focal(3.0), metrics=[squared])
fit(model, X, Y)
""",
        "(observe(model, X), model.loss.gamma)",
        risk="code",
    ),
    row(
        "own loss function",
        f"""
def squared(truth, guess):
    return keras.ops.mean((truth - guess) ** 2)

model = {SEQUENTIAL}
model.compile("adam", squared)
fit(model, X, Y)
""",
        risk="code",
    ),
    row(
        "Lambda layer of a named function",
        """
def twice(x):
    return x * 2

model = keras.Sequential([keras.Input((3,)), keras.layers.Lambda(twice), keras.layers.Dense(1)])
""",
        risk="code",
    ),
    row(
        "Lambda layers of lambdas with closures",
        """
def shifted(by):
    return keras.layers.Lambda(lambda x: x + by, output_shape=lambda shape: shape)

model = keras.Sequential([keras.Input((3,)), shifted(1.0), keras.layers.Dense(2), shifted(-3.0)])
""",
        risk="code",
    ),
    row(
        "lambda as a loss",
        f"model = {SEQUENTIAL}\nmodel.compile('adam', lambda truth, guess: keras.ops.mean(truth - guess))",
        outcome="refused",
        says="Give it a name (def",
    ),
    row(
        "argument without an attribute",
        """
class Forgetful(keras.Model):
    def __init__(self, units=4):
        super().__init__()
        self.dense = keras.layers.Dense(units)

    def call(self, x):
        return self.dense(x)

model = Forgetful(7)
model(X)
""",
        outcome="refused",
        says="Add a method get_config to Forgetful",
    ),
    row(
        "class cell run again in the other kernel",
        f"{SCALED}\nmodel = Scaled(scale=5.0)\nmodel(X)",
        "(observe(model, X, 'scale'), isinstance(model, Scaled))",
        risk="code",
        before=SCALED,
    ),
    row(
        "subclass made from a graph of layers",
        """
class Graph(keras.Model):
    def train_step(self, data):
        return super().train_step(data)

i = keras.Input((3,))
model = Graph(i, keras.layers.Dense(1)(i))
model.compile("adam", "mse")
fit(model, X, Y)
""",
        risk="code",
    ),
)
