"""Data of the boosting libraries' rows, and what is compared of their models."""

from __future__ import annotations

DATA = """
import re, warnings
warnings.simplefilter('ignore')
import numpy, pandas
_rng = numpy.random.RandomState(0)
X = _rng.rand(120, 4)
holes = numpy.where(_rng.rand(120, 4) < 0.2, numpy.nan, X)
letters = numpy.array(['x', 'y', 'z'])[(X[:, 2] * 3).astype(int)]
text = numpy.array(['stay', 'leave', 'ask'])[(X[:, 0] * 3).astype(int)]
number = (X[:, 1] * 3).astype(int) + 5
zero_based = number - 5
flag = X[:, 2] > 0.5
target = X @ [1.0, 2.0, 0.0, -1.0]
both = X[:, :2] * 2
marks = (X[:, :2] > 0.5).astype(int)
weights = X[:, 3] + 0.5
spaced = pandas.DataFrame(X, columns=['a b', 'c d', 'e', 'f'])
frame = pandas.DataFrame({'a': X[:, 0], 'b': X[:, 1], 'c': pandas.Categorical(letters)})
words = pandas.DataFrame({'a': X[:, 0], 'b': X[:, 1], 'c': letters})
groups = numpy.repeat(numpy.arange(4), 30)
"""

OBSERVE = """
def plain(value):
    if isinstance(value, numpy.ndarray):
        return ('array', str(value.dtype), repr(value.tolist()))
    # CatBoost writes its scores with 16 digits, of which the last may differ.
    shown = re.sub(r'\\d\\.\\d{9,}', lambda found: found.group()[:16], repr(value))
    return (type(value).__name__, re.sub(' at 0x[0-9a-f]+', '', shown))

def called(thing, names, *arguments):
    seen = {}
    for name in names.split():
        if hasattr(thing, name):
            found = getattr(thing, name)
            seen[name] = plain(found(*arguments) if type(found).__name__ == 'method' else found)
    return seen

def estimator(m, data, native, names):
    seen = {'class': type(m).__module__ + '.' + type(m).__qualname__, 'attributes': sorted(vars(m))}
    seen.update(called(m, 'predict predict_proba decision', data))
    seen.update({'_' + name: plain(value) for name, value in sorted(vars(m).items()) if name not in native})
    return {**seen, **called(m, names)}
"""
