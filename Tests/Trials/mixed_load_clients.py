"""Clients that judge every answer, for the trial `mixed-load`."""
import base64
import collections
import http.client
import json
import random
import re
import threading
import time
import zlib

from .support.server import multipart

LANGUAGES = ["ar", "en", "es", "fr", "pt", "ru", "sw", "zh"]
PAGE = re.compile(rb'<section class="card [a-z -]+" data-verdict="([a-z-]+)"')
JSON, HTML = "application/json", "text/html"
VERDICTS = {"valid": "valid", "suspended": "not-currently-valid", "revoked": "not-currently-valid"}
FOREVER = float("inf")


class World:
    """What everybody knows."""

    def __init__(self, port, strangers):
        self.port = port
        self.strangers = strangers
        self.record = Record()
        self.certificates = []


class Certificate:
    """A certificate with all its standings, and from when until when each can be seen."""

    def __init__(self, number, document):
        self.number = number
        self.document = document
        self.entry = int(json.loads(document)["credentialStatus"]["statusListIndex"])
        self.standings = [("valid", 0.0, FOREVER)]
        self.lock = threading.Lock()

    @property
    def standing(self):
        return self.standings[-1][0]

    def begin(self, standing):
        """certctl is about to start: from now on both can be seen."""
        with self.lock:
            self.standings.append((standing, time.monotonic(), FOREVER))

    def end(self):
        """certctl has ended: the standing before is over."""
        with self.lock:
            standing, start, _ = self.standings[-2]
            self.standings[-2] = (standing, start, time.monotonic())

    def possible(self, sent, answered):
        with self.lock:
            return {s for s, start, end in self.standings if start <= answered and sent <= end}


class Record:
    """What all threads write down."""

    def __init__(self):
        self.lock = threading.Lock()
        self.breaches = []
        self.counts = collections.Counter()
        self.times = collections.defaultdict(list)
        self.next_requests = []
        self.memory = []

    def breach(self, kind, text):
        with self.lock:
            self.breaches.append(f"{kind}: {text}")

    def answered(self, kind, seconds):
        with self.lock:
            self.times[kind].append(seconds)

    def count(self, name, number=1):
        with self.lock:
            self.counts[name] += number


class Client:
    """One connection, kept as long as the server keeps it."""

    def __init__(self, world):
        self.world = world
        self.connection = None

    def ask(self, kind, method, path, headers, body=None):
        """Status, body, and when it was sent and answered."""
        for attempt in (1, 2):
            is_new = self.connection is None
            if is_new:
                self.connection = http.client.HTTPConnection(
                    "127.0.0.1", self.world.port, timeout=300
                )
            sent = time.monotonic()
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                data = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionError) as error:
                self.connection.close()
                self.connection = None
                # An idle connection may be ended by the server; a new one may not.
                if is_new or attempt == 2:
                    self.world.record.breach(kind, f"{method} {path}: {error!r}")
                    return 0, b"", sent, time.monotonic()
        answered = time.monotonic()
        self.world.record.answered(kind, answered - sent)
        if answer.status >= 500:
            self.world.record.breach(kind, f"{method} {path}: {answer.status} {data[:200]!r}")
        if answer.will_close:
            self.connection.close()
            self.connection = None
        return answer.status, data, sent, answered


