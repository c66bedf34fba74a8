"""A mail server that stalls and refuses as it is asked to, for the trial `mail`."""
import re
import socketserver
import ssl
import threading
import time

from .support.programs import run


class Policy:
    """A server that takes every message."""

    name = "takes all"
    # Whether a run has to end at the first refusals of the server.
    stops = True

    def __init__(self):
        self.attempts = 0

    def morning(self):
        """Time passes, as between one run and the next."""

    def sender(self):
        """The reply to MAIL FROM; None for yes."""

    def recipient(self, address):
        """The reply to RCPT TO; None for yes."""

    def end(self, address):
        """The reply to the end of a message; None for yes."""


class Quota(Policy):
    """Takes so many messages a day, and says so in its own way."""

    def __init__(self, reply, at_the_end, allowance=3):
        super().__init__()
        self.name = "quota: " + reply
        self.reply, self.at_the_end, self.allowance = reply, at_the_end, allowance
        self.left = allowance

    def morning(self):
        self.left = self.allowance

    def recipient(self, address):
        self.attempts += 1
        return self.reply if self.left == 0 and not self.at_the_end else None

    def end(self, address):
        if self.left == 0:
            return self.reply
        self.left -= 1
        return None


class Relay(Policy):
    """Does not relay for us until its administrator has mended that."""

    name = "relay"

    def __init__(self, reply):
        super().__init__()
        self.name = "relay: " + reply
        self.reply, self.days = reply, 0

    def morning(self):
        self.days += 1

    def recipient(self, address):
        self.attempts += 1
        return self.reply if self.days < 2 else None


class Sender(Relay):
    """Does not know the sender until its administrator has mended that."""

    def __init__(self, reply):
        super().__init__(reply)
        self.name = "sender: " + reply

    def sender(self):
        self.attempts += 1
        return self.reply if self.days < 2 else None

    def recipient(self, address):
        return None


class Greylist(Policy):
    """Takes what is tried a second time, later."""

    name = "greylist"
    stops = False

    def __init__(self):
        super().__init__()
        self.seen, self.known = set(), set()

    def morning(self):
        self.known |= self.seen

    def recipient(self, address):
        self.attempts += 1
        self.seen.add(address)
        return None if address in self.known else "450 4.2.0 greylisted, try again later"


POLICIES = [
    lambda: Quota("550 5.4.5 Daily user sending limit exceeded", at_the_end=True),
    lambda: Quota("552 5.7.0 too many messages", at_the_end=False),
    lambda: Quota("552 storage exceeded", at_the_end=True),
    lambda: Quota("550 limit reached", at_the_end=False),
    lambda: Quota("550 5.1.1 no such user", at_the_end=False),
    lambda: Relay("554 5.7.1 Relay access denied"),
    lambda: Relay("550 relaying denied"),
    lambda: Sender("550 5.7.1 Sender not allowed"),
    Greylist,
]


class Sink(socketserver.ThreadingTCPServer):
    """Keeps the messages that it takes, with STARTTLS under a certificate of its own."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.certificate, key = folder / "server.crt", folder / "server.key"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-keyout", key, "-out", self.certificate, "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.messages = []
        self.deferred = set()
        self.dot = threading.Event()
        self.stalls = 0
        self.policy = Policy()
        self.takes_all = False
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"localhost:{self.server_address[1]}"

    def stop(self):
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write((text + "\r\n").encode())

    def handle(self):
        try:
            self.converse()
        except (OSError, ssl.SSLError, ValueError):
            pass

    def converse(self):
        secure = False
        recipient = None
        self.say("220 sink ready")
        while line := self.rfile.readline():
            command = line.decode("ascii").strip()
            word = command.split(" ")[0].upper()
            if word == "EHLO":
                self.say("250-sink")
                self.say("250 8BITMIME" if secure else "250 STARTTLS")
            elif word == "STARTTLS":
                self.say("220 go ahead")
                self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
                self.rfile = self.connection.makefile("rb")
                self.wfile = self.connection.makefile("wb", 0)
                secure = True
            elif not secure and word not in ("QUIT", "NOOP"):
                self.say("530 5.7.0 STARTTLS first")
            elif word == "MAIL":
                self.say(self.server.policy.sender() or "250 2.1.0 yes")
            elif word == "RCPT":
                recipient = re.search("<(.*)>", command).group(1)
                refusal = self.server.policy.recipient(recipient)
                if refusal:
                    self.say(refusal)
                elif recipient.startswith("refused") and not self.server.takes_all:
                    self.say("550 5.1.1 no such mailbox " + recipient)
                elif recipient.startswith("later") and recipient not in self.server.deferred:
                    self.server.deferred.add(recipient)
                    self.say("451 4.3.0 later")
                else:
                    self.say("250 2.1.5 taken")
            elif word == "DATA":
                self.say("354 go on")
                content = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    if not part:
                        return
                    content += part[1:] if part.startswith(b".") else part
                refusal = self.server.policy.end(recipient)
                if refusal:
                    self.say(refusal)
                    continue
                with self.server.lock:
                    self.server.messages.append((recipient, content))
                    stalls = self.server.stalls > 0
                    self.server.stalls -= stalls
                if stalls:
                    # Taken, and the reply never comes: the trial kills the sender now.
                    self.server.dot.set()
                    time.sleep(60)
                    return
                self.say("250 2.0.0 taken")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 2.0.0 yes")
