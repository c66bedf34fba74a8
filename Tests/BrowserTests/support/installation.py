"""An installation made by the real certctl, with a certificate in each state."""
import datetime
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
HEADER = "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
# Longer than this one validity (P3Y), and long enough ago for ever.
PAST = datetime.datetime(2021, 1, 10, 10)


def program(name):
    """What CERTCTL or VERIFYSERVER names, else what was built here."""
    return os.environ.get(name.upper()) or str(ROOT / ".build" / "debug" / name)


class Installation:
    def __init__(self, home, base_url):
        self.home = pathlib.Path(home)
        self.desk = self.home.parent
        self.base_url = base_url
        self.environment = dict(
            os.environ, CERTAUTHORITY_HOME=str(home), CERTAUTHORITY_PASSPHRASE="for tests only",
            HOME=str(self.desk))
        self.environment.pop("NO_COLOR", None)
        self.past = PAST

    def certctl(self, *arguments, then=False):
        """What it prints; `then` makes it believe that it is the past."""
        command = [program("certctl"), *map(str, arguments)]
        if then:
            # A command that began before another ended would have a clock that is behind the record.
            self.past += datetime.timedelta(hours=1)
            command = ["faketime", str(self.past), *command]
        done = subprocess.run(command, env=self.environment, capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(
                f"certctl {' '.join(map(str, arguments))}: {done.returncode} "
                f"{done.stderr.decode(errors='replace')}")
        return done.stdout

    def issue(self, cohort, programme, *more, then=False):
        done = json.loads(self.certctl(
            "issue", cohort, "--programme", programme, "--json", *more, then=then))
        return [certificate["number"] for certificate in done["certificates"]]

    def cohort(self, name, row):
        path = self.desk / f"{name}.csv"
        path.write_text(HEADER + row + "\n")
        return path

    def tamper(self, sql, *values):
        """Reaches past the programs into the store's file."""
        database = sqlite3.connect(self.home / "store" / "certauthority.sqlite")
        with database:
            changed = database.execute(sql, values).rowcount
        database.close()
        assert changed == 1, f"{sql}: {changed} rows"
        # The last connection took the log away, which only the record's owner makes anew.
        self.certctl("list", "--json")

    def copy(self, name):
        home = self.home.parent / name
        shutil.copytree(self.home, home)
        return home

    def fill(self):
        """The numbers of certificates by what has become of them."""
        self.certctl(
            "init", "--name", "AI Skills Coalition", "--base-url", self.base_url, then=True)
        self.certctl("catalogue", "apply", ROOT / "seeds", then=True)
        for organisation in ("itu", "microsoft", "undp"):
            self.certctl("keys", "generate", organisation, then=True)
        [expired] = self.issue(
            self.cohort("old", "OLD-1,Tomasz Żółkiewski,,en,PL,2021-01-05,webinar,"),
            "generative-ai", then=True)
        names = (
            "valid", "arabic", "chinese", "revoked", "suspended", "superseded", "damaged", "erased")
        numbers = dict(zip(names, self.issue(
            ROOT / "seeds" / "cohorts" / "demo.csv", "ai-foundations")))
        numbers["expired"] = expired
        [numbers["unlisted"]] = self.issue(
            self.cohort("far", "FAR-1,Miriama Tuilagi,,en,FJ,2025-07-01,hybrid,"),
            "ai-sustainable-development")
        [numbers["token"]] = self.issue(
            self.cohort("token", "TOK-1,Ioana Popescu-Lăzărescu,,en,RO,2025-07-01,hybrid,"),
            "ai-foundations", "--proof", "vc-jwt")
        self.certctl("revoke", numbers["revoked"], "--reason", "Issued by mistake")
        self.certctl("suspend", numbers["suspended"], "--reason", "Attendance under review")
        self.certctl(
            "reissue", numbers["superseded"], "--name", "Ольга Игоревна Вербицкая")
        self.certctl("erase", numbers["erased"], "--reason", "Asked for", "--yes")
        [(credential,)] = self.rows(
            "SELECT credential FROM certificate WHERE number = ?", numbers["damaged"])
        [(status_list,)] = self.rows(
            "SELECT status_list FROM certificate WHERE number = ?", numbers["unlisted"])
        changed = credential.replace("ศรีสุข".encode(), "ศรีสุด".encode())
        assert changed != credential
        self.tamper(
            "UPDATE certificate SET credential = ? WHERE number = ?", changed, numbers["damaged"])
        self.tamper("DELETE FROM status_list WHERE id = ?", status_list)
        return numbers

    def rows(self, sql, *values):
        # Read-only, so that closing does not take the log away from the programs.
        database = sqlite3.connect(
            f"file:{self.home}/store/certauthority.sqlite?mode=ro", uri=True)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()
