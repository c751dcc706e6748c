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
"""An MLServer for tests, with one small model under two names.

"described" tells its tensors in its metadata, "silent" does not, as MLServer's own runtimes do. Both
give the logistic function of the weighted sum of three features. A first feature of 1e6 breaks them.

Listens on a free port of the loopback interface, prints it once the models are ready, and ends when
its input ends, so that it does not outlive the test that started it.
"""

import asyncio
import os
import socket
import sys
import threading

import numpy
from mlserver import MLModel, MLServer, ModelSettings, Settings
from mlserver.codecs import NumpyCodec
from mlserver.settings import ModelParameters
from mlserver.types import InferenceResponse, MetadataTensor

WEIGHTS = numpy.array([1.5, -0.75, 0.25])


class Linear(MLModel):
    async def load(self):
        return True

    async def predict(self, payload):
        rows = NumpyCodec.decode_input(payload.inputs[0]).astype(numpy.float64)
        if (rows[:, 0] == 1e6).any():
            raise RuntimeError("broken by 1e6")
        scores = 1 / (1 + numpy.exp(-(rows @ WEIGHTS)))
        output = NumpyCodec.encode_output("score", scores.astype(numpy.float32).reshape(-1, 1))
        return InferenceResponse(
            model_name=self.name, model_version=self.version, outputs=[output]
        )


def settings(name, described):
    tensors = {}
    if described:
        tensors = {
            "inputs": [MetadataTensor(name="rows", datatype="FP32", shape=[-1, 3])],
            "outputs": [MetadataTensor(name="score", datatype="FP32", shape=[-1, 1])],
        }
    return ModelSettings(
        name=name, implementation=Linear, parameters=ModelParameters(version="7"), **tensors
    )


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def end_with_input():
    sys.stdin.read()
    os._exit(0)


async def serve():
    port = free_port()
    server = MLServer(
        Settings(
            host="127.0.0.1",
            http_port=free_port(),
            grpc_port=port,
            metrics_port=free_port(),
            parallel_workers=0,
            debug=False,
        )
    )
    serving = asyncio.create_task(server.start([settings("described", True), settings("silent", False)]))
    while not serving.done():
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            break
        except OSError:
            await asyncio.sleep(0.05)
    print("LISTENING", port, flush=True)
    await serving


threading.Thread(target=end_with_input, daemon=True).start()
asyncio.run(serve())
