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
"""Runs a server no longer than the process that started this one.

    guard.py SHARED_MEMORY_PREFIX PATIENCE_SECONDS COMMAND...

The starter holds the other end of standard input and never writes to it. When that end closes, because
the starter closes it or is gone in whatever way, the server is told to end, and killed if it does not.
The server has a session of its own, so that a Ctrl-C in a terminal reaches the starter alone. What the
server leaves behind, its own processes and its shared memory, is removed. Where this program itself is
killed, the kernel kills the server.
"""

import ctypes
import glob
import os
import signal
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1


def end_with_guard():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main():
    prefix, patience, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    server = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_guard
    )

    def end():
        server.terminate()
        try:
            server.wait(patience)
        except subprocess.TimeoutExpired:
            server.kill()

    def end_with_starter():
        sys.stdin.buffer.read()
        end()

    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=end, daemon=True).start())
    threading.Thread(target=end_with_starter, daemon=True).start()
    code = server.wait()
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    for region in glob.glob("/dev/shm/" + glob.escape(prefix) + "*"):
        os.unlink(region)
    # Without waiting for the thread that reads.
    os._exit(code if code >= 0 else 128 - code)


main()
