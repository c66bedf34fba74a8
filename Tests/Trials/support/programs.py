"""The programs under trial: where they are, and how one runs to its end."""
import dataclasses
import functools
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]


def program(name, configuration="debug"):
    """The path of one of our programs: what CERTCTL, VERIFYSERVER, ... names, else built here."""
    return os.environ.get(name.upper()) or built(name, configuration)


@functools.cache
def built(name, configuration):
    print(f"building {name} ({configuration})", file=sys.stderr, flush=True)
    build = ["swift", "build", "--configuration", configuration]
    done = subprocess.run(
        [*build, "--product", name], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True)
    if done.returncode != 0:
        raise SystemExit(f"{name} cannot be built:\n{done.stdout[-3000:]}")
    shown = subprocess.run(
        [*build, "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    return os.path.join(shown.stdout.strip(), name)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a program ended: exit code, what it wrote, seconds, and its greatest memory in MiB."""
    code: int
    output: bytes
    complaint: str
    seconds: float
    memory: float

    @property
    def text(self):
        return self.output.decode(errors="replace")

    def json(self):
        return json.loads(self.output)


class UnexpectedExit(RuntimeError):
    """A program ended with another exit code than the trial needs to go on."""

    def __init__(self, command, outcome):
        words = " ".join([os.path.basename(command[0]), *command[1:]])
        super().__init__(
            f"{words}: exit code {outcome.code}\n{outcome.complaint[-3000:]}")
        self.outcome = outcome


def run(*command, exits=(0,), environment=None, folder=None, timeout=None):
    """Runs a program to its end. `exits` are the codes that are accepted, None for any; after
    `timeout` seconds it is killed."""
    command = [str(part) for part in command]
    began = time.monotonic()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaint:
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
            stderr=complaint)
        killer = threading.Timer(timeout or 0, os.kill, (process.pid, signal.SIGKILL))
        if timeout is not None:
            killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        complaint.seek(0)
        outcome = Outcome(
            process.returncode, output.read(), complaint.read().decode(errors="replace"),
            time.monotonic() - began, usage.ru_maxrss / 1024)
    if exits is not None and outcome.code not in exits:
        raise UnexpectedExit(command, outcome)
    return outcome
