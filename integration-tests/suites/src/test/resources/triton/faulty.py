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
"""Does what its rows say: each is a command and a number.

A row without a fault in its batch scores as its number.
"""

import os
import time

import numpy
import triton_python_backend_utils as pb_utils

ANSWER, RAISE, NAN, ROW_LESS, NO_OUTPUT, SLEEP, ERROR, DIE, NO_ANSWER, BIG_INTEGERS = range(10)


class TritonPythonModel:
    def initialize(self, args):
        self.started = os.path.join(args["model_repository"], "started")

    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        rows = pb_utils.get_input_tensor_by_name(request, "features").as_numpy()
        scores = rows[:, 1:].copy()
        for number, (command, value) in enumerate(rows):
            if command == RAISE:
                raise ValueError("row %d is not to my taste" % number)
            if command == NAN:
                scores[number] = numpy.nan
            if command == ROW_LESS:
                return response("score", scores[:-1])
            if command == NO_OUTPUT:
                return pb_utils.InferenceResponse([])
            if command == SLEEP:
                open(self.started, "w").close()
                time.sleep(float(value))
            if command == ERROR:
                return pb_utils.InferenceResponse(
                    error=pb_utils.TritonError("as told", code(int(value)))
                )
            if command == DIE:
                os._exit(1)
            if command == NO_ANSWER:
                return None
            if command == BIG_INTEGERS:
                return response("score", scores.astype(numpy.int64))
        return response("score", scores)


def code(number):
    return [
        pb_utils.TritonError.UNAVAILABLE,
        pb_utils.TritonError.INVALID_ARG,
        pb_utils.TritonError.CANCELLED,
        pb_utils.TritonError.INTERNAL,
        pb_utils.TritonError.NOT_FOUND,
        pb_utils.TritonError.UNSUPPORTED,
    ][number]


def response(name, values):
    return pb_utils.InferenceResponse([pb_utils.Tensor(name, numpy.ascontiguousarray(values))])
