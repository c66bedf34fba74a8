"""A server that runs in another system's root, as its unit says."""
import re
import signal
import subprocess
import time
import urllib.request

from .server import DidNotStart


class PackagedServer:
    """A command of that system as one of its users, at a free port. `get` asks it.

    Its groups are those of the user, or the one `group`.
    """

    def __init__(self, root, command, user, log, group=None, **variables):
        self.log, self.code = log, None
        # The environment goes before the file of settings, so the command is the unit's own.
        environment = root.environment(
            VERIFYSERVER_PORT="0", VERIFYSERVER_ADMIN_PORT="0", VERIFYSERVER_LOG_FORMAT="text",
            **variables)
        groups = [f"--regid={group or user}", "--clear-groups" if group else "--init-groups"]
        # setpriv becomes the command, so that a signal reaches it and nothing stands between.
        with open(log, "wb") as file:
            self.process = subprocess.Popen(
                root.command(
                    "setpriv", f"--reuid={user}", *groups, "--no-new-privs",
                    "--inh-caps=-all", *command),
                env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        deadline = time.monotonic() + 60
        while True:
            text = log.read_text(errors="replace")
            found = re.search(r"listening on \S+:(\d+)", text)
            if found:
                self.port = int(found[1])
                return
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise DidNotStart(f"exit code {self.process.wait()}:\n{text[-3000:]}")
            time.sleep(0.05)

    def get(self, path, accept):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Accept": accept})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.code = self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.code = self.process.wait()
