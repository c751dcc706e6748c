# Copyright 2026 The Weir Authors
#
# Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
# in compliance with the License. You may obtain a copy of the License at
#
#     https://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software distributed under the License
# is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
# or implied. See the License for the specific language governing permissions and limitations under
# the License.

"""Trains small classifiers with the usual libraries and exports them as their users do.

    pip install -r requirements-exports.txt
    PYTHONHASHSEED=0 python make_exports.py ../resources/exports

Each gets a folder with its model and with expected.json: rows, and what the library itself makes of
them. Those for the row path also get a model.json. The data are synthetic and the seeds fixed, that of
Python's hashes too: the converter of scikit-learn orders some nodes by them.
"""

import hashlib
import json
import pathlib
import sys

import lightgbm
import numpy
import pandas
import xgboost
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as MlFloatTensorType
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

COLUMNS = 8
SAMPLE = 64
OPSET = 15
# ONNX Runtime 1.23 reads up to this version of the file format.
IR_VERSION = 10


def table():
    """Rows, whether each is positive, and one of three classes. All values are single-precision."""
    random = numpy.random.default_rng(20240401)
    rows = (random.random((3000, COLUMNS)) * [1, 30, 500, 1, 30, 500, 1, 30]).astype(numpy.float32)
    truth = rows[:, 0] + numpy.sin(rows[:, 1]) + rows[:, 2] / 500 + random.normal(0, 0.3, len(rows))
    return rows, (truth > 1.4).astype(int), numpy.digitize(truth, [0.6, 1.6])


def write(folder, model, name):
    folder.mkdir(parents=True, exist_ok=True)
    model.ir_version = min(model.ir_version, IR_VERSION)
    # Converters make up a new name each time.
    model.graph.name = name
    content = model.SerializeToString()
    assert len(content) < 100_000, (name, len(content))
    (folder / "model.onnx").write_bytes(content)
    return content


def save(root, name, model, output, rows, probabilities, invariant=False):
    """A binary classifier with one input of rows."""
    folder = root / name
    content = write(folder, model, name)
    manifest = {
        "name": name,
        "version": "1",
        "engine": "onnx",
        "file": "model.onnx",
        "sha256": hashlib.sha256(content).hexdigest(),
        "features": [f"feature_{column}" for column in range(COLUMNS)],
        "output": output,
    }
    if invariant:
        manifest["batch_invariant"] = True
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")
    expected = {
        "rows": [[float(value) for value in row] for row in rows],
        "probabilities": [float(value) for value in probabilities[:, 1]],
    }
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")


def boosted(root, rows, labels):
    sample = rows[:SAMPLE]
    light = lightgbm.LGBMClassifier(
        n_estimators=30, num_leaves=15, random_state=1, n_jobs=1, verbose=-1, deterministic=True
    ).fit(rows, labels)
    inputs = [("input", MlFloatTensorType([None, COLUMNS]))]
    truth = light.predict_proba(sample.astype(numpy.float64))
    for name, zipmap in [("lightgbm", False), ("lightgbm-zipmap", True)]:
        model = convert_lightgbm(light, initial_types=inputs, zipmap=zipmap, target_opset=OPSET)
        save(root, name, model, "probabilities", sample, truth, invariant=not zipmap)
    extreme = xgboost.XGBClassifier(n_estimators=30, max_depth=4, random_state=1, n_jobs=1)
    extreme.fit(rows, labels)
    model = convert_xgboost(extreme, initial_types=inputs, target_opset=OPSET)
    save(root, "xgboost", model, "probabilities", sample, extreme.predict_proba(sample), True)


def scikit(root, rows, labels):
    sample = rows[:SAMPLE]
    models = {
        "sklearn-logistic": make_pipeline(StandardScaler(), LogisticRegression()),
        "sklearn-forest": RandomForestClassifier(n_estimators=20, max_depth=6, random_state=1),
        "sklearn-boosting": GradientBoostingClassifier(n_estimators=30, random_state=1),
        "sklearn-network": make_pipeline(
            StandardScaler(), MLPClassifier((16,), random_state=1, max_iter=300)
        ),
    }
    for name, model in models.items():
        model.fit(rows, labels)
        exported = to_onnx(
            model,
            initial_types=[("X", FloatTensorType([None, COLUMNS]))],
            options={"zipmap": False},
            target_opset=OPSET,
        )
        save(root, name, exported, "probabilities", sample, model.predict_proba(sample))
    # What to_onnx does when it is told nothing.
    model = models["sklearn-logistic"]
    exported = to_onnx(
        model, initial_types=[("X", FloatTensorType([None, COLUMNS]))], target_opset=OPSET
    )
    save(
        root,
        "sklearn-zipmap",
        exported,
        "output_probability",
        sample,
        model.predict_proba(sample),
    )
    # Labels that are words: genuine, the second in order, counts as the positive one.
    words = numpy.array(["fraud", "genuine"])[labels]
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(rows, words)
    exported = to_onnx(
        model, initial_types=[("X", FloatTensorType([None, COLUMNS]))], target_opset=OPSET
    )
    save(
        root,
        "sklearn-words",
        exported,
        "output_probability",
        sample,
        model.predict_proba(sample),
    )


