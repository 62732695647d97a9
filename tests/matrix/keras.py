"""Keras 3 on the TensorFlow backend."""

from __future__ import annotations

from .keras_own import OWN, SCALED
from .keras_setup import SEQUENTIAL, SETUP, UNTRAINED, row

__all__ = ["ROWS", "SETUP"]

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
    row("compiled and not trained", f"model = {SEQUENTIAL}\nmodel.compile('adam', 'mse')", UNTRAINED),
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
    *OWN,
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
