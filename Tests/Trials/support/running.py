"""Runs trials one after the other, and reports each with its time."""
import sys
import time
import traceback
import unittest

from .programs import program

# The exit code of a run in which every trial was skipped.
NOTHING_RAN = 77


class WrittenOrder(unittest.TestLoader):
    """Tests in the order in which they are written, rather than by the alphabet."""

    def getTestCaseNames(self, case):
        kinds = reversed(case.__mro__)
        return [name for kind in kinds for name in vars(kind) if name.startswith("test_")]


class Report(unittest.TestResult):
    """Prints what happens when it happens; failures go to standard error."""

    def startTest(self, test):
        super().startTest(test)
        title = test.shortDescription() or test.id().rsplit("test_")[-1].replace("_", " ")
        print(f"== {title}", flush=True)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.broken(error)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.broken(error)

    def addError(self, test, error):
        super().addError(test, error)
        self.broken(error)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        print(f"skipped: {reason}", flush=True)

    @staticmethod
    def broken(error):
        kind, value, trace = error
        if issubclass(kind, AssertionError):
            print(f"BROKEN: {value}", file=sys.stderr, flush=True)
        else:
            print("".join(traceback.format_exception(kind, value, trace)), file=sys.stderr)


def names(trial, parts=()):
    """The names of a trial's tests, or of those with one of the parts in their name."""
    every = [name.removeprefix("test_") for name in WrittenOrder().getTestCaseNames(trial)]
    words = [part.replace("-", "_") for part in parts]
    return [name for name in every if not words or any(word in name for word in words)]


def run_trial(trial, parts=()):
    """Runs the tests of one trial, or those with one of the parts in their name; its report."""
    # How long that takes says nothing of the trial.
    for product in trial.products:
        program(product, trial.configuration)
    suite = unittest.TestSuite(trial("test_" + name) for name in names(trial, parts))
    report = Report()
    began = time.monotonic()
    suite.run(report)
    report.seconds = time.monotonic() - began
    report.trial = trial
    # A class that is skipped as a whole has started no test.
    report.is_skipped = bool(report.skipped) and trial.checks == 0
    return report


def summary(report):
    """One line on how a trial ended."""
    name, checks = report.trial.name, report.trial.checks
    broken = len(report.failures) + len(report.errors)
    faults = f"{broken} fault" + ("" if broken == 1 else "s")
    seconds = report.seconds
    time_taken = f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.1f} min"
    reasons = "; ".join(sorted({reason for _, reason in report.skipped}))
    if broken:
        return f"trial: {name}: {faults} in {checks} checks, after {time_taken}"
    if report.is_skipped:
        return f"trial: {name}: SKIPPED: {reasons}"
    partly = f"; skipped: {reasons}" if reasons else ""
    return f"trial: {name}: {checks} checks hold, in {time_taken}{partly}"


def finish(reports):
    """Prints how all ended; the exit code."""
    for report in reports:
        is_bad = report.failures or report.errors
        print(summary(report), file=sys.stderr if is_bad else sys.stdout, flush=True)
    if any(report.failures or report.errors for report in reports):
        return 1
    return NOTHING_RAN if all(report.is_skipped for report in reports) else 0
