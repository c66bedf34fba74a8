"""The steps of deploy/Containerfile, run in fresh Debian systems in the place of images."""
import json
import pathlib
import re
import shlex
import shutil
import subprocess

from .support.debian import DebianRoot
from .support.installation import Installation, Learner, write_cohort
from .support.packaged_server import PackagedServer
from .support.programs import ROOT, program
from .support.tools import need
from .support.trial import Trial

CONTAINERFILE = ROOT / "deploy/Containerfile"
# What the image with Swift has besides a bare Debian; its toolchain is given.
IMAGE = [
    "binutils", "ca-certificates", "git", "libc6-dev", "libcurl4-openssl-dev", "libedit2",
    "libgcc-12-dev", "libncurses6", "libpython3-dev", "libsqlite3-0", "libstdc++-12-dev",
    "libxml2-dev", "libz3-dev", "tzdata", "zlib1g-dev"]
READERS = 20001


def stages():
    """The stages of the file: each a list of (instruction, words)."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", CONTAINERFILE.read_text()))
    result = []
    for line in filter(None, text.split("\n")):
        instruction, words = line.split(" ", 1)
        if instruction == "FROM":
            result.append([])
        result[-1].append((instruction, words))
    return result


class Container(Trial):
    """Runs the steps of deploy/Containerfile without a container engine, and the server they make.

    Each stage has a fresh Debian root in the place of its image; RUN, COPY, USER, ENV and
    ENTRYPOINT are what the file says. The last stage gets the VerifyServer of the release build
    (VERIFYSERVER names another). The first one, which builds it, needs a toolchain in the place of
    the image's, and ten minutes or more: --toolchain /opt/swift. A container's isolation is not
    tried. Needs root, debootstrap and a Debian mirror.
    """

    name = "container"
    lasts, lasts_quick = "three minutes, fifteen with --toolchain", "the same"
    products = ("certctl",)

    @classmethod
    def add_options(cls, options):
        options.add("--mirror", "http://deb.debian.org/debian", "where Debian is fetched from")
        options.add(
            "--toolchain", None, "the folder above Swift's usr/, for the stage that builds",
            type=pathlib.Path, metavar="DIR")

    @classmethod
    def setUpClass(cls):
        need("debootstrap", remedy="scripts/bootstrap --packages installs it")
        super().setUpClass()
        cls.building, cls.running = stages()
        cls.server = None

    def fresh(self, name, stage):
        """A root in the place of a stage's image."""
        release = re.search(r"\b(bookworm|trixie)\b", stage[0][1])[1]
        return DebianRoot(self.desk / name, release, self.options.mirror)

    def test_building(self):
        toolchain = self.options.toolchain
        if toolchain is None:
            self.skipTest("no --toolchain; the stage that builds was left out")
        root = self.fresh("building", self.building)
        root.run("apt-get", "-y", "-qq", "--no-install-recommends", "install", *IMAGE)
        root.mount(toolchain.resolve(), "/opt/swift")
        # What Swift has fetched before need not be fetched again.
        fetched = pathlib.Path.home() / ".cache/org.swift.swiftpm"
        if fetched.is_dir():
            root.mount(fetched, "/root/.cache/org.swift.swiftpm")
        folder = "/"
        for instruction, words in self.building[1:]:
            if instruction == "WORKDIR":
                folder = words
                (root.path / folder[1:]).mkdir()
            elif instruction == "COPY":
                *sources, target = words.split()
                for source in (path for name in sources for path in ROOT.glob(name)):
                    self.copy(source, root.path / folder[1:] / target)
            elif instruction == "RUN":
                self.say(f"RUN {words[:70]}")
                root.run("sh", "-c", f"cd {folder} && {words}",
                         PATH="/opt/swift/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME="/root")
            else:
                self.fail(f"the trial knows no {instruction} in the stage that builds")
        type(self).server = root.path / "VerifyServer"
        self.hold(self.server.is_file(), "the stage that builds has made /VerifyServer")

    @staticmethod
    def copy(source, target):
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)

    def test_running(self):
        server = self.server or program("VerifyServer", "release")
        root = self.fresh("running", self.running)
        settings, user, entry = {}, None, None
        for instruction, words in self.running[1:]:
            if instruction == "RUN":
                root.run("sh", "-c", words)
            elif instruction == "COPY":
                target = root.path / words.split()[-1][1:]
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(server, target)
            elif instruction == "ENV":
                settings = dict(pair.split("=", 1) for pair in shlex.split(words))
            elif instruction == "USER":
                user = int(words.split(":")[0])
            elif instruction == "ENTRYPOINT":
                entry = json.loads(words)
        libraries = root.run("ldd", entry[0])
        self.hold("not found" not in libraries, "the libraries of the server are there")
        numbers = self.prepare(root, settings["CERTAUTHORITY_HOME"])
        # The trial's port and log; all else is the file's.
        settings = {
            key: value for key, value in settings.items() if key != "VERIFYSERVER_LOG_FORMAT"}
        with PackagedServer(
                root, entry, user, self.desk / "server.log", group=READERS, **settings) as running:
            for number in numbers:
                verdict = json.loads(running.get(f"/v/{number}", "application/json"))["verdict"]
                self.hold(verdict == "valid", f"{number} is {verdict} over HTTP, as user {user}")
            sheet = running.get(f"/credentials/{numbers[0]}.pdf", "application/pdf")
            self.hold(sheet[:5] == b"%PDF-", f"a sheet of {len(sheet)} bytes is drawn")
        self.hold(running.code == 0, f"the server ended with {running.code} on SIGTERM")

    def prepare(self, root, home):
        """Issues in an installation outside, and lays its store where the volume would be, for the
        readers' group; the numbers."""
        installation = Installation(self.desk / "home").prepare()
        cohort = write_cohort(self.desk / "cohort.csv", [
            Learner("L-1", "Zoë Müller-Åkesson"), Learner("L-2", "李明", locale="zh")])
        numbers = installation.issue(cohort).numbers
        store = root.path / home[1:] / "store"
        shutil.copytree(installation.store.parent, store)
        subprocess.run(["chgrp", "-R", str(READERS), store], check=True)
        store.chmod(0o2750)
        return numbers
