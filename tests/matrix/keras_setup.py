"""What all rows about Keras 3 begin with."""

from __future__ import annotations

from .row import Row

FIT = """
def fit(model, *data, **options):
    # Without tracing, which takes longer than the work.
    tensorflow.config.run_functions_eagerly(True)
    model.fit(*data, verbose=0, **options)
    tensorflow.config.run_functions_eagerly(False)
"""
SETUP = (
    """
import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND="tensorflow")
import keras, numpy, tensorflow
keras.utils.set_random_seed(3)
numbers = numpy.random.default_rng(3)
X = numbers.normal(size=(24, 3)).astype("float32")
Y = (X @ [[1.0], [2.0], [3.0]]).astype("float32")

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
    + FIT
)
SEQUENTIAL = "keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, 'relu'), keras.layers.Dense(1)])"
UNTRAINED = (
    "(model.name, type(model.optimizer).__name__, int(model.optimizer.iterations), model.loss, weights(model.weights))"
)
"""Of a model that is compiled and not trained; its optimizer gets its state, zeros, when it is read."""
TYPE = "keras.Model"


def row(name: str, make: str, observe: str = "observe(model, X)", **more: object) -> Row:
    risk = "program" if more.get("encoding") == "savedmodel" else "parser"
    return Row(name=name, type=TYPE, make=make, observe=observe, **{"risk": risk, **more})  # type: ignore[arg-type]
