"""The Debian packages on a system that has nothing else."""
import json
import pathlib
import re
import shlex
import shutil
import subprocess

from .support.debian import DebianRoot
from .support.installation import PASSPHRASE
from .support.packaged_server import PackagedServer
from .support.programs import ROOT
from .support.tools import need
from .support.trial import Trial

CERTCTL, VERIFY = "certauthority-certctl", "certauthority-verify"
HOME = "/var/lib/certauthority/home"
UNIT = "lib/systemd/system/certauthority-web.service"
SEEDS = "/usr/share/certauthority/seeds"
LOWER = "0.0.9"


class Packages(Trial):
    """Installs, upgrades, removes and purges the packages in a fresh Debian system.

    The system is debootstrap's smallest, in a folder, with what the packages depend on and nothing
    else. A cohort is issued there as the user certauthority, and verified over HTTP from a server
    that is started as the unit says, as the unit's user. The lower version that is upgraded from
    is this one under a lower number. Needs root, debootstrap, a Debian mirror and about 2 GB; the
    packages are made by `scripts/package`, or given.
    """

    name = "packages"
    lasts, lasts_quick = "twenty minutes, three with --packages", "the same"
    products = ()

    @classmethod
    def add_options(cls, options):
        options.add(
            "--packages", None, "a folder that scripts/package filled", type=pathlib.Path,
            metavar="DIR")
        options.add("--release", "bookworm", "the Debian release; that of the packages")
        options.add("--mirror", "http://deb.debian.org/debian", "where it is fetched from")

    @classmethod
    def setUpClass(cls):
        need("dpkg-deb", "debootstrap", remedy="scripts/bootstrap --packages installs it")
        super().setUpClass()
        folder = cls.options.packages
        if folder is None:
            folder = cls.desk / "packages"
            subprocess.run([ROOT / "scripts/package", "--output", folder], check=True)
        cls.debs = {
            name: next(folder.resolve().glob(f"{name}_*.deb")) for name in (CERTCTL, VERIFY)}
        cls.version = cls.field(CERTCTL, "Version")
        cls.root = DebianRoot(cls.desk / "root", cls.options.release, cls.options.mirror)
        cls.bare = cls.root.installed()

    @classmethod
    def field(cls, name, field):
        return subprocess.run(
            ["dpkg-deb", "--field", cls.debs[name], field], check=True, capture_output=True,
            text=True).stdout.strip()

    def certctl(self, *words):
        return self.root.output(
            "certctl", *words, user="certauthority", CERTAUTHORITY_HOME=HOME,
            CERTAUTHORITY_PASSPHRASE=PASSPHRASE, HOME="/var/lib/certauthority")

    def lowered(self, name):
        """The package under a lower number."""
        tree = self.desk / f"lower-{name}"
        subprocess.run(["dpkg-deb", "--raw-extract", self.debs[name], tree], check=True)
        control = tree / "DEBIAN/control"
        control.write_text(
            re.sub(r"(?m)^Version: .*$", f"Version: {LOWER}", control.read_text()))
        made = self.desk / f"{name}_{LOWER}.deb"
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, made], check=True,
            stdout=subprocess.DEVNULL)
        shutil.rmtree(tree)
        return made

    # In the order in which an administrator would do it.

    def test_installing_a_lower_version(self):
        self.root.install(self.lowered(CERTCTL), self.lowered(VERIFY))
        added = self.root.installed() - self.bare
        self.say(f"{len(added)} packages besides the {len(self.bare)} of a bare system")
        self.hold(not any("swift" in name for name in added), "no package of Swift is needed")
        for program in ("certctl", "VerifyServer"):
            libraries = self.root.run("ldd", f"/usr/bin/{program}")
            self.hold(
                "not found" not in libraries and "libswift" not in libraries,
                f"{program} finds its libraries, and none is Swift's")
            told = self.root.output(program, "--version").strip()
            self.hold(told == self.version, f"{program} --version tells {told}")
        for path, expected in [
            ("/var/lib/certauthority", "711 certauthority certauthority"),
            (HOME, "750 certauthority certauthority-web"),
            (f"{HOME}/store", "2750 certauthority certauthority-web"),
            ("/etc/certauthority/verify.yaml", "644 root root"),
        ]:
            found = self.root.look(path)
            self.hold(found == expected, f"{path} is {found}")
        for page in ("man1/certctl.1.gz", "man1/certctl-issue.1.gz", "man8/VerifyServer.8.gz"):
            self.hold(self.has(f"usr/share/man/{page}"), f"there is the manual page {page}")

    def has(self, path):
        return (self.root.path / path).exists()

    def test_issuing(self):
        self.certctl(
            "init", "--name", "AI Skills Coalition", "--base-url", "https://verify.example.org")
        self.certctl("catalogue", "apply", SEEDS)
        self.certctl("keys", "generate", "itu")
        issued = json.loads(self.certctl(
            "issue", f"{SEEDS}/cohorts/demo.csv", "--programme", "ai-foundations", "--json"))
        type(self).numbers = [one["number"] for one in issued["certificates"]]
        self.hold(len(self.numbers) > 5, f"{len(self.numbers)} certificates are issued")
        found = self.root.look(f"{HOME}/store/certauthority.sqlite")
        self.hold(found == "640 certauthority certauthority-web", f"the store is {found}")

    def test_serving_as_the_unit_says(self):
        self.serve_and_verify()
        for path in (f"{HOME}/store/new", f"{HOME}/new", "/var/lib/certauthority/new"):
            words = self.root.run("touch", path, user="certauthority-web", exits=(0, 1))
            self.hold("Permission denied" in words, f"the server's user cannot make {path}")
        words = self.root.run("ls", f"{HOME}/keys", user="certauthority-web", exits=(0, 2))
        self.hold("Permission denied" in words, "the server's user cannot look at the keys")

    def serve_and_verify(self):
        """Runs the unit's own command as the unit's user, and asks it for every certificate."""
        unit = (self.root.path / UNIT).read_text()
        command = shlex.split(re.search(r"(?m)^ExecStart=(.*)$", unit)[1])
        user = pathlib.PurePath(UNIT).stem
        with PackagedServer(self.root, command, user, self.desk / "server.log") as server:
            verdicts = [server.get(f"/v/{number}", "application/json") for number in self.numbers]
            valid = [one for one in verdicts if json.loads(one).get("verdict") == "valid"]
            self.hold(
                len(valid) == len(self.numbers),
                f"{len(valid)} of {len(self.numbers)} are valid over HTTP, from {shlex.join(command)}")
            sheet = server.get(f"/credentials/{self.numbers[0]}.pdf", "application/pdf")
            self.hold(sheet[:5] == b"%PDF-", f"a sheet of {len(sheet)} bytes is drawn")
            document = json.loads(server.get("/openapi.json", "application/json"))
            self.hold(
                document["info"]["version"] == self.version,
                "the description of the addresses has the packages' version")
        self.hold(server.code == 0, f"the server ended with {server.code} on SIGTERM")

    def test_upgrading(self):
        settings = self.root.path / "etc/certauthority/verify.yaml"
        settings.write_text(settings.read_text() + "\n# of the administrator\n")
        before = self.certctl("audit", "list", "--json")
        self.root.run("chmod", "2755", f"{HOME}/store")
        self.root.install(*self.debs.values())
        told = self.root.output("dpkg-query", "-W", "-f", "${Version}", CERTCTL)
        self.hold(told == self.version, f"upgraded from {LOWER} to {told}")
        self.hold("# of the administrator" in settings.read_text(), "changed settings are kept")
        found = self.root.look(f"{HOME}/store")
        self.hold(found.startswith("2755 "), f"a mode that the administrator chose is kept: {found}")
        self.hold(self.certctl("audit", "list", "--json") == before, "the record is the same")
        self.serve_and_verify()

    def test_removing_keeps_and_installing_again_finds(self):
        self.root.run("apt-get", "-y", "-qq", "remove", CERTCTL, VERIFY)
        self.hold(not self.has("usr/bin/certctl"), "the programs are gone")
        self.hold(self.has(f"{HOME[1:]}/store/certauthority.sqlite"), "the record is still there")
        self.root.install(*self.debs.values())
        self.serve_and_verify()

    def test_purging_asks(self):
        words = self.root.run("apt-get", "-y", "-qq", "purge", CERTCTL, VERIFY)
        store = f"{HOME[1:]}/store/certauthority.sqlite"
        self.hold(self.has(store), "a purge that cannot ask keeps the record and the keys")
        self.hold("kept in /var/lib/certauthority" in words, "and says where they are")
        self.hold(not self.has("etc/certauthority/verify.yaml"), "the settings are gone")
        for reply, kept in (("no", True), ("yes", False)):
            self.root.install(*self.debs.values())
            words, asked = self.root.answer(
                r"Delete the record[^?]*\?[\s\S]*\[yes/no\]", reply, "dpkg", "--purge", CERTCTL,
                DEBIAN_FRONTEND="readline")
            self.hold(asked, "a purge at a terminal asks")
            self.hold(self.has(store) == kept, f"answered {reply}: {'kept' if kept else 'deleted'}")
        self.hold(not self.has("var/lib/certauthority"), "nothing is left of what was deleted")
        self.root.install(*self.debs.values())
        self.root.run("touch", f"/{store}")
        self.root.run(
            "sh", "-c", f"echo {CERTCTL} {CERTCTL}/delete-data boolean true | debconf-set-selections")
        self.root.run("dpkg", "--purge", CERTCTL)
        self.hold(
            not self.has("var/lib/certauthority"), "an answer given before deletes without asking")

    def test_unit(self):
        """systemd reads the unit: verify finds nothing, and the exposure is low"""
        self.root.install(*self.debs.values())
        self.root.run("apt-get", "-y", "-qq", "--no-install-recommends", "install", "systemd")
        words = self.root.run("systemd-analyze", "verify", f"/{UNIT}", exits=range(256))
        self.hold(words.strip() == "", f"systemd-analyze verify says {words.strip() or 'nothing'}")
        words = self.root.run(
            "systemd-analyze", "security", "--offline=true", f"/{UNIT}", exits=range(256))
        found = re.search(r"exposure level for \S+: ([\d.]+)", words)
        self.hold(found and float(found[1]) < 2, f"its exposure level is {found and found[1]} of 10")

    def test_lists_of_contents(self):
        """scripts/sbom finds the lists that were made complete, and their digests right"""
        for name, deb in self.debs.items():
            path = deb.with_suffix(".spdx.json")
            done = subprocess.run(
                [ROOT / "scripts/sbom", "--check", path], capture_output=True, text=True)
            self.hold(done.returncode == 0, f"{path.name} has all required fields {done.stderr}")
            listed = json.loads(path.read_text())["packages"]
            digest = subprocess.run(
                ["sha256sum", deb], check=True, capture_output=True, text=True).stdout.split()[0]
            self.hold(
                listed[0]["checksums"][0]["checksumValue"] == digest,
                f"{path.name} is of this package; it lists {len(listed) - 1} parts")
