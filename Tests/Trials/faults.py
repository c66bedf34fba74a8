"""A disk that fails while a cohort is issued."""
import collections
import hashlib
import re
import shutil
import subprocess
import unittest

from .support.installation import Installation, Learner, write_cohort
from .support.tools import need
from .support.trial import Trial

KILLED = {137, -9}


def injected(call, error, when):
    """strace, which lets the calls of a kind fail when they are made the so manieth time."""
    return (
        "strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", f"trace={call}",
        "-e", f"inject={call}:error={error}:when={when}")


class Faults(Trial):
    """Issues a cohort again and again while the disk fails in a chosen way.

    The faults: writes and flushes that fail (strace injects them), a process that is killed, a disk
    that is full or read-only (a small tmpfs, where this user may mount one). Each time certctl
    names the fault, the store is sound, and the same command goes on to the same end. Needs strace.
    """

    name = "faults"
    lasts, lasts_quick = "about five minutes", "about two minutes"
    products = ("certctl",)

    @classmethod
    def add_options(cls, options):
        options.add("--rows", 2000, "rows of the cohort", quick=500)
        options.add("--syncs", 12, "flushes that fail, one a run", quick=4)
        options.add("--kills", 8, "runs that are killed", quick=3)

    @classmethod
    def setUpClass(cls):
        need("strace")
        tried = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True)
        if tried.returncode != 0:
            raise unittest.SkipTest("this machine does not let strace trace")
        super().setUpClass()
        cls.cohort = write_cohort(cls.desk / "cohort.csv", (
            Learner(f"L-{row}", f"Learner No {row}") for row in range(1, cls.options.rows + 1)))
        cls.base = Installation(cls.desk / "base").prepare()
        cls.codes = collections.Counter()
        clean = cls.copy(cls.desk / "clean")
        clean.issue(cls.cohort)
        cls.expected = cls.learners(clean)

    @classmethod
    def copy(cls, home):
        """A new copy of the prepared installation."""
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(cls.base.home, home)
        return Installation(home)

    @staticmethod
    def learners(installation):
        """A digest of whom the certificates are for."""
        names = re.findall(r'"name":"[^"]*"', installation.certctl("list", "--json").text)
        return len(names), hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()

    @staticmethod
    def findings(installation, *expected):
        """What doctor finds, but for what an interrupted run or a small disk lets expect."""
        said = installation.certctl("doctor", "--thorough", exits=None).text
        return [
            line for line in said.splitlines()
            if line.startswith("finding")
            and not re.match(rf"finding +({'|'.join(expected)}):", line)]

    def fault(self, name, pattern, under=(), installation=None, mend=None):
        """Issues under one fault, then again without it. The message has to match the pattern;
        `mend` ends the fault."""
        installation = installation or self.copy(self.desk / "run")
        issue = ("issue", self.cohort, "--programme", "ai-foundations")
        first = installation.certctl(*issue, under=under, exits=None)
        self.codes[first.code] += 1
        message = next((line for line in first.complaint.splitlines() if "error:" in line), "")
        message = message.replace(f"{self.desk}/", "")
        heading = f"{name:<34} exit {first.code:<4} {message[:110]}"
        if first.code in {0} | KILLED:
            self.hold(True, heading)
        else:
            self.hold(re.search(pattern, message), heading)
        if mend:
            mend()
        found = self.findings(installation, "batches", "space")
        self.hold(not found, f"  doctor finds nothing amiss {found or ''}")
        again = installation.certctl(*issue, exits=None)
        reason = f": {again.code} {again.complaint[-300:]}" if again.code else ""
        self.hold(again.code == 0, f"  the same command goes on to the end{reason}")
        self.hold(
            self.learners(installation) == self.expected, "  learners are those without the fault")
        self.hold(
            installation.certctl("audit", "verify", exits=None).code == 0, "  the audit is whole")
        found = self.findings(installation, "space")
        self.hold(not found, f"  doctor finds nothing afterwards {found or ''}")

    def test_flushes(self):
        for count in range(1, self.options.syncs + 1):
            self.fault(
                f"EIO at flush {count}", "disk.*error", injected("fsync,fdatasync", "EIO", count))

    def test_writes(self):
        for count in (1, 2, 5, 20, 100, 400):
            self.fault(f"EIO at write {count}", "disk.*error", injected("pwrite64", "EIO", count))
            self.fault(
                f"ENOSPC from write {count} on", "disk.*full",
                injected("pwrite64", "ENOSPC", f"{count}+"))

    def test_kills(self):
        for count in range(1, self.options.kills + 1):
            self.fault(
                f"SIGKILL after {count / 10:.1f} s", "none",
                ("timeout", "-s", "KILL", f"{count / 10:.1f}"))

    def test_full_and_read_only_disks(self):
        disk = self.desk / "disk"
        disk.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("this user may not mount a tmpfs; full and read-only disks are left out")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)

        def remount(options):
            subprocess.run(["mount", "-o", f"remount,{options}", disk], check=True)

        def roomy():
            remount("rw,size=256m")

        for spare in (64, 256, 512, 1024, 2048, 4096):
            roomy()
            installation = self.copy(disk / "run")
            used = int(subprocess.check_output(["du", "-sk", disk], text=True).split()[0])
            remount(f"size={used + spare}k")
            self.fault(
                f"a disk with {spare} KiB left", "disk.*full", installation=installation,
                mend=roomy)
        installation = self.copy(disk / "run")
        remount("ro")
        self.fault("a read-only file system", "read-only", installation=installation, mend=roomy)

    def test_summary(self):
        """exit codes of the runs under a fault"""
        codes = " ".join(f"{code}×{count}" for code, count in sorted(self.codes.items()))
        runs = sum(self.codes.values())
        self.hold(
            any(code not in KILLED | {0} for code in self.codes),
            f"{runs} faults; some were met and reported; exit codes: {codes}")
