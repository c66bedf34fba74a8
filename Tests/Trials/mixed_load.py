"""Everything that can be asked, while the office works."""
import os
import random
import re
import threading
import time

from .mixed_load_clients import Asker, World
from .mixed_load_office import Office
from .support.installation import Installation, Learner, write_cohort
from .support.server import Server
from .support.trial import Trial


class MixedLoad(Trial):
    """Asks a server everything at once while the office issues, suspends and revokes.

    Every answer is held against what is known of its certificate: a standing may be seen from the
    time when certctl was started to make it until another was made, and at no other time. No
    answer may be an error of the server, and the very next request after certctl has ended has to
    show what it did. Loopback only.
    """

    name = "mixed-load"
    lasts, lasts_quick = "ten minutes, or as --minutes says", "two minutes"

    @classmethod
    def add_options(cls, options):
        options.add("--minutes", 10.0, "how long", quick=1.5)
        options.add("--clients", 6, "how many ask at once")
        options.add("--memory", 384, "most MiB that the server may use", metavar="MIB")
        options.add("--seed", random.randrange(1 << 32), "of all choices")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        elsewhere = Installation(cls.desk / "elsewhere" / "home").prepare()
        strangers = elsewhere.issue(write_cohort(
            cls.desk / "elsewhere.csv",
            [Learner(f"L-{row}", f"Learner No {row}") for row in range(5)])).numbers
        installation = Installation(cls.desk / "here" / "home").prepare()
        # No bound of time: a machine that pauses everything is no fault of the server.
        cls.server = Server(
            installation.home, cls.desk / "log", "times.head=300", "times.body=3600",
            "times.idle=3600", "times.write=3600")
        cls.addClassCleanup(cls.server.stop)
        cls.world = World(cls.server.port, strangers)
        cls.office = Office(cls.world, installation, cls.desk, cls.options.seed)
        cls.world.certificates.extend(cls.office.issue(200))

    def test_mixed_load(self):
        """everything at once"""
        record = self.world.record
        self.say(f"seed {self.options.seed}")
        stop = threading.Event()
        clients = [
            Asker(self.world, self.options.seed + 10 + n) for n in range(self.options.clients)]
        threads = [
            threading.Thread(target=who.run, args=(stop,)) for who in [*clients, self.office]]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        try:
            while time.monotonic() - began < self.options.minutes * 60 and not record.breaches:
                if not threads[-1].is_alive():
                    record.breach("office", "it has ended")
                time.sleep(1)
                record.memory.append(self.server.memory())
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        self.figures(time.monotonic() - began)
        kinds = sorted(record.times)
        self.hold(
            not record.breaches,
            f"{record.counts['verdicts']:,} verdicts are right, of {len(kinds)} kinds of requests; "
            "none is an error, and the very next request shows each change "
            + "; ".join(record.breaches[:20]))
        most = self.server.most_memory()
        self.hold(most <= self.options.memory, f"at most {most:.0f} MiB of {self.options.memory}")
        code = self.server.stop()
        self.hold(code == 0, f"SIGTERM: exit code {code}")
        wrong = [
            line for line in self.server.log().splitlines()
            if re.search(r"Z (error|critical) ", line)]
        self.hold(not wrong, f"the log has no errors {wrong[:5] or ''}")

    def figures(self, seconds):
        record = self.world.record
        total = sum(len(times) for times in record.times.values())
        self.say(f"{total:,} requests in {seconds:.0f} s ({total / seconds:.0f}/s)")
        for kind, times in sorted(record.times.items(), key=lambda entry: -len(entry[1])):
            times.sort()
            self.say(
                f"  {kind:<20} {len(times):>8,}   median {times[len(times) // 2] * 1000:8.1f} ms   "
                f"p99 {times[len(times) * 99 // 100] * 1000:8.1f} ms   "
                f"slowest {times[-1] * 1000:8.1f} ms")
        counts = sorted(record.counts.items())
        self.say("counts: " + ", ".join(f"{name} {number:,}" for name, number in counts))
        if looks := sorted(record.next_requests):
            self.say(
                f"looked for by the very next request: {len(looks)} runs of certctl; answered "
                f"{looks[len(looks) // 2] * 1000:.1f} ms after its end in the median")
        third = max(1, len(record.memory) // 3)
        self.say(
            f"memory: {record.memory[0]:.0f} MiB at the start, at most "
            f"{max(record.memory[:third]):.0f} in the first third and "
            f"{max(record.memory[-third:]):.0f} in the last, {record.memory[-1]:.0f} at the end")
