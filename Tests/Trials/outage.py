"""Things that are taken away from a running server."""
import contextlib
import fcntl
import glob
import json
import os
import re
import shutil
import sqlite3
import time
import unittest

from .support.installation import Installation, Learner, write_cohort
from .support.server import Server
from .support.trial import Trial

HEADINGS = {
    "valid": "Valid",
    "not-currently-valid": "Not currently valid",
    "not-genuine": "Not genuine",
    "cannot-tell": "Cannot tell",
}
NAME = "Zoë Müller-Åkesson"


class Outage(Trial):
    """Takes the store, its rows and the clock away from a running server.

    For each outage: the verdict as JSON and on the page while it lasts, whether the server reports
    that it is ready, and that everything is back without a restart. No verdict may be a guess. The
    clock needs libfaketime (apt-get install faketime).
    """

    name = "outage"
    lasts = lasts_quick = "ten seconds"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.installation = Installation(cls.desk / "home").prepare()
        cls.store = str(cls.installation.store)
        cohort = write_cohort(cls.desk / "cohort.csv", [Learner("L-1", NAME)])
        [cls.number] = cls.installation.issue(cohort).numbers
        cls.server = Server(cls.installation.home, cls.desk / "log", "times.drain=5", admin=True)
        cls.addClassCleanup(cls.server.stop)
        cls.folder = os.path.dirname(cls.store)

    # What is asked.

    def ask(self, server):
        """The verdict as JSON, its status, the page's heading, its status, and readiness."""
        answer = server.get(f"/v/{self.number}")
        page = server.get(f"/v/{self.number}", accept="text/html")
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", page.body.decode(), re.DOTALL)
        title = re.sub(r"<[^>]+>", "", heading.group(1)).strip() if heading else ""
        verdict = json.loads(answer.body).get("verdict", "none")
        return verdict, answer.status, title, page.status, server.get("/health/ready").status

    def expect(self, outage, verdict, status, ready, server=None, answer=None):
        answer = answer or self.ask(server or self.server)
        found, found_status, title, page_status, found_ready = answer
        self.hold(
            found == verdict and found_status == page_status == status
            and HEADINGS[verdict].lower() in title.lower() and found_ready == ready,
            f"{outage:<48} {found:<20} {found_status}  {title:<24.24} {page_status}  "
            f"ready {found_ready}")

    def recovers(self, outage, server=None):
        """Everything is valid again within two seconds."""
        deadline = time.monotonic() + 2
        answer = self.ask(server or self.server)
        while answer[0] != "valid" and time.monotonic() < deadline:
            time.sleep(0.05)
            answer = self.ask(server or self.server)
        self.expect(f"  {outage}, afterwards", "valid", 200, 200, answer=answer)

    # What is done to the store.

    def change(self, statement, *values):
        with contextlib.closing(sqlite3.connect(
                f"file:{self.store}?mode=rw", uri=True, isolation_level=None)) as database:
            # Another that is open keeps the files beside the store in being.
            database.execute("PRAGMA wal_autocheckpoint = 0")
            database.execute("PRAGMA foreign_keys = OFF")
            return database.execute(statement, values).fetchall()

    def without_rows(self, table, outage):
        """Takes all rows of a table away and puts them back."""
        self.change(f"CREATE TABLE kept AS SELECT * FROM {table}")
        self.change(f"DELETE FROM {table}")
        self.expect(outage, "cannot-tell", 200, 200)
        self.change(f"INSERT INTO {table} SELECT * FROM kept")
        self.change("DROP TABLE kept")
        self.recovers(outage)

    # The outages.

    def test_nothing(self):
        self.expect("nothing is amiss", "valid", 200, 200)

    def test_the_store_is_busy(self):
        with contextlib.closing(sqlite3.connect(self.store, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            self.expect("another writes to the store", "valid", 200, 200)
            writer.execute("ROLLBACK")
            with open(self.store + "-shm", "r+b") as shared:
                # The locks of the write-ahead log (walformat, "WAL-index locks"), all of them.
                fcntl.lockf(shared, fcntl.LOCK_EX, 8, 120)
                began = time.monotonic()
                self.expect("the store is locked", "cannot-tell", 503, 503)
                # Verdict, page and readiness; SQLite by itself tries for ten seconds each time.
                seconds = time.monotonic() - began
                self.hold(seconds <= 6, f"the store is locked: answered in {seconds:.1f} s")
                fcntl.lockf(shared, fcntl.LOCK_UN, 8, 120)
                self.recovers("the store is locked")

    def test_the_folder_is_away(self):
        os.rename(self.folder, self.folder + ".away")
        self.expect("the store's folder is away", "cannot-tell", 503, 503)
        os.rename(self.folder + ".away", self.folder)
        self.recovers("the store's folder is away")

    def test_the_store_is_removed(self):
        copy = str(self.desk / "copy")
        shutil.copytree(self.folder, copy)
        for path in glob.glob(self.store + "*"):
            os.remove(path)
        self.expect("the store is removed", "cannot-tell", 503, 503)
        for path in glob.glob(copy + "/*"):
            shutil.copy2(path, self.folder)
        self.recovers("the store is put back as a copy")

    def test_another_file(self):
        os.rename(self.folder, self.folder + ".away")
        os.mkdir(self.folder)
        with open(self.store, "wb") as file:
            file.write(b"no database " * 1000)
        self.expect("another file is in its place", "cannot-tell", 503, 503)
        shutil.rmtree(self.folder)
        os.rename(self.folder + ".away", self.folder)
        self.recovers("another file is in its place")

    def test_rows_are_missing(self):
        self.without_rows("status_list", "the status list's row is missing")
        self.without_rows("signing_key", "the key is unknown")

    def test_a_byte_is_damaged(self):
        [(known,)] = self.change(
            "SELECT credential FROM certificate WHERE number = ?", self.number)
        damaged = bytearray(known)
        damaged[len(damaged) // 2] ^= 1
        set_bytes = "UPDATE certificate SET credential = ? WHERE number = ?"
        self.change(set_bytes, bytes(damaged), self.number)
        self.expect("a byte of the credential is damaged", "not-genuine", 200, 200)
        self.change(set_bytes, known, self.number)
        self.recovers("a byte of the credential is damaged")

    def test_the_end(self):
        code = self.server.stop()
        self.hold(code == 0, f"SIGTERM: exit code {code}")
        log = self.server.log()
        found = [s for s in (self.number, self.number.replace("-", ""), "Müller") if s in log]
        self.hold(not found, f"the log of {len(log.splitlines())} lines names no learner {found}")

    def test_the_clock_is_wrong(self):
        libraries = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        if not libraries:
            raise unittest.SkipTest("libfaketime is missing; apt-get install faketime")
        clock = self.desk / "clock"
        clock.write_text("-9y\n")
        server = Server(
            self.installation.home, self.desk / "log-clock", admin=True, environment={
                "LD_PRELOAD": libraries[0],
                "FAKETIME_TIMESTAMP_FILE": str(clock),
                "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                # Beside libfaketime the runtime does not see its arguments.
                "CERTAUTHORITY_HOME": str(self.installation.home),
                "VERIFYSERVER_PORT": "0",
                "VERIFYSERVER_ADMIN_PORT": "0",
            })
        try:
            self.expect("the clock is nine years behind", "cannot-tell", 503, 503, server)
            clock.write_text("+0\n")
            self.recovers("the clock is nine years behind", server)
            clock.write_text("+9y\n")
            # It has no date of expiry, so a later day changes nothing.
            self.expect("the clock is nine years ahead", "valid", 200, 200, server)
        finally:
            server.stop()
