#!/usr/bin/env python3
"""An installation and a server to try things on; for scripts/hostile and scripts/outage."""
import http.client
import json
import os
import re
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NAMES = ["Zoë Müller-Åkesson", "Ada Obi", "Lin Wei", "Ana Souza", "Omar Haddad"]


def program(name):
    """The path of one of our programs: CERTCTL or VERIFYSERVER, else built here."""
    given = os.environ.get(name.upper())
    if given:
        return given
    subprocess.run(["swift", "build", "--product", name], cwd=ROOT, check=True)
    shown = subprocess.run(
        ["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return os.path.join(shown.stdout.strip(), name)


class Installation:
    """A new installation with a few certificates."""

    def __init__(self, desk):
        self.home = os.path.join(desk, "home")
        self.store = os.path.join(self.home, "store", "certauthority.sqlite")
        self.path = program("certctl")
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": desk,
            "CERTAUTHORITY_HOME": self.home,
            "CERTAUTHORITY_PASSPHRASE": "a passphrase for trials",
        }
        cohort = os.path.join(desk, "cohort.csv")
        with open(cohort, "w", encoding="utf-8") as file:
            file.write("learner_ref,name,email,locale,country,completed_on,delivery,groups\n")
            for row, name in enumerate(NAMES):
                file.write(f"L-{row},{name},,en,KE,2025-05-30,hybrid,\n")
        self.certctl("init", "--name", "Trial", "--base-url", "https://verify.example.org")
        self.certctl("catalogue", "apply", os.path.join(ROOT, "seeds"))
        self.certctl("keys", "generate", "itu")
        issued = self.certctl("issue", cohort, "--programme", "ai-foundations", "--json")
        self.numbers = [c["number"] for c in json.loads(issued)["certificates"]]

    def certctl(self, *arguments):
        done = subprocess.run(
            [self.path, *arguments], env=self.environment, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise SystemExit(f"certctl {arguments[0]}: {done.stderr}")
        return done.stdout


class Server:
    """A running VerifyServer."""

    def __init__(self, home, log, *settings, environment=None, admin=True):
        self.log_path = log
        arguments = [program("VerifyServer"), "--home", home, "--port", "0"]
        if admin:
            arguments += ["--admin-port", "0"]
        for setting in settings:
            arguments += ["--set", setting]
        with open(log, "wb") as file:
            self.process = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=file,
                env={"PATH": os.environ["PATH"], **(environment or {})},
            )
        self.port = self._wait(r"listening on \S+:(\d+)")
        self.admin_port = self._wait(r"look after it: \S+:(\d+)") if admin else None

    def _wait(self, pattern):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(pattern, self.log())
            if found:
                return int(found.group(1))
            time.sleep(0.02)
        raise SystemExit(f"the server did not start:\n{self.log()}")

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def get(self, path, accept="application/json", source=None, timeout=150, port=None):
        """Asks by a new connection: status, headers and body."""
        connection = http.client.HTTPConnection(
            "127.0.0.1",
            port or self.port,
            timeout=timeout,
            source_address=(source, 0) if source else None,
        )
        try:
            connection.request("GET", path, headers={"Accept": accept})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def metric(self, name):
        """The value of a metric without labels, or the sum over all labels."""
        text = self.get("/metrics", port=self.admin_port)[2].decode()
        values = re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.MULTILINE)
        return sum(float(value) for value in values)

    def most_memory(self):
        """The most memory that was ever in use, in MiB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) / 1024

    def stop(self):
        """Asks it to end; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None


if __name__ == "__main__":
    raise SystemExit("run scripts/hostile or scripts/outage")
