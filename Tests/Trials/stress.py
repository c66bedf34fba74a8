"""Large batches."""
import http.client
import json
import math
import pathlib
import random
import re
import shutil
import signal
import threading
import time

from .support.installation import PROGRAMME, Installation, Learner, write_cohort
from .support.programs import run
from .support.server import Server
from .support.tools import need
from .support.trial import Trial

SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve wi yo za ke ".split()
# How many certificates share a status list: seven eighths of its 131,072 places.
LIST = 114_688
PART = 20_000


def name_of(number):
    """An invented name; every number has its own."""
    def word(value, length):
        text = ""
        for _ in range(length):
            text += SYLLABLES[value % len(SYLLABLES)]
            value //= len(SYLLABLES)
        return text.capitalize()
    return f"{word(number, 3)} {word(number * 7919 + 13, 4)}"


def cohort_of(path, first, count):
    return write_cohort(path, (
        Learner(f"S-{number:07}", name_of(number), f"s{number:07}@learners.example")
        for number in range(first, first + count)))


def openssl_rate():
    """Ed25519 signatures a second, one core."""
    said = run("openssl", "speed", "-seconds", "2", "ed25519").text
    return float(re.findall(r"([0-9.]+)\s+[0-9.]+$", said.strip())[0])


def issue_arguments(cohort):
    return ("issue", cohort, "--programme", PROGRAMME, "--json")


