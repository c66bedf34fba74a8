"""A fresh Debian system in a folder, into which packages are installed."""
import os
import pathlib
import pty
import re
import shlex
import subprocess
import unittest

from .tools import need

# Everything that is mounted for a command goes with it: the mounts are its own.
ENTER = (
    'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && '
    'mount -t tmpfs tmpfs "$0/tmp" && {more}exec chroot "$0" "$@"')


class DebianRoot:
    """A root of debootstrap's smallest variant, entered by chroot with mounts of its own."""

    def __init__(self, path, release, mirror):
        """Makes it; skips the trial where that is not possible here."""
        need("debootstrap", "unshare", remedy="apt-get install debootstrap")
        if os.geteuid() != 0:
            raise unittest.SkipTest("only root can make another system's root; run it with sudo")
        self.path, self.mounts = pathlib.Path(path), {}
        done = subprocess.run(
            ["debootstrap", "--variant=minbase", release, self.path, mirror],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise unittest.SkipTest(f"debootstrap failed: {done.stdout.strip().splitlines()[-1]}")
        # Security fixes and updates too, as on any machine.
        (self.path / "etc/apt/sources.list").write_text(
            f"deb {mirror} {release} main\ndeb {mirror} {release}-updates main\n")
        # No service is started while packages are installed.
        (self.path / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
        (self.path / "usr/sbin/policy-rc.d").chmod(0o755)
        self.run("apt-get", "-qq", "update")

    def mount(self, folder, place):
        """Shows a folder of this machine in there, to all commands from now on."""
        (self.path / place[1:]).mkdir(parents=True, exist_ok=True)
        self.mounts[place] = folder

    def command(self, *words, user=None):
        """A command in there, as root or as a user of it."""
        inside = ["runuser", "-u", user, "--", *words] if user else list(words)
        more = "".join(
            f'mount --bind {shlex.quote(str(folder))} "$0"{place} && '
            for place, folder in self.mounts.items())
        enter = ENTER.format(more=more)
        return ["unshare", "--mount", "--", "sh", "-c", enter, str(self.path), *map(str, inside)]

    def environment(self, **more):
        return {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive", **more}

    def run(self, *words, user=None, exits=(0,), **variables):
        """Runs a command to its end; what it wrote, both streams together."""
        done = subprocess.run(
            self.command(*words, user=user), env=self.environment(**variables), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode not in exits:
            raise RuntimeError(
                f"{' '.join(map(str, words))}: exit code {done.returncode}\n{done.stdout[-3000:]}")
        return done.stdout

    def output(self, *words, user=None, **variables):
        """Standard output alone, for what a program reads."""
        return subprocess.run(
            self.command(*words, user=user), env=self.environment(**variables), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout

    def answer(self, question, reply, *words, **variables):
        """Runs a command at a terminal, and types the reply when the question comes; what it
        wrote, with whether it asked."""
        child, terminal = pty.fork()
        if child == 0:
            command = self.command(*words)
            os.execvpe(command[0], command, self.environment(TERM="dumb", **variables))
        seen, asked = "", False
        while True:
            try:
                part = os.read(terminal, 4096)
            except OSError:
                break
            if not part:
                break
            seen += part.decode(errors="replace")
            if not asked and re.search(question, seen):
                asked = True
                os.write(terminal, reply.encode() + b"\n")
        _, status = os.waitpid(child, 0)
        os.close(terminal)
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(f"{' '.join(words)} failed:\n{seen[-3000:]}")
        return seen, asked

    def install(self, *packages):
        """Installs package files, with what they depend on and nothing else."""
        for package in packages:
            target = self.path / "var/cache" / package.name
            target.write_bytes(package.read_bytes())
        return self.run(
            "apt-get", "-y", "-qq", "--no-install-recommends", "install",
            *[f"/var/cache/{package.name}" for package in packages])

    def installed(self):
        """The names of all packages."""
        return set(self.output("dpkg-query", "-W", "-f", "${Package}\\n").split())

    def look(self, path):
        """Mode, owner and group of a file in there, or nothing where it is missing."""
        done = subprocess.run(
            self.command("stat", "-c", "%a %U %G", path), env=self.environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return done.stdout.strip()
