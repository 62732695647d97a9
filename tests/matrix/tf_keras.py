"""Keras 2, as `tf_keras` beside Keras 3."""

from __future__ import annotations

from .keras_setup import FIT, UNTRAINED
from .row import Row

SETUP = (
    """
import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
import numpy, tensorflow, tf_keras as keras
keras.utils.set_random_seed(3)
X = numpy.random.default_rng(3).normal(size=(24, 3)).astype("float32")
Y = (X @ [[1.0], [2.0], [3.0]]).astype("float32")

def weights(variables):
    return [(one.dtype.name, one.numpy().tobytes().hex()) for one in variables if hasattr(one, "dtype")]

def listed(value):
    return [numpy.asarray(one, "float64").round(5).tolist() for one in tensorflow.nest.flatten(value)]

def observe(model, data, *attributes):
    found = {
        "class": type(model).__name__,
        "keras": isinstance(model, keras.Model),
        "built": model.built,
        "trainable": [layer.trainable for layer in model._flatten_layers()],
        "layers": [type(layer).__name__ for layer in model._flatten_layers()],
        "policies": [layer.dtype_policy.name for layer in model._flatten_layers()],
        "weights": weights(model.weights),
        "predictions": listed(model(data, training=False)),
        "attributes": [eval("model." + name, {"model": model}) for name in attributes],
        "optimizer": None,
    }
    optimizer = model.optimizer if model._is_compiled else None
    if optimizer is not None:
        state = optimizer.variables
        rate, loss = getattr(optimizer, "_learning_rate", optimizer.learning_rate), model.loss
        found["optimizer"] = type(optimizer).__name__
        found["state"] = weights(state() if callable(state) else state)
        found["iterations"] = int(optimizer.iterations)
        found["rate"] = rate.get_config() if hasattr(rate, "get_config") else float(rate)
        found["loss"] = str(loss) if isinstance(loss, (str, dict)) else getattr(loss, "__name__", type(loss).__name__)
    return found
"""
    + FIT
)
TYPE = "tf_keras.Model"
SEQUENTIAL = "keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, 'relu'), keras.layers.Dense(1)])"
KNOWN = """
class Known(keras.Model):
    def __init__(self, units, labels, **kwargs):
        super().__init__(**kwargs)
        self.units, self.labels = units, list(labels)
        self.dense = keras.layers.Dense(units)

    def call(self, x):
        return self.dense(x)

    def get_config(self):
        return {"units": self.units, "labels": list(self.labels), "name": self.name}
"""


def row(name: str, make: str, observe: str = "observe(model, X, 'name')", **more: object) -> Row:
    risk = "program" if more.get("encoding") == "savedmodel" else "parser"
    return Row(name=name, type=TYPE, make=make, observe=observe, **{"risk": risk, **more})  # type: ignore[arg-type]


