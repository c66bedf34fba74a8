"""A running VerifyServer, and requests to it."""
import http.client
import os
import re
import socket
import subprocess
import time
import typing

from .programs import program


def free_port():
    """A port of this machine that nobody listens at, for addresses that have to be known first."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def multipart(content, name="a.json", kind="application/json"):
    """The body of a form in which a file is uploaded, and its media type."""
    head = (
        f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n")
    return head.encode() + content + b"\r\n--edge--\r\n", "multipart/form-data; boundary=edge"


class Answer(typing.NamedTuple):
    status: int
    headers: dict
    body: bytes


class DidNotStart(RuntimeError):
    """A server ended, or said nothing for too long; holds its log."""


class Server:
    """A server that listens at a free port, or at `port`; its log is the file `log`.

    `settings` are given to it as `--set`; with `admin` it has a port for metrics and health.
    """

    def __init__(
        self, home, log, *settings, port=0, admin=False, environment=None, configuration="debug",
        patience=60,
    ):
        self.log_path = log
        self.patience = patience
        arguments = [
            program("VerifyServer", configuration), "--home", str(home), "--port", str(port)]
        if admin:
            arguments += ["--admin-port", "0"]
        for setting in settings:
            arguments += ["--set", setting]
        with open(log, "wb") as file:
            self.process = subprocess.Popen(
                arguments, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                env={"PATH": os.environ["PATH"], **(environment or {})})
        self.port = self._port(r"listening on \S+:(\d+)")
        self.admin_port = self._port(r"look after it: \S+:(\d+)") if admin else None

    def _port(self, pattern):
        deadline = time.monotonic() + self.patience
        while True:
            has_ended = self.process.poll() is not None
            if found := re.search(pattern, self.log()):
                return int(found.group(1))
            if has_ended or time.monotonic() > deadline:
                break
            time.sleep(0.02)
        code = self.process.poll()
        self.stop()
        how = "is silent" if code is None else f"ended with exit code {code}"
        raise DidNotStart(f"the server did not start: it {how}\n{self.log()[-3000:]}")

    @property
    def is_running(self):
        return self.process.poll() is None

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def ask(self, method, path, body=None, headers=None, source=None, timeout=150, port=None):
        """Asks by a new connection, from the address `source`."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", port or self.port, timeout=timeout,
            source_address=(source, 0) if source else None)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def get(self, path, accept="application/json", **more):
        return self.ask("GET", path, headers={"Accept": accept}, **more)

    def post(self, path, body, kind, accept="application/json", **more):
        return self.ask("POST", path, body, {"Content-Type": kind, "Accept": accept}, **more)

    def upload(self, content, name, kind):
        """Uploads a file at the start page; the page that answers."""
        body, form = multipart(content, name, kind)
        return self.post("/", body, form, accept="text/html")

    def metric(self, name):
        """The value of a metric without labels, or the sum over all labels."""
        text = self.get("/metrics", port=self.admin_port).body.decode()
        values = re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.MULTILINE)
        return sum(float(value) for value in values)

    def memory(self, which="VmRSS"):
        """Its resident memory in MiB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(rf"{which}:\s+(\d+)", file.read()).group(1)) / 1024

    def most_memory(self):
        """The most memory that it ever had, in MiB."""
        return self.memory("VmHWM")

    def stop(self):
        """Asks it to end, and kills it where it does not; its exit code, None where killed."""
        if self.is_running:
            self.process.terminate()
        try:
            return self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None
