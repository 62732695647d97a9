/** Cells that train small models within a second or so, on scikit-learn's data sets. */

export const CATBOOST = `
from catboost import CatBoostClassifier
from sklearn.datasets import load_breast_cancer
X, y = load_breast_cancer(return_X_y=True, as_frame=True)
labels = y.map({0: "malignant", 1: "benign"})
tumours = CatBoostClassifier(iterations=20, verbose=False, allow_writing_files=False).fit(X, labels)
`;

export const LIGHTGBM = `
from lightgbm import LGBMClassifier
from sklearn.datasets import load_wine
X, y = load_wine(return_X_y=True, as_frame=True)
wine = LGBMClassifier(n_estimators=10, verbose=-1).fit(X, y.map({0: "Barolo", 1: "Grignolino", 2: "Barbera"}))
`;

export const REGRESSOR = `
from lightgbm import LGBMRegressor
from sklearn.datasets import load_diabetes
X, y = load_diabetes(return_X_y=True, as_frame=True)
progression = LGBMRegressor(n_estimators=10, verbose=-1).fit(X, y)
`;

export const PIPELINE = `
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
X, y = load_iris(return_X_y=True)
flowers = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
`;

/** The quickest thing that is a model, under a name. */
export function ridge(variable: string): string {
  return `from sklearn.linear_model import Ridge\n${variable} = Ridge().fit([[0.0], [1.0], [2.0]], [0.0, 1.0, 2.5])`;
}