ROWS = (
    row("Sequential, not compiled", f"model = {SEQUENTIAL}"),
    row(
        "Sequential after fit, optimizer with schedule and state",
        f"""
model = {SEQUENTIAL}
rate = keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.5)
model.compile(keras.optimizers.Adam(rate), "mse", metrics=["mae", keras.metrics.RootMeanSquaredError()])
fit(model, X, Y, epochs=2, batch_size=8)
""",
    ),
    row(
        "legacy optimizer and a loss function of Keras",
        f"""
model = {SEQUENTIAL}
model.compile(keras.optimizers.legacy.SGD(0.1, momentum=0.9), keras.losses.mean_absolute_error)
fit(model, X, Y)
""",
        outcome="announced",
        says="one of keras.optimizers.legacy",
        back="{**observe(model, X), 'state': None, 'iterations': None}",
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
        "observe(model, {'left': X, 'right': X[:, :2]}, 'name')",
    ),
    row(
        "functional, a layer shared and frozen",
        """
i = keras.Input((3,))
shared = keras.layers.Dense(3, name="shared", kernel_regularizer="l2")
shared.trainable = False
model = keras.Model(i, keras.layers.Dense(1)(shared(shared(i))))
model.compile(keras.optimizers.SGD(0.1, momentum=0.9), keras.losses.Huber())
fit(model, X, Y)
""",
    ),
    row(
        "functional, with operations of TensorFlow",
        "i = keras.Input((3,))\n"
        "model = keras.Model(i, tensorflow.concat([tensorflow.abs(keras.layers.Dense(2)(i)) + 1.0, i[:, :1]], 1))",
    ),
    row("compiled and not trained", f"model = {SEQUENTIAL}\nmodel.compile('adam', 'mse')", UNTRAINED),
    row(
        "convolutions with BatchNormalization and Dropout, after fit",
        """
model = keras.Sequential([
    keras.Input((8, 8, 1)), keras.layers.Conv2D(2, 3), keras.layers.BatchNormalization(),
    keras.layers.ReLU(), keras.layers.GlobalAveragePooling2D(), keras.layers.Dropout(0.3), keras.layers.Dense(1),
])
model.compile("rmsprop", "mse")
pictures = numpy.random.default_rng(5).normal(size=(16, 8, 8, 1)).astype("float32")
fit(model, pictures, pictures.mean((1, 2)))
""",
        "observe(model, numpy.ones((2, 8, 8, 1), 'float32'), 'name')",
    ),
    row(
        "bidirectional LSTM with an Embedding and masks",
        """
model = keras.Sequential([keras.Input((None,), dtype="int32"), keras.layers.Embedding(9, 4, mask_zero=True),
                          keras.layers.Bidirectional(keras.layers.LSTM(3)), keras.layers.Dense(2, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
fit(model, numpy.array([[1, 2, 0], [3, 4, 5]]), numpy.array([0, 1]))
""",
        "observe(model, numpy.array([[1, 2, 0, 0], [8, 7, 6, 0]]), 'name')",
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
        "mixed data types",
        """
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, dtype="mixed_bfloat16"),
                          keras.layers.Dense(1, dtype="float32")])
model.compile("adam", "mse")
fit(model, X, Y)
""",
    ),
    row(
        "not built",
        "model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1)])",
        "[layer.units for layer in model.layers]",
        outcome="refused",
        says="Call it with some data",
    ),
    row(
        "subclass with get_config",
        f"{KNOWN}\nmodel = Known(1, ['a', 'b'])\nmodel.compile('adam', 'mse')\nfit(model, X, Y)",
        "(observe(model, X, 'units', 'name'), list(model.labels))",
        risk="code",
    ),
    row(
        "subclass without get_config",
        """
class Scaled(keras.Model):
    def __init__(self, scale=1.0):
        super().__init__()
        self.scale = scale
        self.dense = keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x) * self.scale

model = Scaled(5.0)
model.compile("adam", "mse")
fit(model, X, Y)
""",
        "observe(model, X, 'scale')",
        risk="code",
    ),
    row(
        "own layer, activation, loss and metric in a Sequential",
        """
class Gain(keras.layers.Layer):
    def __init__(self, gain):
        super().__init__()
        self.gain = gain

    def call(self, x):
        return x * self.gain

def cubed(x):
    return x ** 3

def squared(truth, guess):
    return tensorflow.reduce_mean((truth - guess) ** 2)

model = keras.Sequential([keras.Input((3,)), Gain(2.5), keras.layers.Dense(2, cubed), keras.layers.Dense(1)])
model.compile("adam", squared, metrics=[squared])
fit(model, X, Y)
""",
        "(observe(model, X), model.layers[0].gain)",
        risk="code",
    ),
    row(
        "class cell run again in the other kernel",
        f"{KNOWN}\nmodel = Known(2, [])\nmodel(X)",
        "(observe(model, X, 'units'), isinstance(model, Known))",
        risk="code",
        before=KNOWN,
    ),
    row(
        "subclass with a layer as argument and no get_config",
        """
class Wrapped(keras.Model):
    def __init__(self, body):
        super().__init__()
        self.body = body

    def call(self, x):
        return self.body(x)

model = Wrapped(keras.layers.Dense(2))
model(X)
""",
        "observe(model, X)",
        outcome="refused",
        says="Add a method get_config to Wrapped",
    ),
    row(
        "Lambda layer of a lambda",
        "model = keras.Sequential([keras.Input((3,)), keras.layers.Lambda(lambda x: x * 2), keras.layers.Dense(1)])",
        outcome="refused",
        says="a lambda in a Lambda layer too",
    ),
    row(
        "SavedModel by export",
        f"model = {SEQUENTIAL}\nmodel(X)",
        encoding="savedmodel",
        outcome="announced",
        says="without layers, fit and optimizer",
        back="listed(model(X))",
        loaded_back="listed(model.serve(X))",
    ),
)
