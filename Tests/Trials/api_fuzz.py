"""The server beside its own description."""
import os
import re
import shutil
import subprocess

from .support.installation import Installation
from .support.programs import ROOT
from .support.server import Server, free_port
from .support.tools import python_tools
from .support.trial import Trial

# What schemathesis is told beyond the description.
SETTINGS = """\
# What is typed or uploaded may be no number and no credential, whatever its form: 422 says so.
[[operations]]
include-path = "/"
[operations.checks]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", 404, 422]

# Text in the form of a token may hold no JSON or no credential, which no schema says: 400 does.
[[operations]]
include-path-regex = "^/(credentials|presentations)/verify$"
[operations.checks]
positive_data_acceptance.expected-statuses = ["2xx", 400]
"""


class ApiFuzz(Trial):
    """Holds the server to its own description, with requests that nobody foresaw.

    Has schemathesis send requests made from /openapi.json, with all its checks: no undocumented
    status, media type or header, no answer that breaks its schema, no error of the server.
    schemathesis is installed from PyPI into a folder of its own below ~/.cache; SCHEMATHESIS names
    another.
    """

    name = "api-fuzz"
    lasts, lasts_quick = "half a minute", "ten seconds"

    @classmethod
    def add_options(cls, options):
        options.add("--examples", 100, "requests for each operation", quick=10)
        options.add("--port", 0, "where the server listens; 0 is any")
        options.add("--extra", "", "more arguments of schemathesis, such as '--seed 1'")

    @classmethod
    def setUpClass(cls):
        given = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
        cls.schemathesis = os.path.abspath(given or python_tools() / "bin" / "schemathesis")
        super().setUpClass()
        port = cls.options.port or free_port()
        cls.base = f"http://localhost:{port}"
        installation = Installation(cls.desk / "home", cls.base).prepare()
        number = installation.issue(ROOT / "seeds/cohorts/demo.csv").numbers[0]
        link = installation.certctl("links", "create", number).text.strip()
        # One client asks thousands of times; how that is limited is tried by the trial `hostile`.
        cls.server = Server(
            installation.home, cls.desk / "server.log", "rate.per-second=0", port=port)
        cls.addClassCleanup(cls.server.stop)
        # The examples of the document are made true, so that good answers are seen as well.
        description = cls.server.get("/openapi.json").body.decode()
        description = description.replace("7K3M-9QXD-2T8F-W4HN-C", number)
        description = description.replace("00000000000000000000000000", link.rsplit("/", 1)[-1])
        (cls.desk / "openapi.json").write_text(description)
        (cls.desk / "schemathesis.toml").write_text(SETTINGS)

    def test_every_operation(self):
        # It keeps notes where it runs. How long an answer takes on a busy machine, no description
        # says.
        done = subprocess.run(
            [self.schemathesis, "--config-file", "schemathesis.toml", "run", "openapi.json",
             "--url", self.base, "--checks", "all", "--max-response-time", "600",
             "--max-examples", str(self.options.examples), "--no-color",
             *self.options.extra.split()],
            cwd=self.desk)
        self.hold(done.returncode == 0, f"schemathesis: exit code {done.returncode}")

    def test_the_server_afterwards(self):
        self.hold(self.server.is_running, "the server is there")
        wrong = [
            line for line in self.server.log().splitlines() if re.search(r"\berror\b|Fatal", line)]
        self.hold(not wrong, f"the server's log has no errors {wrong[:20] or ''}")
