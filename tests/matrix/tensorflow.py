"""TensorFlow's own objects, which come back as TensorFlow restores them."""

from __future__ import annotations

from .row import Row

SETUP = """
import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
import tensorflow as tf
X = tf.constant([[1.0, -2.0], [0.5, 4.0]])

def held(obj, found=None):
    found = {} if found is None else found
    if id(obj) not in found:
        found[id(obj)] = obj
        for child in obj._trackable_children().values():
            held(child, found)
    return {key: one for key, one in found.items() if isinstance(one, tf.Variable)}

def contents(obj):
    return sorted(name for name in vars(obj) if not name.startswith("_"))
"""

LINEAR = """
class Linear(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.w = tf.Variable([[1.0], [3.0]], name="w")
        self.steps = [tf.Variable(3), tf.Variable(4, trainable=False)]

    @tf.function(input_signature=[tf.TensorSpec((None, 2), name="rows")])
    def predict(self, x):
        return x @ self.w

    @tf.function
    def scaled(self, x, by=2.0):
        return x * by

    def plain(self, x):
        return x
"""


ROWS = (
    Row(
        name="Module with plain functions only",
        type="tensorflow.Module",
        make="""
class Plain(tf.Module):
    def __init__(self):
        self.w = tf.Variable(X, name="w")

    def __call__(self, x):
        return x + self.w

model = Plain()
""",
        observe="(type(model).__name__, model.w.numpy().tolist(), model(X).numpy().tolist(), contents(model))",
        risk="program",
        outcome="announced",
        says="not as a Plain: its class and Python methods are lost",
        back="(model.w.numpy().tolist(), model.w.dtype.name, model.w.trainable)",
    ),
    Row(
        name="subclass with functions that were traced",
        type="tensorflow.Module",
        make=LINEAR + "model = Linear()\nmodel.scaled(X)",
        observe="(type(model).__name__, model.predict(X).numpy().tolist(), model.plain(X).numpy().tolist(), "
        "contents(model))",
        risk="program",
        outcome="announced",
        says="3 variables, the function predict, the function scaled",
        back="(model.w.numpy().tolist(), [v.numpy().item() for v in model.steps], [v.trainable for v in model.steps], "
        "model.predict(X).numpy().tolist(), model.scaled(X).numpy().tolist())",
    ),
    Row(
        name="subclass with a function that was never called",
        type="tensorflow.Module",
        make=LINEAR + "model = Linear('named')",
        observe="(type(model).__name__, model.name, model.predict(X).numpy().tolist(), "
        "model.scaled.experimental_get_tracing_count())",
        risk="program",
        outcome="announced",
        says="Not called yet, so TensorFlow has nothing to keep of it: scaled",
        back="(model.w.numpy().tolist(), model.predict(X).numpy().tolist())",
    ),
    Row(
        name="grandchild with a table",
        type="tensorflow.Module",
        make=LINEAR
        + """
class Coded(Linear):
    def __init__(self):
        super().__init__()
        keys = tf.lookup.KeyValueTensorInitializer(["a", "b"], [10, 20])
        self.table = tf.lookup.StaticHashTable(keys, -1)

    @tf.function(input_signature=[tf.TensorSpec((None,), tf.string)])
    def codes(self, texts):
        return self.table.lookup(texts)

model = Coded()
""",
        observe="(type(model).__name__, model.codes(tf.constant(['b', 'x'])).numpy().tolist())",
        risk="program",
        outcome="announced",
        says="the function codes",
        back="(model.codes(tf.constant(['b', 'x'])).numpy().tolist(), model.predict(X).numpy().tolist())",
    ),
    Row(
        name="Checkpoint of a module and a counter",
        type="tensorflow.Checkpoint",
        make=LINEAR + "model = tf.train.Checkpoint(net=Linear(), step=tf.Variable(7))",
        observe="(type(model).__name__, model._save_counter is None, contents(model), "
        "model.net.predict(X).numpy().tolist())",
        risk="program",
        outcome="announced",
        says="not as a Checkpoint",
        back="(model.step.numpy().item(), model.net.w.numpy().tolist(), model.net.predict(X).numpy().tolist())",
    ),
    Row(
        name="Checkpoint of a Keras model and its optimizer",
        type="tensorflow.Checkpoint",
        make="""
import keras
net = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
net.compile("adam", "mse")
net.fit(X, tf.ones((2, 3)), verbose=0)
model = tf.train.Checkpoint(net=net, optimizer=net.optimizer)
""",
        observe="(type(model).__name__, model._save_counter is None, model.net(X).numpy().tolist())",
        risk="program",
        outcome="announced",
        says="not as a Checkpoint",
        back="sorted(str(v.numpy().tolist()) for v in model.net.weights + model.optimizer.variables)",
        loaded_back="sorted(str(v.numpy().tolist()) for v in held(model).values())",
    ),
    Row(
        name="loaded SavedModel with signatures",
        type="tensorflow._UserObject",
        make=LINEAR
        + """
import shutil, tempfile
folder = tempfile.mkdtemp()
first = Linear()
tf.saved_model.save(first, folder, signatures={"serving_default": first.predict, "again": first.predict})
model = tf.saved_model.load(folder)
shutil.rmtree(folder)
""",
        observe="(type(model).__name__, sorted(model.signatures), model.predict(X).numpy().tolist(), "
        "model.w.numpy().tolist(), model.signatures['again'](X)['output_0'].numpy().tolist())",
        risk="program",
        outcome="same",
    ),
    Row(
        name="function with a variable that the module does not have",
        type="tensorflow.Module",
        make="""
outside = tf.Variable(2.0)
class Open(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec((), tf.float32)])
    def times(self, x):
        return x * outside

model = Open()
model.times(3.0)
""",
        observe="model.times(3.0).numpy().item()",
        risk="program",
        outcome="refused",
        says="Keep all variables and tables that its functions use as attributes",
    ),
)
