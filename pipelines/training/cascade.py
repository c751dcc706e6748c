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
"""Proposes the band of scores in which the light model asks the heavy one, and measures what it gives.

The band begins where about a tenth of the transactions of the tuning week escalate, and ends where the
light model is sure enough. What it gives is measured on another simulation, of which neither model has
seen anything, and is written into the provenance of the heavy model's manifest.
"""

import argparse
import json
import pathlib

import numpy
from sklearn.metrics import average_precision_score, roc_auc_score

from train import WARM_UP_DAYS, DAY_MS, read, score, split

SHARE = 0.1
HIGH = 0.5
STEP = 0.001


def lowest(scores):
    """The highest start, a multiple of 0.001, with which at least a tenth of all is in the band."""
    for steps in range(round(HIGH / STEP), 0, -1):
        low = round(steps * STEP, 3)
        if inside(scores, low).mean() >= SHARE:
            return low
    raise SystemExit("less than a tenth of the scores is above 0.001")


def inside(scores, low):
    return (scores >= numpy.float32(low)) & (scores <= numpy.float32(HIGH))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("light", type=pathlib.Path, help="the light model's folder")
    parser.add_argument("heavy", type=pathlib.Path, help="the heavy model's folder")
    parser.add_argument("tune", type=pathlib.Path, help="rows whose tuning week decides the band")
    parser.add_argument("measure", type=pathlib.Path, help="rows of another seed")
    arguments = parser.parse_args()
    light = (arguments.light / "model.onnx").read_bytes()
    heavy = (arguments.heavy / "model.onnx").read_bytes()

    _, times, inputs, fraud, _ = read(arguments.tune)
    low = lowest(score(light, split(times, inputs, fraud)[1].inputs, 4096))

    _, times, inputs, fraud, rows_hash = read(arguments.measure)
    days = times // DAY_MS - times[0] // DAY_MS
    light_scores, heavy_scores = score(light, inputs, 4096), score(heavy, inputs, 4096)
    escalated = inside(light_scores, low)
    full = days >= WARM_UP_DAYS

    def quality(scores):
        return {
            "auc_roc": round(float(roc_auc_score(fraud[full], scores[full])), 4),
            "average_precision": round(float(average_precision_score(fraud[full], scores[full])), 4),
        }

    measured = {
        "made_by": "pipelines/training/cascade.py",
        "band": [low, HIGH],
        "rows_sha256": rows_hash,
        "rows": int(full.sum()),
        "escalated_share": round(float(escalated[full].mean()), 4),
        "escalated_share_with_warm_up": round(float(escalated.mean()), 4),
        "escalated_share_first_10_days": round(float(escalated[days < 10].mean()), 4),
        "light": quality(light_scores),
        "cascade": quality(numpy.where(escalated, heavy_scores, light_scores)),
        "heavy": quality(heavy_scores),
    }
    print(json.dumps(measured, indent=2))
    path = arguments.heavy / "model.json"
    manifest = json.loads(path.read_text())
    manifest["provenance"]["cascade"] = measured
    path.write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
