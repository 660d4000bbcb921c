"""Computes with scikit-learn the values that the tests of org.ockham.data.table compare with.

    pip install scikit-learn==1.9.1 pandas==3.0.6
    python ockham-torch/src/test/python/table_values.py

Run it from the checkout's root. The columns are drawn with numpy and kept in the file with what became of them.
"""

import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import (
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    QuantileTransformer,
    StandardScaler,
)

FILE = pathlib.Path(__file__).parent.parent / "resources/org/ockham/data/table/sklearn.json"

warnings.simplefilter("ignore")
random = np.random.default_rng(11)
COLUMNS = {
    "normal": random.normal(3, 2, 60),
    "skewed": np.exp(random.normal(0, 2, 60)),
    "tied": random.integers(0, 5, 60).astype(float),
    "large offset": 1e9 + random.normal(0, 1, 60),
}
# Other rows: inside, at and beyond the training part's extremes.
OTHERS = {
    name: np.concatenate([column[:5], random.permutation(column)[:5] * 0.9 + column.mean() * 0.1,
                          [column.min(), column.max(), column.min() - 1, column.max() + 1]])
    for name, column in COLUMNS.items()
}
SCALERS = {
    "standard": StandardScaler(),
    "min-max": MinMaxScaler(),
    "min-max -1 2": MinMaxScaler((-1, 2)),
    "uniform": QuantileTransformer(subsample=None),
    "normal": QuantileTransformer(output_distribution="normal", subsample=None),
    "uniform 7": QuantileTransformer(n_quantiles=7, subsample=None),
    "normal 7": QuantileTransformer(n_quantiles=7, output_distribution="normal", subsample=None),
}


def column(values):
    return np.asarray(values).reshape(-1, 1)


def scaled():
    return [
        {"column": name, "scaler": scaler,
         "train": COLUMNS[name].tolist(), "other": OTHERS[name].tolist(),
         "expected": transform.fit(column(COLUMNS[name])).transform(column(OTHERS[name]))
         .flatten().tolist()}
        for name in COLUMNS for scaler, transform in SCALERS.items()
    ]


def filled():
    values = [4.0, None, 1.0, 4.0, 1.0, 9.0, None, 2.5]
    data = column([np.nan if value is None else value for value in values])
    return [
        {"strategy": strategy, "train": values,
         "expected": SimpleImputer(strategy=strategy, fill_value=-1, add_indicator=True)
         .fit_transform(data).tolist()}
        for strategy in ("mean", "median", "most_frequent", "constant")
    ]


def encoded():
    train = ["low", "high", None, "mid", "low"]
    other = ["mid", None, "low", "other"]
    frame = lambda values: pd.DataFrame({"level": np.array(values, dtype=object)})
    encoders = {
        "one-hot": OneHotEncoder(handle_unknown="ignore", sparse_output=False),
        "ordinal": OrdinalEncoder(
            handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=3),
    }
    return [
        {"encoder": name, "train": train, "other": other,
         "expected": encoder.fit(frame(train)).transform(frame(other)).tolist()}
        for name, encoder in encoders.items()
    ]


FILE.parent.mkdir(parents=True, exist_ok=True)
FILE.write_text(json.dumps(
    {"source": f"scikit-learn {sklearn.__version__}",
     "scaled": scaled(), "filled": filled(), "encoded": encoded()}) + "\n")
print(f"{FILE.stat().st_size} bytes")
