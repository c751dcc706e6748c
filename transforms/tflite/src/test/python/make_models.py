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

The TensorFlow Lite files are written operator by operator through the schema of the format, so that
TensorFlow itself is not needed. The weights come from fixed seeds: a second run gives the same files.
"""

import hashlib
import json
import pathlib
import sys

import flatbuffers
import numpy
import onnx
import tflite
from onnx import TensorProto, helper, numpy_helper
from tflite import ActivationFunctionType, BuiltinOperator, BuiltinOptions, TensorType

COLUMNS = 15
FEATURES = [f"feature_{column}" for column in range(COLUMNS)]
TYPES = {
    numpy.dtype("float32"): TensorType.FLOAT32,
    numpy.dtype("int32"): TensorType.INT32,
    numpy.dtype("bool"): TensorType.BOOL,
}


class File:
    """A model that is being written. What a table refers to has to be written before it."""

    def __init__(self):
        self.builder = flatbuffers.Builder(1024)
        self.codes = []
        # The first buffer is empty by definition of the format.
        self.buffers = [b""]
        self.subgraphs = []
        self.signature = None

    def code(self, operator):
        if operator not in self.codes:
            self.codes.append(operator)
        return self.codes.index(operator)

    def numbers(self, start, values):
        start(self.builder, len(values))
        for value in reversed(values):
            self.builder.PrependInt32(value)
        return self.builder.EndVector()

    def tables(self, start, tables):
        start(self.builder, len(tables))
        for table in reversed(tables):
            self.builder.PrependUOffsetTRelative(table)
        return self.builder.EndVector()

    def sign(self, inputs, outputs):
        """Gives the tensors of the first subgraph the names by which converters offer them."""
        builder = self.builder
        maps = []
        for names in (inputs, outputs):
            entries = []
            for name, tensor in names.items():
                text = builder.CreateString(name)
                tflite.TensorMapStart(builder)
                tflite.TensorMapAddName(builder, text)
                tflite.TensorMapAddTensorIndex(builder, tensor)
                entries.append(tflite.TensorMapEnd(builder))
            start = (
                tflite.SignatureDefStartInputsVector
                if not maps
                else tflite.SignatureDefStartOutputsVector
            )
            maps.append(self.tables(start, entries))
        key = builder.CreateString("serving_default")
        tflite.SignatureDefStart(builder)
        tflite.SignatureDefAddInputs(builder, maps[0])
        tflite.SignatureDefAddOutputs(builder, maps[1])
        tflite.SignatureDefAddSignatureKey(builder, key)
        tflite.SignatureDefAddSubgraphIndex(builder, 0)
        self.signature = tflite.SignatureDefEnd(builder)

    def finish(self):
        builder = self.builder
        buffers = []
        for content in self.buffers:
            data = None
            if content:
                # Constants are read in place, as vectors of up to 16 bytes.
                builder.StartVector(1, len(content), 16)
                builder.head -= len(content)
                builder.Bytes[builder.head : builder.head + len(content)] = content
                data = builder.EndVector()
            tflite.BufferStart(builder)
            if data is not None:
                tflite.BufferAddData(builder, data)
            buffers.append(tflite.BufferEnd(builder))
        codes = []
        for code in self.codes:
            tflite.OperatorCodeStart(builder)
            tflite.OperatorCodeAddDeprecatedBuiltinCode(builder, min(code, 127))
            tflite.OperatorCodeAddVersion(builder, 1)
            tflite.OperatorCodeAddBuiltinCode(builder, code)
            codes.append(tflite.OperatorCodeEnd(builder))
        buffers = self.tables(tflite.ModelStartBuffersVector, buffers)
        codes = self.tables(tflite.ModelStartOperatorCodesVector, codes)
        subgraphs = self.tables(tflite.ModelStartSubgraphsVector, self.subgraphs)
        signatures = None
        if self.signature is not None:
            signatures = self.tables(tflite.ModelStartSignatureDefsVector, [self.signature])
        tflite.ModelStart(builder)
        tflite.ModelAddVersion(builder, 3)
        tflite.ModelAddOperatorCodes(builder, codes)
        tflite.ModelAddSubgraphs(builder, subgraphs)
        tflite.ModelAddBuffers(builder, buffers)
        if signatures is not None:
            tflite.ModelAddSignatureDefs(builder, signatures)
        builder.Finish(tflite.ModelEnd(builder), b"TFL3")
        return bytes(builder.Output())


class Graph:
    """A subgraph of a file. Tensors are numbers in order of creation."""

    def __init__(self, file):
        self.file = file
        self.tensors = []
        self.operators = []

    def tensor(self, name, shape, kind=TensorType.FLOAT32, open_batch=False, buffer=0):
        builder = self.file.builder
        text = builder.CreateString(name)
        dims = self.file.numbers(tflite.TensorStartShapeVector, shape)
        signature = None
        if open_batch:
            signature = self.file.numbers(
                tflite.TensorStartShapeSignatureVector, [-1] + list(shape[1:])
            )
        tflite.TensorStart(builder)
        tflite.TensorAddShape(builder, dims)
        tflite.TensorAddType(builder, kind)
        tflite.TensorAddBuffer(builder, buffer)
        tflite.TensorAddName(builder, text)
        if signature is not None:
            tflite.TensorAddShapeSignature(builder, signature)
        self.tensors.append(tflite.TensorEnd(builder))
        return len(self.tensors) - 1

    def constant(self, name, values):
        self.file.buffers.append(values.tobytes())
        return self.tensor(
            name, values.shape, TYPES[values.dtype], buffer=len(self.file.buffers) - 1
        )

    def operator(self, code, inputs, outputs, options=None, kind=BuiltinOptions.NONE):
        builder = self.file.builder
        ins = self.file.numbers(tflite.OperatorStartInputsVector, inputs)
        outs = self.file.numbers(tflite.OperatorStartOutputsVector, outputs)
        tflite.OperatorStart(builder)
        tflite.OperatorAddOpcodeIndex(builder, self.file.code(code))
        tflite.OperatorAddInputs(builder, ins)
        tflite.OperatorAddOutputs(builder, outs)
        if options is not None:
            tflite.OperatorAddBuiltinOptionsType(builder, kind)
            tflite.OperatorAddBuiltinOptions(builder, options)
        self.operators.append(tflite.OperatorEnd(builder))

    def dense(self, source, weights, bias, target, relu=False):
        builder = self.file.builder
        tflite.FullyConnectedOptionsStart(builder)
        if relu:
            tflite.FullyConnectedOptionsAddFusedActivationFunction(
                builder, ActivationFunctionType.RELU
            )
        options = tflite.FullyConnectedOptionsEnd(builder)
        self.operator(
            BuiltinOperator.FULLY_CONNECTED,
            [source, weights, bias],
            [target],
            options,
            BuiltinOptions.FullyConnectedOptions,
        )

    def softmax(self, source, target):
        builder = self.file.builder
        tflite.SoftmaxOptionsStart(builder)
        tflite.SoftmaxOptionsAddBeta(builder, 1.0)
        options = tflite.SoftmaxOptionsEnd(builder)
        self.operator(
            BuiltinOperator.SOFTMAX, [source], [target], options, BuiltinOptions.SoftmaxOptions
        )

    def reduce(self, code, source, axes, target, keep=False):
        builder = self.file.builder
        tflite.ReducerOptionsStart(builder)
        tflite.ReducerOptionsAddKeepDims(builder, keep)
        options = tflite.ReducerOptionsEnd(builder)
        self.operator(code, [source, axes], [target], options, BuiltinOptions.ReducerOptions)

    def add(self, left, right, target):
        tflite.AddOptionsStart(self.file.builder)
        options = tflite.AddOptionsEnd(self.file.builder)
        self.operator(
            BuiltinOperator.ADD, [left, right], [target], options, BuiltinOptions.AddOptions
        )

    def subtract(self, left, right, target):
        tflite.SubOptionsStart(self.file.builder)
        options = tflite.SubOptionsEnd(self.file.builder)
        self.operator(
            BuiltinOperator.SUB, [left, right], [target], options, BuiltinOptions.SubOptions
        )

    def finish(self, name, inputs, outputs):
        builder = self.file.builder
        text = builder.CreateString(name)
        tensors = self.file.tables(tflite.SubGraphStartTensorsVector, self.tensors)
        ins = self.file.numbers(tflite.SubGraphStartInputsVector, inputs)
        outs = self.file.numbers(tflite.SubGraphStartOutputsVector, outputs)
        operators = self.file.tables(tflite.SubGraphStartOperatorsVector, self.operators)
        tflite.SubGraphStart(builder)
        tflite.SubGraphAddTensors(builder, tensors)
        tflite.SubGraphAddInputs(builder, ins)
        tflite.SubGraphAddOutputs(builder, outs)
        tflite.SubGraphAddOperators(builder, operators)
        tflite.SubGraphAddName(builder, text)
        self.file.subgraphs.append(tflite.SubGraphEnd(builder))


def weights():
    """Of a classifier: 15 features, 32 hidden values, no and yes."""
    random = numpy.random.default_rng(7)
    # The columns differ in magnitude, as those of the tests' rows do.
    scale = numpy.array([1, 30, 500] * (COLUMNS // 3))
    return (
        (random.normal(0, 0.8, (32, COLUMNS)) / scale).astype(numpy.float32),
        random.normal(0, 0.5, 32).astype(numpy.float32),
        random.normal(0, 0.5, (2, 32)).astype(numpy.float32),
        random.normal(0, 0.5, 2).astype(numpy.float32),
    )


def network():
    w1, b1, w2, b2 = weights()
    file = File()
    graph = Graph(file)
    source = graph.tensor("serving_default_features:0", [1, COLUMNS], open_batch=True)
    hidden = graph.tensor("hidden", [1, 32], open_batch=True)
    logits = graph.tensor("logits", [1, 2], open_batch=True)
    target = graph.tensor("StatefulPartitionedCall:0", [1, 2], open_batch=True)
    graph.dense(source, graph.constant("w1", w1), graph.constant("b1", b1), hidden, relu=True)
    graph.dense(hidden, graph.constant("w2", w2), graph.constant("b2", b2), logits)
    graph.softmax(logits, target)
    graph.finish("main", [source], [target])
    file.sign({"features": source}, {"probabilities": target})
    return file.finish()


def twin():
    """The same classifier as ONNX."""
    w1, b1, w2, b2 = weights()
    nodes = [
        helper.make_node("Gemm", ["features", "w1", "b1"], ["h1"], transB=1),
        helper.make_node("Relu", ["h1"], ["h2"]),
        helper.make_node("Gemm", ["h2", "w2", "b2"], ["logits"], transB=1),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
    ]
    model = helper.make_model(
        helper.make_graph(
            nodes,
            "twin",
            [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", COLUMNS])],
            [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", 2])],
            [
                numpy_helper.from_array(values, name)
                for name, values in [("w1", w1), ("b1", b1), ("w2", w2), ("b2", b2)]
            ],
        ),
        opset_imports=[helper.make_opsetid("", 17)],
    )
    model.ir_version = 10
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()


def logistic():
    """One probability a row, in a table of one column, without a signature."""
    random = numpy.random.default_rng(11)
    scale = numpy.array([1, 30, 500] * (COLUMNS // 3))
    file = File()
    graph = Graph(file)
    source = graph.tensor("input", [1, COLUMNS], open_batch=True)
    logits = graph.tensor("logits", [1, 1], open_batch=True)
    target = graph.tensor("score", [1, 1], open_batch=True)
    weight = (random.normal(0, 0.5, (1, COLUMNS)) / scale).astype(numpy.float32)
    graph.dense(
        source, graph.constant("w", weight), graph.constant("b", numpy.float32([0.25])), logits
    )
    graph.operator(BuiltinOperator.LOGISTIC, [logits], [target])
    graph.finish("main", [source], [target])
    return file.finish()


def entangled():
    """Subtracts the mean of the batch: no batching leaves the scores of such a model alone."""
    file = File()
    graph = Graph(file)
    source = graph.tensor("input", [1, COLUMNS], open_batch=True)
    mean = graph.tensor("mean", [1, COLUMNS])
    centred = graph.tensor("centred", [1, COLUMNS], open_batch=True)
    target = graph.tensor("score", [1], open_batch=True)
    graph.reduce(
        BuiltinOperator.MEAN, source, graph.constant("rows", numpy.int32([0])), mean, keep=True
    )
    graph.subtract(source, mean, centred)
    graph.reduce(
        BuiltinOperator.SUM, centred, graph.constant("columns", numpy.int32([1])), target
    )
    graph.finish("main", [source], [target])
    return file.finish()


def slow():
    """Counts to the largest value of a row, one by one: a row with 1e12 in it never ends."""
    file = File()
    graph = Graph(file)
    source = graph.tensor("input", [1, COLUMNS])
    largest = graph.tensor("largest", [1])
    start = graph.tensor("start", [1])
    target = graph.tensor("score", [1])
    rest = graph.tensor("rest", [1])
    columns = graph.constant("columns", numpy.int32([1]))
    graph.reduce(BuiltinOperator.REDUCE_MAX, source, columns, largest)
    graph.subtract(largest, largest, start)
    tflite.WhileOptionsStart(file.builder)
    tflite.WhileOptionsAddCondSubgraphIndex(file.builder, 1)
    tflite.WhileOptionsAddBodySubgraphIndex(file.builder, 2)
    options = tflite.WhileOptionsEnd(file.builder)
    graph.operator(
        BuiltinOperator.WHILE,
        [start, largest],
        [target, rest],
        options,
        BuiltinOptions.WhileOptions,
    )
    graph.finish("main", [source], [target])

    graph = Graph(file)
    count = graph.tensor("count", [1])
    largest = graph.tensor("largest", [1])
    go = graph.tensor("go", [1], TensorType.BOOL)
    graph.operator(BuiltinOperator.LESS, [count, largest], [go])
    graph.finish("condition", [count, largest], [go])

    graph = Graph(file)
    count = graph.tensor("count", [1])
    largest = graph.tensor("largest", [1])
    next_count = graph.tensor("next_count", [1])
    same_largest = graph.tensor("same_largest", [1])
    graph.add(count, graph.constant("one", numpy.float32([1])), next_count)
    graph.add(largest, graph.constant("zero", numpy.float32([0])), same_largest)
    graph.finish("body", [count, largest], [next_count, same_largest])
    return file.finish()


def double(columns, kind=TensorType.FLOAT32, inputs=1):
    """Adds its input to itself: with types, shapes and numbers of tensors to be refused."""
    file = File()
    graph = Graph(file)
    names = ["input", "second"][:inputs]
    sources = [graph.tensor(name, [1, columns], kind, open_batch=True) for name in names]
    target = graph.tensor("score", [1, columns], kind, open_batch=True)
    graph.add(sources[0], sources[-1], target)
    graph.finish("main", sources, [target])
    return file.finish()


def fixed():
    """Reshapes to one row, as models do that were made for one row at a time."""
    file = File()
    graph = Graph(file)
    source = graph.tensor("input", [1, COLUMNS])
    flat = graph.tensor("flat", [COLUMNS])
    target = graph.tensor("score", [1])
    graph.operator(
        BuiltinOperator.RESHAPE,
        [source, graph.constant("shape", numpy.int32([COLUMNS]))],
        [flat],
    )
    graph.reduce(
        BuiltinOperator.SUM, flat, graph.constant("axis", numpy.int32([0])), target, keep=True
    )
    graph.finish("main", [source], [target])
    return file.finish()


def save(root, name, content, engine="tflite", **fields):
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    file = "model." + engine
    (folder / file).write_bytes(content)
    manifest = {
        "name": name,
        "version": "1",
        "engine": engine,
        "file": file,
        "sha256": hashlib.sha256(content).hexdigest(),
        "features": FEATURES,
        **fields,
    }
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")


def main():
    root = pathlib.Path(sys.argv[1])
    thresholds = {"review": 0.5, "block": 0.9}
    save(
        root,
        "network",
        network(),
        input="features",
        output="probabilities",
        thresholds=thresholds,
    )
    save(root, "twin", twin(), engine="onnx", output="probabilities", thresholds=thresholds)
    save(root, "logistic", logistic(), output="score")
    save(root, "entangled", entangled(), output="score")
    save(root, "slow", slow(), output="score", max_batch=1)
    save(root, "narrow", double(COLUMNS - 1), output="score")
    save(root, "wide", double(COLUMNS), output="score")
    save(root, "integers", double(COLUMNS, TensorType.INT32), output="score")
    save(root, "pair", double(COLUMNS, inputs=2), output="score")
    save(root, "fixed", fixed(), output="score")


if __name__ == "__main__":
    main()