class Stress(Trial):
    """Issues and revokes large batches, with release builds.

      - speed: the rate beside OpenSSL's, on a machine that does nothing else, and the memory
      - kill: a run is killed at random instants and resumed; then every certificate is looked up
        at the real server
      - lists: certificates over three status lists; does it slow down?
      - revoke: 5,000 from a file while another process revokes others
      - memory: 200,000 rows in one batch

    `scripts/trial stress kill` runs one of them.
    """

    name = "stress"
    lasts, lasts_quick = "about ten minutes", "about four minutes"
    configuration = "release"

    @classmethod
    def add_options(cls, options):
        options.add("--cohort", None, "a cohort of your own; otherwise invented learners",
                    type=pathlib.Path, metavar="FILE")
        options.add("--rows", 20_000, "rows of the cohort; at least 6,000", quick=6_000)
        options.add("--kills", 30, "how often the run is killed", quick=8)
        options.add("--turns", 15, "so many times 20,000 certificates over several lists", quick=7)
        options.add("--large", 200_000, "rows of the large batch", quick=50_000)
        options.add("--seed", random.randrange(1 << 32), "of the instants of a run to be repeated")

    @classmethod
    def setUpClass(cls):
        need("openssl")
        super().setUpClass()
        cls.cohort = cls.options.cohort or cohort_of(
            cls.desk / "cohort.csv", 0, cls.options.rows)
        with open(cls.cohort, encoding="utf-8-sig") as file:
            cls.count = sum(1 for line in file if line.strip()) - 1

    def installation(self, name):
        return Installation(
            self.desk / name / "home", configuration=self.configuration).prepare()

    def test_speed(self):
        ratios = []
        for turn in range(3):
            installation = self.installation(f"speed-{turn}")
            before = openssl_rate()
            issued = installation.certctl(*issue_arguments(self.cohort))
            rate = (before + openssl_rate()) / 2
            count = installation.value("SELECT count(*) FROM certificate")
            ratios.append(count / issued.seconds / rate)
            self.say(
                f"{count} certificates in {issued.seconds:.2f} s: {count / issued.seconds:.0f} a "
                f"second, {ratios[-1]:.3f} of OpenSSL's {rate:.0f}")
            self.hold(count == self.count, f"all {count} rows are issued")
            self.hold(issued.memory < 200, f"{issued.memory:.0f} MiB is under 200 MiB")
        median = sorted(ratios)[1]
        self.hold(median >= 0.25, f"the median ratio {median:.3f} is at least 0.25")

    def test_kill(self):
        chance = random.Random(self.options.seed)
        whole = self.installation("whole").certctl(*issue_arguments(self.cohort)).seconds
        self.say(f"seed {self.options.seed}; a run that nobody kills takes {whole:.1f} s")
        installation = self.installation("kill")
        kills, left, planned, haste = 0, [], {}, 1.0
        while kills < self.options.kills:
            batch = installation.rows("SELECT id FROM batch WHERE state = 'planned'")
            is_resuming = batch and chance.random() < 0.5
            process = installation.start(*(
                ("issue", "--resume", batch[0][0]) if is_resuming
                else issue_arguments(self.cohort)))
            # The first has its plan to write; a run of the file reads it again.
            part = 0.6 if not batch else haste * (0.25 if is_resuming else 0.45)
            time.sleep(chance.uniform(0.0, part * whole))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            if process.returncode != -signal.SIGKILL:
                self.say(f"the run ended by itself after {kills} kills; beginning again, in haste")
                shutil.rmtree(installation.home)
                installation.prepare()
                kills, left, planned, haste = 0, [], {}, haste * 0.8
                continue
            kills += 1
            left.append(installation.value("SELECT count(*) FROM planned_certificate"))
            if not planned:
                planned = dict(
                    installation.rows("SELECT row_key, number FROM planned_certificate"))
        installation.certctl(*issue_arguments(self.cohort))
        self.say(f"{kills} kills; left in the plan after each: {left}")
        self.examine_store(installation, planned)

    def examine_store(self, installation, planned):
        count = self.count
        for sql, wanted in [
            ("count(*) FROM certificate", count),
            ("count(DISTINCT number) FROM certificate", count),
            ("count(DISTINCT row_key) FROM certificate", count),
            ("max(sequence) FROM certificate", count), ("count(*) FROM learner", count),
            ("count(DISTINCT status_list || ' ' || status_index) FROM certificate", count),
            ("sum(used) FROM status_list", count), ("count(*) FROM planned_certificate", 0),
            ("count(*) FROM batch", 1), ("count(*) FROM batch WHERE state <> 'finished'", 0),
        ]:
            found = installation.value("SELECT " + sql)
            self.hold(found == wanted, f"{sql} is {found}")
        issued = dict(installation.rows("SELECT row_key, number FROM certificate"))
        self.hold(
            planned and planned.items() <= issued.items(),
            f"the numbers are those of the plan ({len(planned)} of them were seen in it)")
        entries = set()
        for (credential,) in installation.rows("SELECT credential FROM certificate"):
            status = json.loads(credential)["credentialStatus"]
            entries.add((status["statusListCredential"], status["statusListIndex"]))
        self.hold(len(entries) == count, "every credential names a place in a list of its own")
        verdicts = self.look_up(installation, list(issued.values()))
        self.hold(verdicts == {"valid": count}, f"the server says of them: {verdicts}")

    def look_up(self, installation, numbers):
        """How often the real server gives which verdict."""
        server = Server(
            installation.home, installation.desk / "server.log", configuration=self.configuration)
        verdicts = {}
        try:
            connection = http.client.HTTPConnection("127.0.0.1", server.port)
            for number in numbers:
                connection.request("GET", f"/v/{number}", headers={"Accept": "application/json"})
                answer = json.loads(connection.getresponse().read())
                verdict = answer.get("verdict", str(answer)[:80])
                verdicts[verdict] = verdicts.get(verdict, 0) + 1
            connection.close()
        finally:
            server.stop()
        return verdicts

    def test_lists(self):
        installation = self.installation("lists")
        turns, rates = self.options.turns, []
        for turn in range(turns):
            cohort = cohort_of(self.desk / "part.csv", turn * PART, PART)
            rates.append(PART / installation.certctl(*issue_arguments(cohort)).seconds)
        self.say("certificates a second, for each 20,000: "
                 + " ".join(f"{rate:.0f}" for rate in rates))
        self.say(f"lists: {installation.rows('SELECT id, used FROM status_list')}")
        issued = installation.value("SELECT count(*) FROM certificate")
        self.hold(issued == turns * PART, f"{issued:,} are issued")
        lists = installation.value("SELECT count(*) FROM status_list")
        self.hold(lists == math.ceil(turns * PART / LIST), f"they fill {lists} lists")
        self.hold(
            rates[-1] >= 0.8 * rates[0],
            f"the last rate is {rates[-1] / rates[0]:.2f} of the first")

    def test_revoke(self):
        installation = self.installation("revoke")
        installation.certctl(*issue_arguments(self.cohort))
        numbers = [
            row[0] for row in installation.rows("SELECT number FROM certificate ORDER BY sequence")]
        many, others = numbers[:5_000], numbers[5_000:5_400]
        file = self.desk / "many.txt"
        file.write_text("\n".join(many) + "\n")
        entries = installation.value("SELECT count(*) FROM audit")
        began = time.monotonic()
        first = installation.start(
            "revoke", "--from", file, "--reason", "stress", "--yes", "--json")
        codes = []

        def one_by_one():
            for number in others:
                codes.append(
                    installation.certctl("revoke", "--yes", number, "--reason", "stress", exits=None).code)
        worker = threading.Thread(target=one_by_one)
        worker.start()
        output, complaint = first.communicate()
        seconds = time.monotonic() - began
        worker.join()
        self.hold(
            first.returncode == 0, f"5,000 are revoked from a file in {seconds:.2f} s {complaint}")
        self.say(output.strip()[:300])
        self.hold(codes == [0] * len(others), f"{len(codes)} others meanwhile, one by one")
        revoked = installation.value("SELECT count(*) FROM certificate WHERE state = 'revoked'")
        self.hold(revoked == 5_400, f"{revoked} are revoked")
        bits = installation.rows("SELECT bits FROM status_list")
        count = sum(byte.bit_count() for (data,) in bits for byte in data)
        self.hold(count == 5_400, f"{count} bits are set")
        self.say(f"audit entries: {installation.value('SELECT count(*) FROM audit') - entries}")
        chance = random.Random(self.options.seed)
        some = chance.sample(many, 200) + chance.sample(others, 50)
        verdicts = self.look_up(installation, some)
        self.hold(
            verdicts == {"not-currently-valid": 250}, f"the server says of 250 of them: {verdicts}")
        rest = self.look_up(installation, chance.sample(numbers[5_400:], 250))
        self.hold(rest == {"valid": 250}, f"and of 250 of the others: {rest}")

    def test_memory(self):
        installation = self.installation("memory")
        rows = self.options.large
        cohort = cohort_of(self.desk / "large.csv", 0, rows)
        issued = installation.certctl(*issue_arguments(cohort))
        count = installation.value("SELECT count(*) FROM certificate")
        self.say(f"{count:,} certificates in {issued.seconds:.1f} s")
        self.hold(count == rows, f"all {count:,} rows are issued")
        self.hold(issued.memory < 300, f"{issued.memory:.0f} MiB is under 300 MiB")
