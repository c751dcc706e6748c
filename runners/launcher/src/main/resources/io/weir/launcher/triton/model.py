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
"""Scores rows with the ONNX file beside it.

A row's score has the same bits in whatever batch Triton puts it: one thread computes, and a model that
does not promise independent rows sees every batch filled up with zeros to one shape (`padded_rows`).
"""

import json
import os

import numpy
import onnxruntime
import triton_python_backend_utils as pb_utils


class TritonPythonModel:
    def initialize(self, args):
        config = json.loads(args["model_config"])
        self.input = config["input"][0]["name"]
        self.output = config["output"][0]["name"]
        parameters = {name: value["string_value"] for name, value in config["parameters"].items()}
        self.onnx_output = parameters["onnx_output"]
        self.padded_rows = int(parameters["padded_rows"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            os.path.join(args["model_repository"], args["model_version"], "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
        )
        self.onnx_input = self.session.get_inputs()[0].name

    def execute(self, requests):
        parts = [pb_utils.get_input_tensor_by_name(r, self.input).as_numpy() for r in requests]
        scores = self.score(parts[0] if len(parts) == 1 else numpy.concatenate(parts))
        responses = []
        begin = 0
        for part in parts:
            own = numpy.ascontiguousarray(scores[begin : begin + len(part)])
            begin += len(part)
            responses.append(pb_utils.InferenceResponse([pb_utils.Tensor(self.output, own)]))
        return responses

    def score(self, rows):
        count = len(rows)
        if count < self.padded_rows:
            padding = numpy.zeros((self.padded_rows - count, rows.shape[1]), numpy.float32)
            rows = numpy.concatenate([rows, padding])
        scores = self.session.run([self.onnx_output], {self.onnx_input: rows})[0]
        # One value a row, or the probabilities of no and yes.
        return scores.reshape(len(rows), -1)[:count, -1:]
