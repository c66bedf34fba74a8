"""What a trial is: a test case with options, a folder of its own, and counted checks."""
import argparse
import pathlib
import shutil
import tempfile
import unittest

# Frames of this module are left out of the traces of failures.
__unittest = True


class Options:
    """The options of a trial, with smaller counts for a quick run."""

    def __init__(self, parser, is_quick):
        self.parser = parser
        self.is_quick = is_quick

    def add(self, flag, default, help, quick=None, **more):
        """An option that takes a value; `quick` is its default in a quick run."""
        if default is not None:
            more.setdefault("type", type(default))
            help += f" ({default})" if quick is None else f" ({default}; quick: {quick})"
        if self.is_quick and quick is not None:
            default = quick
        more.setdefault("metavar", "N" if more.get("type") in (int, float) else "VALUE")
        self.parser.add_argument(flag, default=default, help=help, **more)


class Trial(unittest.TestCase):
    """One trial. Its tests run in the order in which they are written, and share what
    `setUpClass` makes. The first line of a subclass's comment is what the list of trials shows."""

    #: How it is called on the command line.
    name = ""
    #: Roughly how long it takes by default, and in a quick run.
    lasts, lasts_quick = "", ""
    #: The build that is tried, and the programs of it.
    configuration = "debug"
    products = ("certctl", "VerifyServer")

    options = argparse.Namespace(folder=None)
    checks = 0
    is_broken = False

    @classmethod
    def add_options(cls, options):
        """Adds what can be chosen on the command line."""

    @classmethod
    def setUpClass(cls):
        cls.checks, cls.is_broken = 0, False
        cls.desk = pathlib.Path(tempfile.mkdtemp(prefix=f"{cls.name}-", dir=cls.options.folder))
        cls.addClassCleanup(cls.clear)

    @classmethod
    def clear(cls):
        """Removes the folder, which is kept as evidence where a check did not hold."""
        if cls.is_broken:
            print(f"{cls.name}: the installation is kept in {cls.desk}", flush=True)
        else:
            shutil.rmtree(cls.desk)

    def run(self, result=None):
        def wrong():
            return len(result.failures) + len(result.errors)
        before = wrong()
        super().run(result)
        type(self).is_broken |= wrong() > before

    def hold(self, holds, what):
        """A check: reports what was found, and lets the test go on where it does not hold."""
        type(self).checks += 1
        if holds:
            print(f"holds:  {what}", flush=True)
        else:
            with self.subTest(what):
                self.fail(what)

    def say(self, text):
        print(text, flush=True)