def three_classes(root, rows, classes):
    """int64 labels and a ZipMap over three of them."""
    sample = rows[:SAMPLE]
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(rows, classes)
    exported = to_onnx(
        model, initial_types=[("X", FloatTensorType([None, COLUMNS]))], target_opset=OPSET
    )
    write(root / "classes", exported, "classes")
    expected = {
        "rows": [[float(value) for value in row] for row in sample],
        "labels": [int(value) for value in model.predict(sample)],
        "probabilities": model.predict_proba(sample).tolist(),
    }
    (root / "classes" / "expected.json").write_text(json.dumps(expected) + "\n")


def columns(root):
    """One input a column, of three types, and labels that are words."""
    random = numpy.random.default_rng(20240402)
    count = 2000
    frame = pandas.DataFrame(
        {
            "amount": (random.random(count) * 500).astype(numpy.float32),
            "share": random.random(count).astype(numpy.float32),
            "visits": random.integers(0, 20, count),
            "country": random.choice(["CH", "DE", "FR", "Österreich"], count),
        }
    )
    truth = frame.amount / 500 + frame.visits / 20 + (frame.country == "FR") * 0.5
    truth += random.normal(0, 0.2, count)
    words = numpy.where(truth > 1.2, "fraud", "genuine")
    model = make_pipeline(
        ColumnTransformer(
            [
                ("numbers", StandardScaler(), ["amount", "share"]),
                ("count", StandardScaler(), ["visits"]),
                ("word", OneHotEncoder(handle_unknown="ignore"), ["country"]),
            ]
        ),
        LogisticRegression(),
    ).fit(frame, words)
    exported = to_onnx(
        model,
        initial_types=[
            ("amount", FloatTensorType([None, 1])),
            ("share", FloatTensorType([None, 1])),
            ("visits", Int64TensorType([None, 1])),
            ("country", StringTensorType([None, 1])),
        ],
        target_opset=OPSET,
    )
    write(root / "columns", exported, "columns")
    sample = frame[:SAMPLE].copy()
    # One that was not there in training.
    sample.loc[5, "country"] = "IT"
    expected = {
        "amount": [float(value) for value in sample.amount],
        "share": [float(value) for value in sample.share],
        "visits": [int(value) for value in sample.visits],
        "country": list(sample.country),
        "labels": list(model.predict(sample)),
        "classes": list(model.classes_),
        "probabilities": model.predict_proba(sample).tolist(),
    }
    (root / "columns" / "expected.json").write_text(json.dumps(expected) + "\n")


def types(root):
    """Hands a tensor of each type on, turned over or added to itself, and a scalar."""
    from onnx import TensorProto, checker, helper

    kinds = {
        "float": TensorProto.FLOAT,
        "double": TensorProto.DOUBLE,
        "int64": TensorProto.INT64,
        "int32": TensorProto.INT32,
        "bool": TensorProto.BOOL,
        "string": TensorProto.STRING,
    }
    nodes = [
        helper.make_node(
            {"bool": "Not", "string": "Identity"}.get(name, "Neg"), [name], [name + "_out"]
        )
        for name in kinds
    ]
    nodes.append(helper.make_node("Size", ["string"], ["size"]))
    graph = helper.make_graph(
        nodes,
        "types",
        [helper.make_tensor_value_info(name, kind, ["n", 2]) for name, kind in kinds.items()],
        [
            helper.make_tensor_value_info(name + "_out", kind, ["n", 2])
            for name, kind in kinds.items()
        ]
        + [helper.make_tensor_value_info("size", TensorProto.INT64, [])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    checker.check_model(model, full_check=True)
    write(root / "types", model, "types")


def main():
    root = pathlib.Path(sys.argv[1])
    rows, labels, classes = table()
    boosted(root, rows, labels)
    scikit(root, rows, labels)
    three_classes(root, rows, classes)
    columns(root)
    types(root)


if __name__ == "__main__":
    main()
