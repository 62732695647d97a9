"""Keras 3 on the TensorFlow backend."""

from __future__ import annotations

from .row import Row

SETUP = """
import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND="tensorflow")
import keras, numpy, tensorflow
keras.utils.set_random_seed(3)
numbers = numpy.random.default_rng(3)
X = numbers.normal(size=(24, 3)).astype("float32")
Y = (X @ [[1.0], [2.0], [3.0]]).astype("float32")

def fit(model, *data, **options):
    # Without tracing, which takes longer than the work.
    tensorflow.config.run_functions_eagerly(True)
    model.fit(*data, verbose=0, **options)
    tensorflow.config.run_functions_eagerly(False)

def listed(value):
    arrays = [keras.ops.convert_to_numpy(one) for one in keras.tree.flatten(value)]
    return [array.astype("float64").round(5).tolist() for array in arrays]

def weights(variables):
    return [(v.dtype, keras.ops.convert_to_numpy(v).tobytes().hex()) for v in variables]

def observe(model, data, *attributes):
    found = {
        "class": type(model).__name__,
        "keras": isinstance(model, keras.Model),
        "name": model.name,
        "built": model.built,
        "trainable": [layer.trainable for layer in model._flatten_layers()],
        "layers": [type(layer).__name__ for layer in model._flatten_layers()],
        "policy": model.dtype_policy.name,
        "weights": weights(model.weights),
        "predictions": listed(model(data, training=False)) if data is not None else None,
        "attributes": [eval("model." + name, {"model": model}) for name in attributes],
        "compiled": model.compiled,
    }
    if model.compiled:
        optimizer = model.optimizer
        found["optimizer"] = type(optimizer).__name__
        found["state"] = weights(optimizer.variables)
        found["iterations"] = int(optimizer.iterations)
        rate = optimizer._learning_rate
        found["rate"] = rate.get_config() if hasattr(rate, "get_config") else float(keras.ops.convert_to_numpy(rate))
        loss = model.loss
        found["loss"] = str(loss) if isinstance(loss, (str, dict)) else getattr(loss, "__name__", type(loss).__name__)
        if data is X:
            found["evaluated"] = round(float(model.compute_loss(X, Y, model(X))), 4)
    return found
"""

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

SEQUENTIAL = "keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, 'relu'), keras.layers.Dense(1)])"
TYPE = "keras.Model"


def row(name: str, make: str, observe: str = "observe(model, X)", **more: object) -> Row:
    return Row(name=name, type=TYPE, make=make, observe=observe, **{"risk": "program", **more})  # type: ignore[arg-type]


ROWS = (
    row("Sequential, not compiled", f"model = {SEQUENTIAL}"),
    row(
        "Sequential after fit, optimizer with schedule and state",
        f"""
model = {SEQUENTIAL}
rate = keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.5)
model.compile(keras.optimizers.Adam(rate), "mse", metrics=["mae"])
fit(model, X, Y, epochs=2, batch_size=8)
""",
    ),
    row(
        "functional, two inputs and two outputs by name",
        """
a, b = keras.Input((3,), name="left"), keras.Input((2,), name="right")
joined = keras.layers.Concatenate()([keras.layers.Dense(3)(a), b])
outputs = {"one": keras.layers.Dense(1, name="one")(joined), "two": keras.layers.Dense(2, name="two")(joined)}
model = keras.Model({"left": a, "right": b}, outputs, name="forked")
model.compile("sgd", {"one": "mse", "two": "mae"}, loss_weights={"one": 1.0, "two": 0.5})
fit(model, {"left": X, "right": X[:, :2]}, {"one": Y, "two": X[:, :2]})
""",
        "observe(model, {'left': X, 'right': X[:, :2]})",
    ),
    row(
        "functional, a layer shared and frozen",
        """
i = keras.Input((3,))
shared = keras.layers.Dense(3, name="shared")
shared.trainable = False
model = keras.Model(i, keras.layers.Dense(1)(shared(shared(i))))
model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "mse")
fit(model, X, Y)
""",
    ),
    row(
        "convolutions with BatchNormalization, after fit",
        """
model = keras.Sequential([
    keras.Input((8, 8, 1)), keras.layers.Conv2D(2, 3), keras.layers.BatchNormalization(),
    keras.layers.ReLU(), keras.layers.GlobalAveragePooling2D(), keras.layers.Dropout(0.3), keras.layers.Dense(1),
])
model.compile("rmsprop", "mse")
pictures = numpy.random.default_rng(5).normal(size=(16, 8, 8, 1)).astype("float32")
fit(model, pictures, pictures.mean((1, 2)))
""",
        "observe(model, numpy.ones((2, 8, 8, 1), 'float32'))",
    ),
    row(
        "Normalization adapted",
        """
scaler = keras.layers.Normalization()
scaler.adapt(X)
model = keras.Sequential([keras.Input((3,)), scaler, keras.layers.Dense(1)])
""",
    ),
    row(
        "TextVectorization adapted",
        """
words = keras.layers.TextVectorization(output_sequence_length=4)
words.adapt(["the cat sat", "the dog barked", "grüße für alle"])
model = keras.Sequential([keras.Input((1,), dtype="string"), words, keras.layers.Embedding(20, 3)])
""",
        "(observe(model, tensorflow.constant([['the cat'], ['für dog']])), "
        "[str(word) for word in model.layers[0].get_vocabulary()])",
    ),
    row(
        "LSTM with an Embedding and masks",
        """
model = keras.Sequential([keras.Input((None,), dtype="int32"), keras.layers.Embedding(9, 4, mask_zero=True),
                          keras.layers.LSTM(3), keras.layers.Dense(2, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
fit(model, numpy.array([[1, 2, 0], [3, 4, 5]]), numpy.array([0, 1]))
""",
        "observe(model, numpy.array([[1, 2, 0, 0], [8, 7, 6, 0]]))",
    ),
    row(
        "mixed data types",
        """
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, dtype="mixed_bfloat16"),
                          keras.layers.Dense(1, dtype="float32")])
model.compile("adam", "mse")
fit(model, X, Y)
""",
        "(observe(model, X), [layer.dtype_policy.name for layer in model.layers])",
    ),
    row(
        "not built", "model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1)])", "observe(model, None)"
    ),
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
    row(
        "SavedModel by export, Sequential",
        f"model = {SEQUENTIAL}",
        encoding="savedmodel",
        outcome="announced",
        says="without layers, fit and optimizer",
        back="listed(model(X))",
        loaded_back="listed(model.serve(X))",
    ),
    row(
        "SavedModel by export, subclass",
        f"{SCALED}\nmodel = Scaled(scale=5.0)\nmodel(X)",
        "observe(model, X, 'scale')",
        encoding="savedmodel",
        outcome="announced",
        says="for predictions alone",
        back="listed(model(X))",
        loaded_back="listed(model.serve(X))",
    ),
)
