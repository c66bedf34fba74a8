"""scripts/release in a repository of its own, with OpenSSL and git; the packages, which take minutes,
are a file that stands for them."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from . import ROOT
from packages.changelog import is_released, released, sections
from packages.inventory import VERSION_FILE, Failure, version

CHANGES = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Something.\n"
PACKAGES = '#!/bin/sh\nset -e\nmkdir -p "$2"\necho package >"$2/a.deb"\n'
NAMED = ["-c", "user.name=Release Trial", "-c", "user.email=release@learners.example"]


class ChangelogTests(unittest.TestCase):
    def test_what_is_unreleased_becomes_the_version(self):
        text = released(CHANGES, "1.2.3", "2026-05-04")
        self.assertEqual(sections(text), {
            "Unreleased": "", "1.2.3": "### Added\n\n- Something."})
        self.assertIn("## [1.2.3] - 2026-05-04\n", text)
        self.assertTrue(is_released(text, "1.2.3"))
        self.assertFalse(is_released(text, "1.2.4"))

    def test_nothing_to_release_is_an_error(self):
        for text in ("# Changelog\n", "## [Unreleased]\n", "## [Unreleased]\n\n## [1.0.0]\n\n- A.\n"):
            with self.assertRaisesRegex(Failure, "nothing under"):
                released(text, "1.2.3", "2026-05-04")

    def test_a_changelog_that_contradicts_itself_is_an_error(self):
        with self.assertRaisesRegex(Failure, "two sections"):
            sections(CHANGES + CHANGES)
        with self.assertRaisesRegex(Failure, "move them"):
            is_released(CHANGES + "\n## [1.2.3] - 2026-05-04\n\n- A.\n", "1.2.3")
        with self.assertRaisesRegex(Failure, "says nothing under"):
            is_released("## [1.2.3] - 2026-05-04\n", "1.2.3")

    def test_the_changelog_of_this_repository_can_be_released(self):
        text = (ROOT / "CHANGELOG.md").read_text()
        self.assertTrue(is_released(text, version()) or released(text, version(), "2026-05-04"))


class ReleaseTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.desk = pathlib.Path(folder.name)
        self.repository = self.desk / "repository"
        for name in ("scripts/release", "scripts/packages", VERSION_FILE):
            target = self.repository / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, target)
        self.write("scripts/package", PACKAGES).chmod(0o755)
        self.write("CHANGELOG.md", CHANGES)
        self.write(".gitignore", ".packages/\n")
        self.git("init", "--quiet")
        self.commit("first")
        self.key = self.desk / "release-key"
        self.make_key("ed25519")
        self.output = self.repository / ".packages" / version()

    def write(self, name, text):
        path = self.repository / name
        path.write_text(text)
        return path

    def git(self, *words):
        return subprocess.run(
            ["git", *NAMED, "-C", self.repository, *words], check=True, capture_output=True,
            text=True).stdout.strip()

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def make_key(self, algorithm):
        subprocess.run(["openssl", "genpkey", "-algorithm", algorithm, "-out", self.key], check=True,
                       capture_output=True)
        self.key.chmod(0o600)

    def release(self, *more, wanted=None, exits=0):
        done = subprocess.run(
            [self.repository / "scripts/release", wanted or version(), "--key", self.key, *more],
            capture_output=True, text=True, env={
                **os.environ, "GIT_AUTHOR_NAME": "R", "GIT_AUTHOR_EMAIL": "r@learners.example",
                "GIT_COMMITTER_NAME": "R", "GIT_COMMITTER_EMAIL": "r@learners.example"})
        self.assertEqual(done.returncode, exits, done.stderr)
        return done.stdout + done.stderr

    def refused(self, pattern, *more, **how):
        """It says why, and has changed nothing."""
        before = self.git("log", "--format=%H"), self.git("status", "--porcelain")
        self.assertRegex(self.release(*more, exits=1, **how), pattern)
        self.assertEqual(before, (self.git("log", "--format=%H"), self.git("status", "--porcelain")))
        self.assertFalse(self.output.exists())

    def test_a_release_is_signed_tagged_and_verified_by_the_command_that_it_names(self):
        told = self.release()
        self.assertEqual(self.git("tag"), f"v{version()}")
        self.assertEqual(self.git("rev-parse", f"v{version()}^{{}}"), self.git("rev-parse", "HEAD"))
        self.assertRegex(self.git("show", "HEAD:CHANGELOG.md"),
                         rf"## \[Unreleased\]\n\n## \[{version()}\] - \d{{4}}-\d\d-\d\d\n")
        sums = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=self.output,
                              capture_output=True, text=True)
        self.assertEqual((sums.returncode, sums.stdout), (0, "a.deb: OK\n"))
        verify = re.search(r"(openssl pkeyutl -verify .*)\n", told)[1].split()
        run = lambda: subprocess.run(verify, cwd=self.output, capture_output=True).returncode
        self.assertEqual(run(), 0)
        with open(self.output / "SHA256SUMS", "a", encoding="utf-8") as file:
            file.write("0  more\n")
        self.assertNotEqual(run(), 0)

    def test_a_dry_run_changes_nothing(self):
        before = self.git("rev-parse", "HEAD")
        self.assertIn(f"would tag v{version()}", self.release("--dry-run"))
        self.assertEqual((self.git("rev-parse", "HEAD"), self.git("tag")), (before, ""))
        self.assertEqual(self.git("status", "--porcelain"), "")
        self.assertFalse(self.output.exists())

    def test_what_is_not_committed_stops_it(self):
        self.write("new", "text")
        self.refused("not everything is committed(?s:.*)new")

    def test_another_version_than_the_programs_tell_stops_it(self):
        self.refused(f"says {re.escape(version())}, not 99.0.0", wanted="99.0.0")
        self.release(wanted="1.2", exits=64)

    def test_a_version_is_released_once(self):
        self.git("tag", f"v{version()}")
        self.refused("the tag v.* is there already")

    def test_nothing_under_unreleased_stops_it(self):
        self.write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n")
        self.commit("empty")
        self.refused("nothing under")
        self.assertRegex(self.release("--dry-run", exits=1), "nothing under")

    def test_a_key_that_cannot_sign_stops_it(self):
        self.key.chmod(0o644)
        self.refused("others can read the key.*chmod 600")
        self.make_key("RSA")
        self.refused("is not Ed25519")
        self.key.write_text("no key")
        self.refused("openssl pkey")
        self.key.unlink()
        self.refused("there is no key.*genpkey")

    def test_packages_that_fail_leave_no_tag_and_the_same_command_goes_on(self):
        self.write("scripts/package", "#!/bin/sh\nmkdir -p \"$2\"; echo half >\"$2/half.deb\"; exit 1\n")
        self.commit("broken")
        self.assertIn("nothing is tagged", self.release(exits=1))
        self.assertEqual(self.git("tag"), "")
        self.assertFalse(self.output.exists())
        self.write("scripts/package", PACKAGES)
        self.commit("mended")
        self.release()
        self.assertEqual(self.git("tag"), f"v{version()}")
        self.assertEqual(self.git("show", "HEAD:CHANGELOG.md").count(f"## [{version()}]"), 1)
        self.assertFalse((self.output / "half.deb").exists())
