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
"""KServe's own server with a model that sums the numbers of each row.

    kserve_server.py --http_port PORT --grpc_port PORT --workers 1
"""

import numpy
import uvicorn
from grpc import aio
from kserve import InferOutput, InferResponse, Model, ModelServer


class Sum(Model):
    def __init__(self, name):
        super().__init__(name)
        self.ready = True

    def predict(self, payload, headers=None, response_headers=None):
        rows = payload.inputs[0].as_numpy()
        if (rows < 0).any():
            raise ValueError("a row is negative")
        output = InferOutput("score", list(rows.shape[:1]) + [1], "FP32")
        output.set_data_from_numpy(rows.sum(axis=1, keepdims=True), binary_data=False)
        return InferResponse(payload.id, self.name, [output])


def stay_on_loopback():
    """KServe takes ports only and listens on every interface of the machine."""
    config = uvicorn.Config.__init__

    def configure(self, app, **settings):
        config(self, app, **dict(settings, host="127.0.0.1"))

    uvicorn.Config.__init__ = configure
    make = aio.server

    def server(*arguments, **settings):
        made = make(*arguments, **settings)
        listen = made.add_insecure_port
        made.add_insecure_port = lambda at: listen(at.replace("[::]", "127.0.0.1"))
        return made

    aio.server = server


if __name__ == "__main__":
    stay_on_loopback()
    ModelServer().start([Sum("sum")])
