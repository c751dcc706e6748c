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
"""A model server for tests: FastAPI, uvicorn and two small scikit-learn models.

It answers as TensorFlow Serving does under /v1/models/m, as OpenAI does under /v1/models and
/v1/chat/completions, and in a way of its own under /score. /weights tells the linear model, so that
a test can compute each score itself.

Listens on a free port of the loopback interface, prints it, and ends when its input ends, so that
it does not outlive the test that started it.
"""

import json
import os
import socket
import sys
import threading

import numpy
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB

FEATURES = ["amount", "night", "visits"]
CHAT_MODEL = "tiny-chat"


def linear_model():
    random = numpy.random.default_rng(7)
    rows = random.normal(size=(400, len(FEATURES)))
    odds = rows @ numpy.array([1.5, -0.75, 0.25]) - 0.3
    return LogisticRegression().fit(rows, odds + random.normal(scale=0.5, size=400) > 0)


def text_model():
    texts = ["you are a fool", "go away fool", "hate you", "lovely day", "thank you friend", "good day"]
    words = CountVectorizer().fit(texts)
    model = MultinomialNB().fit(words.transform(texts), ["abusive"] * 3 + ["harmless"] * 3)
    return words, model


linear = linear_model()
words, chat = text_model()
app = FastAPI()


def probabilities(rows):
    values = numpy.asarray(rows, dtype=numpy.float32)
    if values.ndim != 2 or values.shape[1] != len(FEATURES):
        raise HTTPException(400, f"rows have shape {list(values.shape)}, not [N, {len(FEATURES)}]")
    scores = numpy.full((len(values), 2), numpy.nan)
    good = numpy.isfinite(values).all(axis=1)
    if good.any():
        scores[good] = linear.predict_proba(values[good])
    return scores


def with_tokens(content):
    """As TensorFlow Serving writes numbers that are not finite: as bare tokens."""
    return Response(json.dumps(content, allow_nan=True), media_type="application/json")


@app.get("/weights")
def weights():
    return {"weights": linear.coef_[0].tolist(), "bias": float(linear.intercept_[0])}


@app.get("/health")
def health():
    return {"ready": True}


@app.get("/v1/models/m")
@app.get("/v1/models/m/versions/5")
def status():
    state = {"error_code": "OK", "error_message": ""}
    return {"model_version_status": [{"version": "5", "state": "AVAILABLE", "status": state}]}


@app.get("/v1/models/m/versions/5/metadata")
def metadata():
    sizes = [{"size": "-1", "name": ""}, {"size": str(len(FEATURES)), "name": ""}]
    shape = {"dim": sizes, "unknown_rank": False}
    signature = {
        "inputs": {"rows": {"dtype": "DT_FLOAT", "tensor_shape": shape, "name": "rows:0"}},
        "outputs": {"probabilities": {"dtype": "DT_FLOAT", "name": "probabilities:0"}},
        "method_name": "tensorflow/serving/predict",
    }
    return {
        "model_spec": {"name": "m", "signature_name": "", "version": "5"},
        "metadata": {"signature_def": {"signature_def": {"serving_default": signature}}},
    }


@app.post("/v1/models/m:predict")
@app.post("/v1/models/m/versions/5:predict")
async def predict(request: Request):
    body = json.loads(await request.body())
    if "inputs" in body:
        inputs = body["inputs"]
        rows = inputs["rows"] if isinstance(inputs, dict) else inputs
        return with_tokens({"outputs": probabilities(rows).tolist()})
    rows = [row["rows"] if isinstance(row, dict) else row for row in body["instances"]]
    return with_tokens({"predictions": probabilities(rows).tolist()})


class Row(BaseModel):
    amount: float
    night: float
    visits: float


class Rows(BaseModel):
    rows: list[Row]


@app.post("/score")
def score(request: Rows):
    rows = [[row.amount, row.night, row.visits] for row in request.rows]
    return {"model": {"version": 12}, "scores": probabilities(rows)[:, 1].tolist()}


@app.get("/v1/models")
def models():
    return {"object": "list", "data": [{"id": CHAT_MODEL, "object": "model"}]}


class Message(BaseModel):
    role: str
    content: str


class ChatCompletion(BaseModel):
    model: str
    messages: list[Message]
    temperature: float
    seed: int
    max_tokens: int
    response_format: dict


@app.post("/v1/chat/completions")
def complete(request: ChatCompletion):
    if request.model != CHAT_MODEL:
        return JSONResponse({"error": {"message": "no such model", "code": 404}}, 404)
    schema = request.response_format["json_schema"]["schema"]
    labels = schema["properties"]["label"]["enum"]
    text = request.messages[-1].content
    shares = dict(zip(chat.classes_, chat.predict_proba(words.transform([text]))[0]))
    label = max(labels, key=lambda name: shares.get(name, 0))
    answer = {"label": label, "score": float(shares[label]), "reason": "The words say so."}
    content = json.dumps(answer)
    # A token of this model is a character.
    cut = len(content) > request.max_tokens
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": CHAT_MODEL,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content[: request.max_tokens]},
                "finish_reason": "length" if cut else "stop",
            }
        ],
    }


class AnnouncedServer(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(f"LISTENING {sockets[0].getsockname()[1]}", flush=True)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_input, daemon=True).start()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    AnnouncedServer(uvicorn.Config(app, log_level="warning")).run([listener])
