#!/usr/bin/env bash
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
#
# Makes a model of the fraud pipeline anew: simulates, computes features, trains, exports.
#
#     train.sh          the default model, some minutes
#     train.sh heavy    the heavy model of the cascade, about a quarter of an hour
#
# Needs JDK 17, Maven and Python 3.11. Two runs give the same bytes.

set -euo pipefail
cd "$(dirname "$0")/../.."

recipe=${1:-default}
models=pipelines/src/main/resources/fraud
case $recipe in
  default) seeds="1" folder=$models/model ;;
  heavy) seeds="1 2 3 4" folder=$models/heavy ;;
  *) echo "train.sh: the model is $recipe; allowed: default, heavy" >&2; exit 2 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "building" >&2
mvn -B -ntp -q -DskipTests install
mvn -B -ntp -q -pl runners/flink dependency:build-classpath -Dmdep.outputFile="$work/classpath"

simulate() {
  echo "simulating 700,000 transactions, seed $1" >&2
  java -Xmx6g \
    --add-opens=java.base/java.lang=ALL-UNNAMED \
    --add-opens=java.base/java.util=ALL-UNNAMED \
    --add-opens=java.base/java.time=ALL-UNNAMED \
    --add-opens=java.base/java.nio=ALL-UNNAMED \
    --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
    -cp "$(cat "$work/classpath")" io.weir.pipelines.fraud.training.TrainingRows \
    --runner=FlinkRunner '--flinkMaster=[local]' --parallelism=2 --objectReuse=true \
    --seed="$1" --cards=3000 --transactions=700000 --output="$work/rows$1.csv" 2> "$work/log" ||
    { tail -n 40 "$work/log" >&2; exit 1; }
}

rows=()
for seed in $seeds; do
  simulate "$seed"
  rows+=("$work/rows$seed.csv")
done

echo "training" >&2
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q -r pipelines/training/requirements.txt
"$work/venv/bin/python" -B pipelines/training/train.py "$recipe" "$folder" "${rows[@]}"

if [ "$recipe" = heavy ]; then
  simulate 5
  "$work/venv/bin/python" -B pipelines/training/cascade.py \
    "$models/model" "$folder" "$work/rows1.csv" "$work/rows5.csv"
fi
