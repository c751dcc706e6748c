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

# Stands in for the program of its name: writes down what it is asked, and lets docker and kubectl, where
# they are there, see whether they know the command; there is nothing that they could reach.
set -euo pipefail
name=$(basename "$0")
printf '%q ' "$name" "$@" >>"$WALK/asked"
echo >>"$WALK/asked"

# Past the folder of this one.
real=$(PATH=${PATH#*:} command -v "$name" || true)
nowhere=127.0.0.1:1
case $name in
  docker)
    unreached='Cannot connect to the Docker daemon'
    [ -z "$real" ] || output=$(DOCKER_HOST=tcp://$nowhere DOCKER_CONFIG=$WALK "$real" "$@" 2>&1) || true
    ;;
  kubectl)
    unreached="$nowhere was refused|$nowhere: connect: connection refused"
    [ -z "$real" ] || output=$(KUBECONFIG=/dev/null "$real" --server=http://$nowhere "$@" 2>&1) || true
    ;;
  *)
    real=
    ;;
esac
if [ -n "$real" ] && ! grep -qE "$unreached" <<<"$output"; then
  echo "$output" >&2
  exit 1
fi
# What a command line would print that another one goes on with.
echo made-up
