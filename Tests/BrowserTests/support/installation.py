"""The installation that tests see: a certificate in each state."""
import datetime
import shutil
import sqlite3

from Trials.support import installation as shared
from Trials.support.installation import Learner, write_cohort
from Trials.support.programs import ROOT

# Longer than this one validity (P3Y), and long enough ago for ever.
PAST = datetime.datetime(2021, 1, 10, 10)


class Installation(shared.Installation):
    past = PAST

    def certctl(self, *arguments, then=False, **how):
        """Runs a command to its end; `then` makes it believe that it is the past."""
        if then:
            # A command that began before another ended would have a clock that is behind the record.
            self.past += datetime.timedelta(hours=1)
            how["under"] = ("faketime", self.past)
        return super().certctl(*arguments, **how)

    def certificate(self, learner, programme, *more, **how):
        """Issues a certificate to one learner; its number."""
        cohort = write_cohort(self.desk / f"{learner.learner_ref}.csv", [learner])
        [number] = self.issue(cohort, *more, programme=programme, **how).numbers
        return number

    def tamper(self, sql, *values):
        """Reaches past the programs into the store's file."""
        database = sqlite3.connect(self.store)
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
        self.prepare("itu", "microsoft", "undp", then=True)
        expired = self.certificate(
            Learner("OLD-1", "Tomasz Żółkiewski", "", "en", "PL", "2021-01-05", "webinar"),
            "generative-ai", then=True)
        names = (
            "valid", "arabic", "chinese", "revoked", "suspended", "superseded", "damaged", "erased")
        numbers = dict(zip(names, self.issue(ROOT / "seeds" / "cohorts" / "demo.csv").numbers))
        numbers["expired"] = expired
        numbers["unlisted"] = self.certificate(
            Learner("FAR-1", "Miriama Tuilagi", "", "en", "FJ", "2025-07-01"),
            "ai-sustainable-development")
        numbers["token"] = self.certificate(
            Learner("TOK-1", "Ioana Popescu-Lăzărescu", "", "en", "RO", "2025-07-01"),
            "ai-foundations", "--proof", "vc-jwt")
        self.certctl("revoke", "--yes", numbers["revoked"], "--reason", "Issued by mistake")
        self.certctl("suspend", "--yes", numbers["suspended"], "--reason", "Attendance under review")
        self.certctl(
            "reissue", "--yes", numbers["superseded"], "--name", "Ольга Игоревна Вербицкая")
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
