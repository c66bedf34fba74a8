"""The commands of the guides by role, run as they are written."""
import contextlib
import csv
import io
import os
import pty
import re
import shutil
import subprocess

from .mail_servers import Sink
from .support.installation import Installation, Learner, write_cohort
from .support.programs import ROOT, program
from .support.server import Server, free_port
from .support.tools import need
from .support.trial import Trial

GUIDES = ROOT / "docs" / "guides"
# Commands that end so where all is well, by what stands in them.
EXITS = {"--create-orders": 8}
# Commands that show what they are about to do and ask; a reader says yes at a terminal.
ASKS = re.compile(r"^certctl (reissue|suspend|reinstate|revoke|erase|restore|batches abandon)\b")
PLACEHOLDER = re.compile(r"\b(NUMBER|BATCH|ORDER|WAIVER)\b")


def commands(text):
    """The commands of a guide in their order; a line that ends in a backslash goes on."""
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield from block.replace("\\\n", "").splitlines()


@contextlib.contextmanager
def answering(answer):
    """Standard input for a command: a terminal at which that is typed, or nobody."""
    if answer is None:
        yield subprocess.DEVNULL
        return
    ours, theirs = pty.openpty()
    try:
        os.write(ours, f"{answer}\n".encode())
        yield theirs
    finally:
        os.close(ours)
        os.close(theirs)


class Guides(Trial):
    """Runs every command of docs/guides, in the order of each guide, as a reader would.

    Each guide has an installation of its own with a dozen certificates (the administrator's begins
    with none), a server at its address, a mail server, and files by the names that the guides use.
    Words in capitals stand for the reader's own values, and verify.example.org and mail.example.org
    for the servers of the trial. Each command has to end as it should.
    """

    name = "guides"
    lasts, lasts_quick = "half a minute", "half a minute"

    @classmethod
    def setUpClass(cls):
        need("openssl", "curl")
        super().setUpClass()
        cls.port = free_port()
        cls.address = f"http://localhost:{cls.port}"
        cls.sink = Sink(cls.desk)
        cls.addClassCleanup(cls.sink.stop)
        cls.whole = Installation(cls.desk / "whole" / "home", cls.address)
        cls.whole.desk.mkdir()
        cls.whole.prepare()
        cls.whole.issue(ROOT / "seeds" / "cohorts" / "demo.csv")

    def furnish(self, installation):
        """Puts the files beside an installation that the guides name."""
        desk = installation.desk
        (desk / "seeds").symlink_to(ROOT / "seeds")
        write_cohort(desk / "cohort.csv", [
            Learner("G-1", "Nomvula Dube", "nomvula@learners.example", "en"),
            Learner("G-2", "Rui Conceição", "rui@learners.example", "pt")])
        (desk / "partner.csv").write_text(
            "Full name;email;country;Date;delivery;Phone\r\n"
            "Begoña Núñez;begona@learners.example;ES;2025-05-30;hybrid;0\r\n",
            encoding="cp1252")
        write_cohort(desk / "advanced.csv", [
            Learner(f"A-{place}", name, f"{place}@learners.example", "en", country)
            for place, (name, country) in enumerate([("Ioana Popescu", "RO"), ("Ana Ruiz", "ES")])])
        if not installation.home.exists():
            return
        numbers = [line["number"] for line in self.listed(installation)]
        (desk / "numbers.csv").write_text("number\n" + "\n".join(numbers) + "\n")
        for form in ("pdf", "png"):
            installation.certctl(
                "export", numbers[0], "--format", form, "-o", desk / f"certificate.{form}")
        row = io.StringIO()
        csv.writer(row).writerows([
            ["balance_transaction_id", "gross", "currency", "created_utc", "reporting_category",
             "payment_metadata[order_reference]", "description"],
            ["txn_1", "5.00", "usd", "2026-05-04 09:00:00", "charge", "", "no order named"]])
        (desk / "export.csv").write_text(row.getvalue())

    def listed(self, installation):
        return installation.certctl("list", "--json").json()["certificates"]

    def value(self, placeholder, installation, known):
        """What a reader puts in the place of a word; an order stays the same throughout."""
        if placeholder == "NUMBER":
            return next(
                one["number"] for one in self.listed(installation) if one["state"] == "good")
        if placeholder == "BATCH":
            return installation.certctl(
                "batches", "list", "--json").json()["batches"][0]["batch"]
        if placeholder == "ORDER" and "ORDER" not in known:
            known["ORDER"] = installation.certctl(
                "orders", "list", "--json").json()["orders"][0]["order"]
        if placeholder == "WAIVER":
            waivers = installation.certctl(
                "orders", "show", known["ORDER"], "--json").json()["waiversAskedFor"]
            return str(waivers[0]["waiver"])
        return known[placeholder]

    def run_guide(self, path):
        name = path.stem
        installation = Installation(self.desk / name / "home", self.address)
        installation.desk.mkdir()
        begins_empty = name == "administrator"
        if not begins_empty:
            shutil.copytree(self.whole.home, installation.home)
        self.furnish(installation)
        server = None if begins_empty else Server(
            installation.home, installation.desk / "server.log", port=self.port)
        folder = installation.desk / "bin"
        folder.mkdir()
        (folder / "certctl").symlink_to(program("certctl"))
        environment = {
            **installation.environment, "PATH": f"{folder}:{installation.environment['PATH']}"}
        known, count = {}, 0
        try:
            for line in commands(path.read_text(encoding="utf-8")):
                command = PLACEHOLDER.sub(
                    lambda found: self.value(found.group(), installation, known), line)
                command = command.replace("https://verify.example.org", self.address)
                command = command.replace(
                    "--server mail.example.org",
                    f"--server {self.sink.address} --ca-file {self.sink.certificate}")
                if command.startswith("curl "):
                    command = command.replace("curl ", "curl --silent --show-error --fail ", 1)
                with answering("y" if ASKS.match(line) else None) as reader:
                    done = subprocess.run(
                        ["bash", "-euo", "pipefail", "-c", command], cwd=installation.desk,
                        env=environment, stdin=reader, capture_output=True, text=True,
                        timeout=120)
                right = next((code for word, code in EXITS.items() if word in line), 0)
                self.assertEqual(
                    done.returncode, right, f"{name}: {command}\n{done.stderr[-2000:]}")
                count += 1
        finally:
            if server:
                server.stop()
        self.hold(
            count > 0 or name == "learner", f"{name}: {count} commands work as they are written")

    def test_guides(self):
        guides = sorted(path for path in GUIDES.glob("*.md") if path.name != "README.md")
        self.hold(len(guides) == 7, f"{len(guides)} guides")
        index = (GUIDES / "README.md").read_text()
        for path in guides:
            self.hold(f"({path.name})" in index, f"{path.stem}: the list of guides leads to it")
            with self.subTest(path.stem):
                self.run_guide(path)

    def test_what_was_mailed_is_for_these_learners(self):
        recipients = {recipient for recipient, _ in self.sink.messages}
        self.hold(
            "nomvula@learners.example" in recipients or "rui@learners.example" in recipients,
            f"messages went out to {len(recipients)} learners")
