"""An installation made by the real certctl, and the cohorts that are issued in it."""
import contextlib
import csv
import os
import pathlib
import sqlite3
import subprocess
import typing

from .programs import ROOT, program, run

PASSPHRASE = "a passphrase for trials only"
PROGRAMME = "ai-foundations"


class Learner(typing.NamedTuple):
    """A row of a cohort; the fields' names are its head."""
    learner_ref: str
    name: str
    email: str = ""
    locale: str = "en"
    country: str = "KE"
    completed_on: str = "2025-05-30"
    delivery: str = "hybrid"
    groups: str = ""


def write_cohort(path, learners):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(Learner._fields)
        rows.writerows(learners)
    return path


class Issued:
    """What `certctl issue --json` says."""

    def __init__(self, document):
        self.certificates = document["certificates"]
        self.numbers = [certificate["number"] for certificate in self.certificates]
        self.batches = document["batches"]


class Installation:
    """A home folder and the environment in which certctl works on it. Making the object makes
    nothing on the disk; `prepare` does."""

    def __init__(self, home, base_url="https://verify.example.org", configuration="debug"):
        self.home = pathlib.Path(home)
        # Files beside the home: cohorts and what is exported.
        self.desk = self.home.parent
        self.store = self.home / "store" / "certauthority.sqlite"
        self.base_url = base_url
        self.path = program("certctl", configuration)
        # Nothing of the user's own settings.
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.desk),
            "CERTAUTHORITY_HOME": str(self.home), "CERTAUTHORITY_PASSPHRASE": PASSPHRASE,
        }

    def certctl(self, *arguments, exits=(0,), under=(), timeout=None):
        """Runs a command to its end; `under` is a program with arguments that starts it."""
        return run(
            *under, self.path, *arguments, exits=exits, environment=self.environment,
            timeout=timeout)

    def start(self, *arguments):
        """Starts a command; the process."""
        return subprocess.Popen(
            [self.path, *map(str, arguments)], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def prepare(self, *organisations, **how):
        """Makes it, with the catalogue of the repository and a signing key of each organisation
        (the ITU where none is named); `how` goes to each command."""
        self.certctl("init", "--name", "AI Skills Coalition", "--base-url", self.base_url, **how)
        self.certctl("catalogue", "apply", ROOT / "seeds", **how)
        for organisation in organisations or ("itu",):
            self.certctl("keys", "generate", organisation, **how)
        return self

    def issue(self, cohort, *more, programme=PROGRAMME, **how):
        return Issued(self.certctl(
            "issue", cohort, "--programme", programme, "--json", *more, **how).json())

    def certify(self, organisation="itu"):
        """Makes the coalition's root and a document certificate, so that PDFs can be signed."""
        passphrase = self.desk / "root-passphrase.txt"
        passphrase.write_text(PASSPHRASE + "\n")
        passphrase.chmod(0o600)
        self.certctl("keys", "root", "--passphrase-file", passphrase)
        self.certctl("keys", "certify", organisation, "--root-passphrase-file", passphrase)

    def rows(self, sql, *values):
        """What the store answers to a query."""
        # Read-only, so that closing does not take the log away from the programs.
        with contextlib.closing(
                sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as database:
            return database.execute(sql, values).fetchall()

    def value(self, sql, *values):
        return self.rows(sql, *values)[0][0]
