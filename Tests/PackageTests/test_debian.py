"""The Debian files: what they say fits together, and a purge deletes nothing by itself."""
import pathlib
import re
import subprocess
import tempfile
import unittest

from . import ROOT
from packages.inventory import version

DEBIAN = ROOT / "deploy/debian"
UNIT = ROOT / "deploy/certauthority-web.service"


def stanzas(path):
    """The stanzas of a control file, each as field to value."""
    result = []
    for part in path.read_text().strip().split("\n\n"):
        fields = re.findall(r"(?m)^([A-Za-z-]+): ?((?:.*\n?)(?:^ .*\n?)*)", part)
        result.append({name: " ".join(value.split()) for name, value in fields})
    return result


class ControlTests(unittest.TestCase):
    def setUp(self):
        self.source, *self.binaries = stanzas(DEBIAN / "control")

    def test_each_package_says_what_debian_requires(self):
        self.assertEqual(self.source["Maintainer"], "@MAINTAINER@")
        names = [one["Package"] for one in self.binaries]
        self.assertEqual(names, ["certauthority-certctl", "certauthority-verify"])
        for one in self.binaries:
            for field in ("Architecture", "Depends", "Description"):
                self.assertTrue(one.get(field), f"{one['Package']} has no {field}")

    def test_libraries_are_found_out_from_the_programs_and_never_listed(self):
        for one in self.binaries:
            depends = [name.strip() for name in one["Depends"].split(",")]
            self.assertIn("${shlibs:Depends}", depends)
            self.assertEqual([name for name in depends if name.startswith("lib")], [])

    def test_what_a_maintainer_script_runs_is_depended_on(self):
        for one in self.binaries:
            script = (DEBIAN / f"{one['Package']}.postinst").read_text()
            self.assertIn("adduser", script)
            self.assertIn("adduser", one["Depends"])

    def test_both_packages_have_the_fonts_of_the_sheets(self):
        bootstrap = (ROOT / "scripts/bootstrap").read_text()
        fonts = set(re.findall(r"\bfonts-[a-z-]+", bootstrap))
        for one in self.binaries:
            self.assertEqual(set(re.findall(r"\bfonts-[a-z-]+", one["Depends"])), fonts)

    def test_maintainer_scripts_can_be_read_by_the_shell_that_runs_them(self):
        scripts = [path for path in DEBIAN.iterdir()
                   if path.suffix in (".postinst", ".postrm", ".config")]
        self.assertGreaterEqual(len(scripts), 4)
        for path in scripts:
            done = subprocess.run(["/bin/sh", "-n", path], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("\nset -e\n", path.read_text())

    def test_user_group_and_folder_are_those_of_the_unit_and_the_settings(self):
        unit = UNIT.read_text()
        server = (DEBIAN / "certauthority-verify.postinst").read_text()
        office = (DEBIAN / "certauthority-certctl.postinst").read_text()
        # A unit with DynamicUser takes the user of its own name where there is one.
        self.assertRegex(server, rf"\b{UNIT.stem}\n")
        group = re.search(r"(?m)^SupplementaryGroups=(\S+)$", unit)[1]
        self.assertRegex(office, rf"addgroup --quiet --system {group}\n")
        home = re.search(r"(?m)^home: (\S+)$", (ROOT / "deploy/verify.yaml").read_text())[1]
        self.assertRegex(office, rf"made 0750 certauthority {group} {home}\n")
        self.assertRegex(office, rf"made 2750 certauthority {group} {home}/store\n")
        self.assertIn(f"ReadOnlyPaths=-{home}/store\n", unit)


class PurgeTests(unittest.TestCase):
    """The script that runs after a removal, with a folder of ours in the place of the data's and
    on a system without debconf: there, nobody can be asked."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.desk = pathlib.Path(folder.name)
        self.data = self.desk / "data"
        self.store = self.data / "home/store/certauthority.sqlite"
        self.store.parent.mkdir(parents=True)

    def after(self, *words):
        text = (DEBIAN / "certauthority-certctl.postrm").read_text()
        self.assertIn("\ndata=/var/lib/certauthority\n", text)
        text = text.replace("/var/lib/certauthority", str(self.data))
        text = text.replace("/usr/share/debconf/", f"{self.desk}/none/")
        done = subprocess.run(["/bin/sh", "-c", text, "postrm", *words], capture_output=True,
                              text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def test_no_removal_and_no_upgrade_touches_the_record(self):
        self.store.write_text("record")
        for words in (["remove"], ["upgrade", "1.0.0"], ["failed-upgrade", "1.0.0"],
                      ["abort-install"], ["abort-upgrade"], ["disappear", "other"]):
            self.assertEqual(self.after(*words), "")
            self.assertEqual(self.store.read_text(), "record")

    def test_a_purge_without_an_answer_keeps_the_record_and_says_how_to_delete_it(self):
        self.store.write_text("record")
        told = self.after("purge")
        self.assertEqual(self.store.read_text(), "record")
        self.assertIn(f"kept in {self.data}", told)
        self.assertIn(f"rm -r {self.data}", told)

    def test_a_purge_takes_folders_away_in_which_nothing_ever_was(self):
        self.assertEqual(self.after("purge"), "")
        self.assertFalse(self.data.exists())


class VersionTests(unittest.TestCase):
    def test_no_other_file_of_the_programs_says_a_version(self):
        self.assertRegex(version(), r"^\d+\.\d+\.\d+$")
        saying = re.compile(
            rf'(?m)^.*(?:version"?: "\d+\.\d+\.\d+|"{re.escape(version())}").*$')
        said = [
            f"{path.relative_to(ROOT)}: {line.strip()}"
            for path in (ROOT / "Sources").rglob("*") if path.suffix in (".swift", ".json")
            for line in saying.findall(path.read_text())
        ]
        self.assertEqual(said, [
            f'Sources/CertAuthority/ProductVersion.swift: public static let current = "{version()}"'])
