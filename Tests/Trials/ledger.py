"""Many random entries in a sponsors' ledger."""
import subprocess
import time

from .support.programs import program, run
from .support.trial import Trial


class Ledger(Trial):
    """Posts random entries to a sponsors' ledger from several processes at once, and adds all up.

    Debits equal credits, no account was below zero at any entry, statements equal balances. Each
    entry is a transaction of its own with its audit entry, flushed to the disk: on a disk a million
    take hours, in memory (--folder /dev/shm) ten minutes. `scripts/test` runs a short one.
    """

    name = "ledger"
    lasts = "about ten minutes in memory (--folder /dev/shm), hours on a disk"
    lasts_quick = "a minute or two"
    configuration = "release"
    products = ("LedgerTrial",)

    @classmethod
    def add_options(cls, options):
        options.add("--events", 1_000_000, "entries in all", quick=10_000)
        options.add("--processes", 2, "processes that write")
        options.add("--seed", int(time.time()), "of the first process; the others count up from it")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = program("LedgerTrial", cls.configuration)
        cls.store = cls.desk / "ledger.sqlite"

    def test_random_entries(self):
        run(self.program, "prepare", self.store)
        events, processes, seed = self.options.events, self.options.processes, self.options.seed
        began = time.monotonic()
        shares = [
            events // processes + (number < events % processes) for number in range(processes)]
        workers = [
            subprocess.Popen([self.program, "work", self.store, str(seed + number), str(share)])
            for number, share in enumerate(shares)]
        try:
            codes = [worker.wait() for worker in workers]
        finally:
            for worker in workers:
                worker.kill()
        seconds = time.monotonic() - began
        self.hold(
            codes == [0] * processes,
            f"{events:,} entries from {processes} processes, seeds from {seed}: exit codes "
            f"{codes}, {seconds:.0f} s, {events / seconds:.0f} a second")
        check = run(self.program, "check", self.store, exits=None)
        self.hold(
            check.code == 0 and check.text.startswith(f"{events} transfers; "),
            f"added up: {check.text.strip()}{check.complaint.strip()}")
