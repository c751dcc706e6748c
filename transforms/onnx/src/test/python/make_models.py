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

"""Makes the models that the tests of this module open, each in a folder with its model.json.

    pip install -r requirements.txt
    python make_models.py ../resources/models

The data are synthetic and the seeds fixed, so that a second run gives the same models.
"""

import hashlib
import json
import pathlib
import sys

import lightgbm
import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

COLUMNS = 15
FEATURES = [f"feature_{column}" for column in range(COLUMNS)]
# ONNX Runtime 1.23 reads up to this version of the file format.
IR_VERSION = 10
OPSET = 17


def save(root, name, model, **fields):
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    content = model.SerializeToString()
    (folder / "model.onnx").write_bytes(content)
    manifest = {
        "name": name,
        "version": "1",
        "engine": "onnx",
        "file": "model.onnx",
        "sha256": hashlib.sha256(content).hexdigest(),
        "features": FEATURES,
        **fields,
    }
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")


def graph(nodes, inputs, outputs, constants):
    model = helper.make_model(
        helper.make_graph(nodes, "graph", inputs, outputs, constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model, full_check=True)
    return model


def floats(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def trees():
    """Gradient boosting, 100 trees of 15 leaves: the kind of model that Weir scores by default."""
    random = numpy.random.default_rng(20240101)
    rows = random.random((20000, COLUMNS)) * random.choice([1.0, 30.0, 500.0], COLUMNS)
    truth = rows[:, 0] / rows[:, 0].max() + numpy.sin(rows[:, 1]) + rows[:, 2] * rows[:, 3] / 1e5
    labels = (truth + random.normal(0, 0.3, len(rows)) > 1.2).astype(int)
    classifier = lightgbm.LGBMClassifier(
        n_estimators=100, num_leaves=15, random_state=1, n_jobs=1, verbose=-1, deterministic=True
    )
    classifier.fit(rows, labels)
    model = convert_lightgbm(
        classifier,
        initial_types=[("input", FloatTensorType([None, COLUMNS]))],
        zipmap=False,
        target_opset=15,
    )
    model.ir_version = min(model.ir_version, IR_VERSION)
    # The converter makes up a new name each time.
    model.graph.name = "trees"
    sample = rows[:20].astype(numpy.float32)
    scores = classifier.predict_proba(sample.astype(numpy.float64))[:, 1]
    return model, numpy.column_stack([sample, scores])


def network():
    """Two dense layers. Its sums go over the columns in an order that the kernels choose."""
    random = numpy.random.default_rng(7)
    constants = [
        numpy_helper.from_array(random.normal(0, 0.3, shape).astype(numpy.float32), name)
        for name, shape in [("w1", (COLUMNS, 64)), ("b1", (64,)), ("w2", (64, 1)), ("b2", (1,))]
    ]
    nodes = [
        helper.make_node("Gemm", ["input", "w1", "b1"], ["h1"]),
        helper.make_node("Relu", ["h1"], ["h2"]),
        helper.make_node("Gemm", ["h2", "w2", "b2"], ["h3"]),
        helper.make_node("Sigmoid", ["h3"], ["score"]),
    ]
    return graph(nodes, [floats("input", ["n", COLUMNS])], [floats("score", ["n", 1])], constants)


def entangled():
    """Subtracts the mean of the batch: no batching leaves the scores of such a model alone."""
    nodes = [
        helper.make_node("ReduceMean", ["input"], ["mean"], axes=[0, 1], keepdims=1),
        helper.make_node("Sub", ["input", "mean"], ["centred"]),
        helper.make_node("ReduceSum", ["centred", "axis"], ["score"], keepdims=0),
    ]
    constants = [numpy_helper.from_array(numpy.array([1], dtype=numpy.int64), "axis")]
    return graph(nodes, [floats("input", ["n", COLUMNS])], [floats("score", ["n"])], constants)


def slow():
    """Counts to the largest value of the batch, one by one: a batch with 1e12 in it never ends."""
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["go"], ["go_on"]),
            helper.make_node("Add", ["sum", "one"], ["sum_out"]),
        ],
        "body",
        [
            helper.make_tensor_value_info("step", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            floats("sum", ["n"]),
        ],
        [
            helper.make_tensor_value_info("go_on", TensorProto.BOOL, []),
            floats("sum_out", ["n"]),
        ],
    )
    nodes = [
        helper.make_node("ReduceMax", ["input"], ["largest"], keepdims=0),
        helper.make_node("Cast", ["largest"], ["steps"], to=TensorProto.INT64),
        helper.make_node("ReduceMin", ["input"], ["start"], axes=[1], keepdims=0),
        helper.make_node("Loop", ["steps", "", "start"], ["end"], body=body),
        helper.make_node("Sub", ["end", "largest"], ["score"]),
    ]
    constants = [numpy_helper.from_array(numpy.array(1, dtype=numpy.float32), "one")]
    return graph(nodes, [floats("input", ["n", COLUMNS])], [floats("score", ["n"])], constants)


def identity(kind, rows, columns):
    """Hands its input on, with a type and shape to be refused."""
    shape = [rows, columns]
    return graph(
        [helper.make_node("Identity", ["input"], ["score"])],
        [helper.make_tensor_value_info("input", kind, shape)],
        [helper.make_tensor_value_info("score", kind, shape)],
        [],
    )


def main():
    root = pathlib.Path(sys.argv[1])
    model, expected = trees()
    save(
        root,
        "trees",
        model,
        input="input",
        output="probabilities",
        thresholds={"review": 0.5, "block": 0.9},
        batch_invariant=True,
    )
    # Each line: a row, and what LightGBM itself makes of it.
    numpy.savetxt(root / "trees" / "expected.csv", expected, delimiter=",", fmt="%.9g")
    save(root, "network", network(), output="score")
    save(root, "entangled", entangled(), output="score")
    save(root, "slow", slow(), output="score", max_batch=1)
    save(root, "doubles", identity(TensorProto.DOUBLE, "n", COLUMNS), output="score")
    save(root, "narrow", identity(TensorProto.FLOAT, "n", COLUMNS - 1), output="score")
    save(root, "fixed", identity(TensorProto.FLOAT, 1, COLUMNS), output="score")
    save(root, "wide", identity(TensorProto.FLOAT, "n", COLUMNS), output="score")


if __name__ == "__main__":
    main()
