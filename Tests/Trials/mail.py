"""Links mailed to learners while everything goes wrong."""
import email
import email.policy
import hashlib
import json
import random
import re
import signal
import subprocess
import time

from .mail_servers import POLICIES, Policy, Sink
from .support.installation import Installation, Learner, write_cohort
from .support.tools import need
from .support.trial import Trial

NAME = "Zo\u00eb \u674e"
LOCALES = ["en", "fr", "ar", "zh", "sw", "", "pt", "ru", "es"]
# Learners of each cohort that is mailed to a server that refuses everyone.
COUNT = 8


def message_of(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def identifier_of(number):
    """The Message-ID of the message about a certificate."""
    text = "certauthority link message\nhttps://verify.example.org\n" + number
    return f"<link.{hashlib.sha256(text.encode()).hexdigest()[:32]}@verify.example.org>"


class Mail(Trial):
    """Mails links to a mail server of its own, is killed again and again, counts what arrived.

    `certctl links send` is killed (SIGKILL) at moments drawn at random, and once each between the
    server's taking a message and its reply, where nobody but the server can know; then it is
    resumed. A message that certctl calls in doubt is looked up at the server by its Message-ID,
    as a person would, and the answer given to certctl. At the end each learner must have exactly
    one message, whose link is the one in the store; messages that were refused or put off must be
    recorded so.

    Then, for each way in which servers refuse everyone for reasons of their own (a quota, by
    several codes; relaying; an unknown sender; greylisting), another cohort is mailed, run after
    run with time for the server in between, until nothing waits: each run has to stop and report
    it, and in the end each learner must have exactly one message. `scripts/trial mail killed`
    leaves these servers out.
    """

    name = "mail"
    lasts, lasts_quick = "half a minute", "half a minute"
    products = ("certctl",)

    @classmethod
    def add_options(cls, options):
        options.add("--learners", 60, "learners of the cohort; at least 4", quick=20)
        options.add("--kills", 12, "runs that are killed", quick=4)
        options.add("--longest", 1.5, "seconds until a kill, at most")
        options.add("--seed", 1, "of the moments")

    @classmethod
    def setUpClass(cls):
        need("openssl")
        super().setUpClass()
        cls.random = random.Random(cls.options.seed)
        cls.installation = Installation(cls.desk / "home").prepare()
        cls.sink = Sink(cls.desk)
        cls.addClassCleanup(cls.sink.stop)
        # One is refused for good, one only the first time.
        local = {1: "refused", 3: "later"}
        cls.addresses = [
            f"{local.get(number, 'learner')}{number}@learners.example"
            for number in range(cls.options.learners)]
        cls.batch = cls.issue("L", cls.addresses)

    @classmethod
    def issue(cls, prefix, addresses):
        """Issues a certificate to each address; the batch."""
        cohort = write_cohort(cls.desk / "cohort.csv", (
            Learner(
                f"{prefix}-{number}", f"{NAME} No {prefix}{number}", address,
                LOCALES[number % len(LOCALES)])
            for number, address in enumerate(addresses)))
        return cls.installation.issue(cohort, timeout=120).batches[0]

    def sending(self, batch, *more):
        return [
            "links", "send", batch, "--from", "Trial <office@office.example>",
            "--server", self.sink.address, "--ca-file", str(self.sink.certificate),
            "--per-minute", "6000", "--json", *more]

    def send(self, *more, batch=None, exits=(0,)):
        return self.installation.certctl(
            *self.sending(batch or self.batch, *more), exits=exits, timeout=120)

    # Killed and resumed.

    def test_killed_and_resumed(self):
        doubts = 0
        for kill in range(self.options.kills):
            self.run_and_kill(at_the_reply=kill % 4 == 1)
            doubts += self.decide()
        for _ in range(3):
            self.send(exits=(0, 33, 34))
        self.say(f"{len(self.addresses)} learners, {self.options.kills} kills, {doubts} in doubt, "
                 f"{len(self.sink.messages)} messages")
        self.judge()
        self.retry()

    def run_and_kill(self, at_the_reply):
        if at_the_reply:
            self.sink.dot.clear()
            self.sink.stalls = 1
        process = subprocess.Popen(
            [self.installation.path, *self.sending(self.batch)],
            env=self.installation.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        if at_the_reply:
            while not self.sink.dot.wait(0.05) and process.poll() is None:
                pass
        else:
            time.sleep(self.random.uniform(0.02, self.options.longest))
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.sink.stalls = 0
        # What was on the wire when it was killed may still be taken.
        time.sleep(0.2)

    def decide(self):
        """Does for each message in doubt what a person does with the server's log in hand; their
        number."""
        links = self.installation.certctl(
            "links", "list", "--batch", self.batch, "--json", timeout=120).json()
        doubtful = [
            link["number"] for link in links["links"]
            if link.get("message", {}).get("state") == "sending"]
        if doubtful:
            arrived = {
                message_of(content)["Message-ID"].strip() for _, content in self.sink.messages}
            options = []
            for number in doubtful:
                if identifier_of(number) in arrived:
                    options += ["--arrived", number]
            # This run is not killed, so that the decision stands.
            self.send(*options, "--resend-doubtful", exits=(0, 33, 34))
        return len(doubtful)

    def judge(self):
        """What arrived, and what the store and the audit say of it."""
        good = {digest for (digest,) in self.installation.rows(
            "SELECT digest FROM learner_link WHERE revoked IS NULL")}
        dead, unnamed, malformed = [], [], []
        for recipient, content in self.sink.messages:
            message = message_of(content)
            text = message.get_body(("plain",)).get_content()
            page = message.get_body(("html",)).get_content()
            token = re.search(
                r"https://verify\.example\.org/c/([A-Za-z0-9_-]{22})\r?\n", text).group(1)
            digest = hashlib.sha256(f"certauthority learner link\n{token}".encode()).hexdigest()
            if digest not in good:
                dead.append(recipient)
            if NAME not in text or NAME not in page or NAME not in str(message["To"]):
                unnamed.append(recipient)
            pictures = {
                part["Content-ID"].strip() for part in message.walk()
                if part.get_content_maintype() == "image"}
            shown = {f"<{name}>" for name in re.findall(r'"cid:([^"]+)"', page)}
            if (any(part.defects for part in message.walk()) or message["Bcc"] or message["Cc"]
                    or shown != pictures or not shown or f'/c/{token}"' not in page):
                malformed.append(recipient)
        self.hold(not dead, f"each message holds a link that works {dead or ''}")
        self.hold(not unnamed, f"each message names its learner {unnamed or ''}")
        self.hold(not malformed, f"each message is well formed, to one person {malformed or ''}")
        arrived = [recipient for recipient, _ in self.sink.messages]
        wrong = [
            f"{address}: {arrived.count(address)}" for number, address in enumerate(self.addresses)
            if arrived.count(address) != (0 if number == 1 else 1)]
        self.hold(
            not wrong, f"of {len(self.addresses)} learners each but the refused one has exactly "
            f"one message {wrong or ''}")
        states = dict(self.installation.rows(
            "SELECT state, count(*) FROM link_delivery GROUP BY state"))
        self.hold(
            states == {"sent": len(self.addresses) - 1, "refused": 1}, f"the store says {states}")
        audit = self.installation.certctl("audit", "verify", timeout=120).text
        entries = json.dumps(self.installation.rows("SELECT * FROM audit"))
        self.hold("c/" not in audit and "/c/" not in entries, "the audit holds no link")

    def retry(self):
        """One that is refused for good is reported by the exit code, and sent when asked to."""
        done = self.send(exits=(34,))
        self.hold(done.json()["refusedInAll"] == 1, "the refused one is counted, exit code 34")
        before = len(self.sink.messages)
        self.sink.takes_all = True
        self.send("--retry-refused")
        self.send("--retry-refused")
        arrived = [recipient for recipient, _ in self.sink.messages[before:]]
        self.hold(
            arrived == ["refused1@learners.example"], f"--retry-refused, twice, brought {arrived}")

    # Servers that refuse everyone.

    def test_servers_that_refuse_everyone(self):
        for place, policy in enumerate(POLICIES):
            self.refuse(chr(ord("A") + place), policy())

    def refuse(self, prefix, policy):
        """Mails a cohort to a server with a policy until nothing waits."""
        addresses = [f"{prefix.lower()}{number}@learners.example" for number in range(COUNT)]
        batch = self.issue(prefix, addresses)
        self.sink.policy = policy
        before = len(self.sink.messages)
        runs, most, is_done, lost, ignored = 0, 0, False, [], []
        while runs < 12 and not is_done:
            runs += 1
            attempts, taken = policy.attempts, len(self.sink.messages)
            done = self.send(batch=batch, exits=(0, 33))
            said = done.json()
            is_done = done.code == 0
            if is_done:
                break
            if said["refused"] or said["refusedInAll"] or not said["waiting"]:
                lost.append(said)
            if policy.stops:
                if runs == 1 and not said["stopped"]:
                    ignored.append(said)
                most = max(most, policy.attempts - attempts - (len(self.sink.messages) - taken))
            policy.morning()
        self.sink.policy = Policy()
        arrived = [recipient for recipient, _ in self.sink.messages[before:]]
        once = sum(arrived.count(address) == 1 for address in addresses)
        self.hold(not lost, f"{policy.name}: no learner is refused for good {lost or ''}")
        if policy.stops:
            self.hold(not ignored, f"  the first run stops and reports it {ignored or ''}")
        # After three refusals of one kind a server is left alone.
        self.hold(most <= 3, f"  at most {most} refusals in one run")
        self.hold(
            is_done and sorted(arrived) == sorted(addresses),
            f"  after {runs} runs {once} of {COUNT} arrived once, {len(arrived)} messages in all")
