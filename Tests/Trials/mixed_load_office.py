"""An office that issues, suspends and revokes without a pause, for the trial `mixed-load`."""
import random
import time

from .mixed_load_clients import VERDICTS, Asker, Certificate
from .support.installation import Learner, write_cohort
from .support.programs import UnexpectedExit


class Office:
    """Issues and changes standings without a pause, and looks each time whether it is seen."""

    def __init__(self, world, installation, desk, seed):
        self.world = world
        self.installation = installation
        self.desk = desk
        self.random = random.Random(seed)
        self.asker = Asker(world, seed + 1)
        self.learners = 0

    def issue(self, count):
        cohort = write_cohort(self.desk / "next.csv", (
            Learner(f"M-{number}", f"Learner No {number}")
            for number in range(self.learners + 1, self.learners + count + 1)))
        self.learners += count
        new = []
        for number in self.installation.issue(cohort).numbers:
            status, document, _, _ = self.asker.ask(
                "credential", "GET", f"/credentials/{number}.json", {}
            )
            if status != 200:
                self.world.record.breach("issue", f"{number} is not there: {status}")
                continue
            new.append(Certificate(number, document))
        self.world.record.count("issued", len(new))
        return new

    def change(self, command, standing, certificates):
        for certificate in certificates:
            certificate.begin(standing)
        arguments = [certificates[0].number, "--yes"]
        if len(certificates) > 1:
            path = self.desk / "numbers.txt"
            path.write_text("".join(c.number + "\n" for c in certificates))
            arguments = ["--from", path, "--yes"]
        self.installation.certctl(command, *arguments, "--reason", "a trial")
        for certificate in certificates:
            certificate.end()
        self.world.record.count(f"{command}: certificates", len(certificates))
        self.world.record.count(f"{command}: runs")

    def look(self, certificates):
        """The very next request, of each kind in turn."""
        ended = time.monotonic()
        kinds = [
            self.asker.verdict, self.asker.page, self.asker.submit, self.asker.bulk,
            self.asker.upload, self.asker.status_list,
        ]
        first = self.random.randrange(len(kinds))
        for number, certificate in enumerate(certificates):
            kinds[(first + number) % len(kinds)](certificate, kind="the very next")
            if number == 0:
                self.world.record.next_requests.append(time.monotonic() - ended)

    def run(self, stop):
        try:
            self.work(stop)
        except UnexpectedExit as failure:
            self.world.record.breach("office", str(failure))

    def work(self, stop):
        while not stop.is_set():
            by = {s: [c for c in self.world.certificates if c.standing == s] for s in VERDICTS}
            step = self.random.random()
            if step < 0.3 or len(by["valid"]) < 50:
                changed = self.issue(self.random.randint(1, 8))
                self.world.certificates.extend(changed)
            elif step < 0.55:
                changed = self.random.sample(by["valid"], self.random.choice([1, 1, 1, 4]))
                self.change("suspend", "suspended", changed)
            elif step < 0.75 and by["suspended"]:
                changed = [self.random.choice(by["suspended"])]
                self.change("reinstate", "valid", changed)
            else:
                from_all = by["valid"] + by["suspended"]
                changed = self.random.sample(from_all, self.random.choice([1, 1, 3]))
                self.change("revoke", "revoked", changed)
            self.look(changed)
