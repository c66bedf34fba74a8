"""Tries the real programs at length.

  scripts/trial                                  lists the trials, and how long each takes
  scripts/trial NAME [PART ...] [options]        runs one, or only its tests with PART in their name
  scripts/trial NAME --help                      what it checks, and its options
  scripts/trial --all [--quick] [--folder DIR]   runs all, and reports each with its time

Programs are built first; CERTCTL, VERIFYSERVER and LEDGERTRIAL name programs that are built
already. Exit code 1 where a check does not hold, 64 where the command line is not understood, 77
where every trial was skipped because something is missing.
"""
import argparse
import inspect
import pathlib
import sys

from .api_fuzz import ApiFuzz
from .container import Container
from .documents import Documents
from .faults import Faults
from .guides import Guides
from .hostile import Hostile
from .ledger import Ledger
from .mail import Mail
from .mixed_load import MixedLoad
from .outage import Outage
from .packages import Packages
from .pdf_interop import PDFInterop
from .stress import Stress
from .support.running import finish, names, run_trial
from .support.trial import Options

TRIALS = [
    ApiFuzz, Container, Documents, Faults, Guides, Hostile, Ledger, Mail, MixedLoad, Outage, Packages,
    PDFInterop, Stress]
USAGE = 64


class Parser(argparse.ArgumentParser):
    def error(self, message):
        print(f"trial: {message}\n{self.format_usage()}", end="", file=sys.stderr)
        sys.exit(USAGE)


def parser(trial, is_quick):
    made = Parser(
        prog=f"scripts/trial {trial.name}" if trial else "scripts/trial --all",
        description=inspect.getdoc(trial) if trial else None,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument(
        "--folder", type=pathlib.Path, metavar="DIR",
        help="where installations are made; otherwise the folder for temporary files")
    made.add_argument("--quick", action="store_true", help="smaller counts")
    if trial:
        made.add_argument(
            "parts", nargs="*", metavar="PART", help="only tests with this in their name")
        trial.add_options(Options(made, is_quick))
    return made


def listing():
    lines = []
    for trial in TRIALS:
        first = inspect.getdoc(trial).splitlines()[0]
        lines.append(f"{trial.name:<12} {first}")
        lines.append(f"{'':<12} {trial.lasts}; quick: {trial.lasts_quick}")
    return "\n".join(lines)


def main(arguments):
    if not arguments:
        print(listing())
        return 0
    if arguments[0] in ("--help", "-h"):
        print(__doc__)
        return 0
    is_quick = "--quick" in arguments
    if "--all" in arguments:
        common = [argument for argument in arguments if argument != "--all"]
        parser(None, is_quick).parse_args(common)
        chosen = [(trial, common) for trial in TRIALS]
    else:
        named = [trial for trial in TRIALS if trial.name == arguments[0]]
        if not named:
            print(
                f"trial: there is no trial {arguments[0]}; scripts/trial alone lists them",
                file=sys.stderr)
            return USAGE
        chosen = [(named[0], arguments[1:])]
    reports = []
    for trial, given in chosen:
        trial.options = parser(trial, is_quick).parse_intermixed_args(given)
        for part in trial.options.parts:
            if not names(trial, [part]):
                parts = ", ".join(name.replace("_", "-") for name in names(trial))
                print(f"trial: {trial.name} has no part {part}; it has {parts}", file=sys.stderr)
                return USAGE
        if len(chosen) > 1:
            print(f"==== {trial.name}", flush=True)
        reports.append(run_trial(trial, trial.options.parts))
    return finish(reports)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
