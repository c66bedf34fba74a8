"""Programs and packages of others that a trial needs; where they are missing, it is skipped."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

REQUIREMENTS = pathlib.Path(__file__).resolve().parent.parent / "requirements.txt"


def need(*commands, remedy="scripts/bootstrap --tests installs it"):
    """Skips the trial where one of these programs is not on the path."""
    for command in commands:
        if shutil.which(command) is None:
            raise unittest.SkipTest(f"{command} is missing; {remedy}")


def python_tools():
    """A folder with the packages of requirements.txt from PyPI in their fixed versions, made once
    below ~/.cache; skips the trial where that cannot be done."""
    # Named by what is in it, so that other versions get another folder.
    content = REQUIREMENTS.read_bytes() + sys.version.encode()
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    folder = cache / "certauthority" / f"trials-{hashlib.sha256(content).hexdigest()[:12]}"
    if (folder / "complete").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    print(f"installing {', '.join(REQUIREMENTS.read_text().split())} into {folder}", flush=True)
    for command in (
        [sys.executable, "-m", "venv", folder],
        [folder / "bin" / "pip", "--quiet", "--disable-pip-version-check", "install",
         "--requirement", REQUIREMENTS],
    ):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            words = (done.stderr or done.stdout).strip().splitlines() or ["it says nothing"]
            raise unittest.SkipTest(
                f"packages from PyPI are missing and cannot be installed: {words[-1]}")
    (folder / "complete").touch()
    return folder


def packages(folder):
    """Where Python finds the modules of such a folder."""
    return str(next((folder / "lib").glob("python*")) / "site-packages")