class Asker(Client):
    """Asks one thing after the other, and judges each answer."""

    def __init__(self, world, seed):
        super().__init__(world)
        self.random = random.Random(seed)

    def run(self, stop):
        kinds = {
            self.verdict: 40, self.page: 25, self.credential: 5, self.status_list: 5,
            self.issuer: 4, self.submit: 7, self.upload: 5, self.altered: 2, self.bulk: 1,
            self.unknown: 5, self.sheet: 0.1,
        }
        choices, weights = list(kinds), list(kinds.values())
        while not stop.is_set():
            try:
                self.random.choices(choices, weights)[0]()
            except Exception as error:  # what cannot be read is no answer
                self.world.record.breach("answer", f"cannot be read: {error!r}")

    def any(self):
        return self.random.choice(self.world.certificates)

    def expect(self, kind, what, right, seen):
        if not right:
            self.world.record.breach(kind, f"{what}: {seen}")

    def judge(self, kind, certificate, verdict, sent, answered, standing=None):
        """Holds a verdict, and the standing where it is given, against what can be seen."""
        possible = certificate.possible(sent, answered)
        self.world.record.count("verdicts")
        right = verdict in {VERDICTS[s] for s in possible} and standing in possible | {None}
        self.expect(
            kind, f"{certificate.number} is {sorted(possible)}", right, f"{verdict}, {standing}"
        )

    # What is asked.

    def verdict(self, certificate=None, kind="verdict"):
        certificate = certificate or self.any()
        status, body, sent, answered = self.ask(
            kind, "GET", f"/v/{certificate.number}", {"Accept": JSON}
        )
        if status != 200:
            return self.expect(kind, certificate.number, False, status)
        document = json.loads(body)
        said = [c["detail"] for c in document["checks"] if c["check"] == "status"]
        standing = next(
            (s for s in ("suspended", "revoked") if f"The issuer {s} it" in said[0]), "valid"
        )
        self.judge(kind, certificate, document["verdict"], sent, answered, standing)

    def page(self, certificate=None, kind="page"):
        certificate = certificate or self.any()
        path = f"/v/{certificate.number.replace('-', '').lower()}"
        headers = {"Accept": HTML, "Accept-Encoding": "gzip"}
        language = self.random.choice(LANGUAGES)
        if self.random.random() < 0.5:
            headers["Accept-Language"] = language
        else:
            path += f"?lang={language}"
        status, body, sent, answered = self.ask(kind, "GET", path, headers)
        if status != 200:
            return self.expect(kind, certificate.number, False, status)
        body = zlib.decompress(body, 31) if body[:2] == b"\x1f\x8b" else body
        self.expect(
            kind, f"in {language}", f'<html lang="{language}"'.encode() in body, body[:60]
        )
        verdict = PAGE.search(body).group(1).decode()
        self.judge(kind, certificate, verdict, sent, answered)

    def credential(self):
        certificate = self.any()
        status, body, _, _ = self.ask(
            "credential", "GET", f"/credentials/{certificate.number}.json", {}
        )
        self.expect(
            "credential", certificate.number, status == 200 and body == certificate.document, status
        )

    def status_list(self, certificate=None, kind="status list"):
        certificate = certificate or self.any()
        status, body, sent, answered = self.ask(kind, "GET", "/status/itu-1", {})
        encoded = json.loads(body)["credentialSubject"]["encodedList"]
        bits = zlib.decompress(base64.urlsafe_b64decode(encoded[1:] + "=="), 31)
        for certificate in [certificate] + [self.any() for _ in range(20)]:
            place = certificate.entry
            is_set = bits[place // 8] >> (7 - place % 8) & 1
            verdict = "not-currently-valid" if is_set else "valid"
            # A certificate that was issued after the list was asked for stands there as well.
            self.judge(kind, certificate, verdict, sent, answered)

    def issuer(self):
        path = self.random.choice(["/orgs/itu/did.json", "/.well-known/did.json"])
        status, body, _, _ = self.ask("issuer", "GET", path, {})
        document = json.loads(body)
        keys = len(document["verificationMethod"])
        self.expect(
            "issuer", path, status == 200 and keys == (path.startswith("/orgs")), body[:300]
        )

    def submit(self, certificate=None, kind="credentials/verify"):
        certificate = certificate or self.any()
        body = b'{"verifiableCredential":' + certificate.document + b"}"
        status, data, sent, answered = self.ask(
            kind, "POST", "/credentials/verify", {"Content-Type": JSON}, body
        )
        document = json.loads(data)
        verdict = "valid" if document["verified"] else "not-currently-valid"
        self.judge(kind, certificate, verdict, sent, answered)
        failed = [p["check"] for p in document["problemDetails"] if p["level"] == "error"]
        expected = [] if document["verified"] else ["status"]
        self.expect(kind, certificate.number, status == 200 and failed == expected, failed)

    def upload(self, certificate=None, kind="upload"):
        certificate = certificate or self.any()
        status, page, sent, answered = self.send_file(kind, certificate.document)
        if status != 200:
            return self.expect(kind, certificate.number, False, status)
        self.judge(kind, certificate, PAGE.search(page).group(1).decode(), sent, answered)

    def send_file(self, kind, document):
        body, form = multipart(document)
        headers = {"Content-Type": form, "Accept": HTML}
        return self.ask(kind, "POST", "/", headers, body)

    def altered(self):
        """What somebody changed is never genuine, whatever the standing."""
        document = self.any().document.replace(b"2025-05-30", b"2025-05-31")
        if self.random.random() < 0.5:
            _, page, _, _ = self.send_file("altered", document)
            verdict = PAGE.search(page).group(1).decode()
            self.expect("altered", "a file", verdict == "not-genuine", verdict)
        else:
            body = b'{"verifiableCredential":' + document + b"}"
            _, data, _, _ = self.ask(
                "altered", "POST", "/credentials/verify", {"Content-Type": JSON}, body
            )
            self.expect("altered", "JSON", json.loads(data)["verified"] is False, data[:300])

    def bulk(self, certificate=None, kind="bulk"):
        chosen = [certificate] if certificate else []
        chosen += [self.any() for _ in range(49)]
        lines = [c.document if self.random.random() < 0.2 else c.number.encode() for c in chosen]
        lines.append(self.random.choice(self.world.strangers).encode())
        status, data, sent, answered = self.ask(
            kind, "POST", "/verify/bulk", {"Content-Type": "application/x-ndjson"},
            b"\n".join(lines) + b"\n",
        )
        answers = [json.loads(line) for line in data.splitlines()]
        self.expect(kind, "lines", status == 200 and len(answers) == len(lines), len(answers))
        for certificate, answer in zip(chosen, answers):
            self.judge(kind, certificate, answer.get("verdict"), sent, answered)
        self.expect(kind, "a number of elsewhere", "verdict" not in answers[-1], answers[-1])

    def unknown(self):
        number = self.random.choice(self.world.strangers)
        accept = self.random.choice([JSON, HTML])
        status, body, _, _ = self.ask("unknown", "GET", f"/v/{number}", {"Accept": accept})
        self.expect(
            "unknown", number, status == 404 and b'"verdict"' not in body and not PAGE.search(body),
            f"{status} {body[:100]!r}",
        )

    def sheet(self):
        certificate = self.any()
        status, body, sent, answered = self.ask(
            "sheet", "GET", f"/credentials/{certificate.number}.pdf", {}
        )
        possible = certificate.possible(sent, answered)
        right = status == 410 and "revoked" in possible
        right |= status == 200 and body.startswith(b"%PDF-") and possible != {"revoked"}
        self.expect("sheet", f"{certificate.number} is {sorted(possible)}", right, status)
