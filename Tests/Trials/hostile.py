"""Attacks on a running server."""
import resource
import time

from .hostile_client import (
    OtherClient, answer, connect, counts, documents, get, is_ended, post, send, send_more)
from .support.installation import Installation, Learner, write_cohort
from .support.server import Server, multipart
from .support.trial import Trial

HEAD_SECONDS = 4
SLOWEST = 2.0
SECRET = "do-not-log-this"
NAMES = ["Zoë Müller-Åkesson", "Ada Obi", "Lin Wei", "Ana Souza", "Omar Haddad"]


class Hostile(Trial):
    """Does to a server what strangers do, while another client goes on asking.

    Slow heads and bodies, 100 MB uploads, floods of header fields, tricks with paths, broken HTTP,
    hostile files, thousands of connections, a client over its limit. No attack gets through, the
    other client is answered throughout, and the log holds neither names nor numbers. Loopback only.
    """

    name = "hostile"
    lasts, lasts_quick = "half a minute", "half a minute"

    @classmethod
    def add_options(cls, options):
        options.add("--idle", 10_000, "idle connections", quick=5_000)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        installation = Installation(cls.desk / "home").prepare()
        learners = [Learner(f"L-{row}", name) for row, name in enumerate(NAMES)]
        cls.numbers = installation.issue(write_cohort(cls.desk / "cohort.csv", learners)).numbers
        cls.server = Server(
            installation.home, cls.desk / "log", "rate.exempt=", f"times.head={HEAD_SECONDS}",
            f"times.body={HEAD_SECONDS}", "times.drain=5", admin=True)
        cls.addClassCleanup(cls.server.stop)
        cls.port = cls.server.port
        cls.other = OtherClient(cls.port, cls.numbers[0])
        cls.addClassCleanup(cls.other.stopping.set)

    def test_slow_heads(self):
        started = time.monotonic()
        connections = [connect(self.port) for _ in range(100)]
        send_more(connections, b"GET / HTTP/1.1\r\nX-Slow: ")
        for _ in range(HEAD_SECONDS + 1):
            time.sleep(1)
            send_more(connections, b"a")
        statuses = [answer(connection) for connection in connections]
        seconds = time.monotonic() - started
        self.hold(-1 not in statuses, f"100 slow heads: {counts(statuses)} after {seconds:.1f} s")

    def test_slow_bodies(self):
        started = time.monotonic()
        connections = [connect(self.port, f"127.0.3.{1 + n}") for n in range(100)]
        for number, connection in enumerate(connections):
            path, kind = [
                ("/", "multipart/form-data; boundary=edge"),
                ("/verify/bulk", "application/x-ndjson"),
                ("/credentials/verify", "application/json"),
            ][number % 3]
            connection.sendall(
                f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
                "Content-Length: 100000\r\n\r\n{".encode())
        for _ in range(HEAD_SECONDS + 2):
            time.sleep(1)
            send_more(connections, b" ")
        statuses = [answer(connection) for connection in connections]
        seconds = time.monotonic() - started
        # The answer to a bulk has begun by then, and its last line says that the rest is missing.
        self.hold(
            set(statuses) == {200, 408},
            f"100 slow bodies: {counts(statuses)} after {seconds:.1f} s")

    def test_large_uploads(self):
        size = 100 << 20
        block = b"x" * 65536
        for name, head in [
            ("100 MB upload with its length", f"Content-Length: {size}"),
            ("100 MB upload in chunks", "Transfer-Encoding: chunked"),
        ]:
            connection = connect(self.port, "127.0.0.4")
            sent = 0
            connection.sendall(
                f"POST /credentials/verify HTTP/1.1\r\nHost: x\r\n"
                f"Content-Type: application/json\r\n{head}\r\n\r\n".encode())
            try:
                while sent < size:
                    if "chunked" in head:
                        connection.sendall(b"%x\r\n%b\r\n" % (len(block), block))
                    else:
                        connection.sendall(block)
                    sent += len(block)
            except (ConnectionError, TimeoutError):
                pass
            status = answer(connection)
            # A client that sends on after the answer may lose the answer with the connection.
            self.hold(
                status in (0, 404, 413), f"{name}: {status or 'closed'} after {sent / 1e6:.1f} MB")

    def test_header_floods(self):
        for name, fields in [
            ("a header field of 100 kB", "X-A: " + "a" * 100_000 + "\r\n"),
            ("10,000 header fields", "".join(f"X-{n}: {n}\r\n" for n in range(10_000))),
            ("a header without an end", "X-A: " + "a" * 1_000_000),
        ]:
            status = send(self.port, f"GET / HTTP/1.1\r\nHost: x\r\n{fields}\r\n".encode())
            self.hold(status in (0, 400, 431), f"{name}: {status or 'closed'}")
        status = send(self.port, f"GET /v/{'A' * 10_000} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        self.hold(status == 414, f"an address of 10 kB: {status}")

    def test_tricks_with_paths(self):
        number = self.numbers[1]
        paths = [
            f"//v/{number}", f"/v//{number}", f"/./v/{number}", f"/x/../v/{number}",
            f"/v/%2e%2e/v/{number}", f"/v%2f{number}", f"/v/..%2f{number}", "/v/%00",
            f"/v/{number}%00", f"/v/{number}%0d%0aX-Y:%20z", "/..%5c..%5cstore",
            "/%c0%ae%c0%ae/store", "/../../store/certauthority.sqlite", "/v/%", "/v/%zz",
            f"/v/{SECRET}",
        ]
        statuses = [send(self.port, get(path)) for path in paths]
        # A query is no trick; it must not stand in the log.
        send(self.port, get(f"/?n={SECRET}"))
        self.hold(
            set(statuses) <= {400, 404}, f"{len(statuses)} tricks with paths: {counts(statuses)}")

    def test_nonsense(self):
        lines = [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET / HTTP/9.9\r\n\r\n",
            b"\0" * 5000, b"GET /\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"FFFFFFFFFFFFFFFFF\r\n",
            b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", b"GET / HTTP/1.1\r\n X: y\r\n\r\n",
        ]
        statuses = [send(self.port, line) for line in lines]
        self.hold(
            all(s == 0 or 400 <= s < 500 or s == 505 for s in statuses),
            f"{len(lines)} kinds of nonsense: {counts(statuses)}")

    def test_hostile_files(self):
        for name, file, kind, content in documents():
            started = time.monotonic()
            form, form_kind = multipart(content, file, kind)
            statuses = [
                send(self.port, request, "127.0.0.6") for request in [
                    post("/", form_kind, form),
                    post("/credentials/verify", "application/json", content),
                ]]
            seconds = time.monotonic() - started
            self.hold(
                all(s == 0 or 200 <= s < 500 for s in statuses) and seconds < 5,
                f"{name}: {counts(statuses)} in {seconds:.2f} s")

    def test_many_connections_of_one_address(self):
        held = [connect(self.port, "127.0.0.7", 5) for _ in range(1000)]
        # Before those that may stay are ended for saying nothing.
        deadline, ended = time.monotonic() + HEAD_SECONDS - 1, 0
        while ended < 700 and time.monotonic() < deadline:
            time.sleep(0.5)
            ended = sum(is_ended(connection) for connection in held)
        for connection in held:
            connection.close()
        self.hold(ended >= 700, f"1,000 connections of one address: {ended} turned away")

    def test_idle_connections_and_a_client_over_its_limit(self):
        held = self.idle_connections()
        try:
            self.over_the_limit()
            time.sleep(2)
        finally:
            for connection in held:
                connection.close()

    def idle_connections(self):
        count, held, refused, started = self.options.idle, [], 0, time.monotonic()
        for number in range(count):
            try:
                held.append(connect(self.port, f"127.0.{1 + number % 200}.1", 5))
            except OSError:
                refused += 1
        seconds = time.monotonic() - started
        limit, there = 4096, self.server.metric("verifyserver_connections")
        self.hold(
            there <= limit + 8,
            f"{count:,} idle connections: {len(held):,} made in {seconds:.1f} s, "
            f"{refused} refused; the server holds {there:,.0f}")
        return held

    def over_the_limit(self):
        statuses, started, retry = [], time.monotonic(), None
        head = (
            b"GET /v/0000-0000-0000-0000-0 HTTP/1.1\r\nHost: x\r\n"
            b"Accept: application/json\r\n\r\n")
        with connect(self.port, "127.0.0.5") as connection:
            file = connection.makefile("rb")
            for _ in range(2000):
                connection.sendall(head)
                statuses.append(int(file.readline().split(b" ")[1]))
                length = 0
                while (line := file.readline().strip().lower()):
                    if line.startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                    if line.startswith(b"retry-after:"):
                        retry = int(line.split(b":")[1])
                file.read(length)
        seconds = time.monotonic() - started
        answered = statuses.count(404)
        self.hold(
            answered <= 205 + 20 * seconds and statuses.count(429) > 0 and retry is not None,
            f"a client over its limit: {counts(statuses)} in {seconds:.1f} s, Retry-After: {retry}")

    def test_the_other_client_meanwhile(self):
        times, wrong = self.other.stop()
        self.hold(
            bool(times) and not wrong and max(times) < SLOWEST,
            f"the other client, meanwhile: {len(times)} requests, {len(wrong)} unanswered; slowest "
            f"{max(times) * 1000:.0f} ms, median {sorted(times)[len(times) // 2] * 1000:.1f} ms "
            + "; ".join(wrong[:3]))

    def test_the_server_afterwards(self):
        ready = self.server.get("/health/ready", port=self.server.admin_port).status
        most = self.server.most_memory()
        self.hold(ready == 200, f"afterwards: ready {ready}, at most {most:.0f} MiB")
        code = self.server.stop()
        self.hold(code == 0, f"SIGTERM: exit code {code}")

    def test_the_log(self):
        log = self.server.log()
        lines = log.splitlines()
        secrets = [SECRET, "xxxxxxxx", "AAAAAAAA", "127.0.0.2", "127.0.0.5", *NAMES]
        secrets += [form for n in self.numbers for form in (n, n.replace("-", ""))]
        found = [secret for secret in secrets if secret in log]
        longest = max(map(len, lines))
        self.hold(
            not found,
            f"the log: {len(lines)} lines, the longest {longest} bytes; secrets: {found}")
        requests = [line.split("request=")[1].split()[0] for line in lines if " request=" in line]
        twice = len(requests) - len(set(requests))
        self.hold(twice == 0, f"the log: {twice} of {len(requests)} requests twice")
        for line in [line for line in lines if "turned away" in line][-1:]:
            self.say(line)
