"""That trials report what went wrong: run by `scripts/test`, without any of our programs."""
import contextlib
import io
import os
import pathlib
import tempfile
import time
import unittest
from unittest import mock

from . import __main__ as command
from .support import running
from .support.installation import Installation, Learner, write_cohort
from .support.programs import UnexpectedExit, run
from .support.server import DidNotStart, Server
from .support.tools import need
from .support.trial import Trial


class SupportTestCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.desk = pathlib.Path(folder.name)

    def pretend(self, variable, script):
        """Lets a shell script stand for the program that the variable names."""
        path = self.desk / variable
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o755)
        patch = mock.patch.dict(os.environ, {variable: str(path)})
        patch.start()
        self.addCleanup(patch.stop)

    def server(self, script, **more):
        self.pretend("VERIFYSERVER", script)
        server = Server(self.desk / "home", self.desk / "log", **more)
        self.addCleanup(server.stop)
        return server


class ServerTests(SupportTestCase):
    def test_one_that_ends_is_reported_with_its_code_and_log(self):
        with self.assertRaisesRegex(DidNotStart, "(?s)exit code 24.*there is no store here"):
            self.server("echo there is no store here >&2; exit 24")

    def test_one_that_says_nothing_is_reported_and_ended(self):
        began = time.monotonic()
        with self.assertRaisesRegex(DidNotStart, "silent"):
            self.server(f"echo $$ >{self.desk}/pid; exec sleep 60", patience=0.5)
        self.assertLess(time.monotonic() - began, 30)
        self.assertFalse(pathlib.Path("/proc", (self.desk / "pid").read_text().strip()).exists())

    def test_its_ports_are_read_from_its_log(self):
        server = self.server(
            "echo listening on 127.0.0.1:4711; echo look after it: 127.0.0.1:4712; exec sleep 60",
            admin=True)
        self.assertEqual((server.port, server.admin_port), (4711, 4712))

    def test_how_it_ends_is_known(self):
        polite = "trap 'exit 3' TERM; echo listening on x:1; while :; do sleep 0.05; done"
        self.assertEqual(self.server(polite).stop(), 3)
        deaf = "trap '' TERM; echo listening on x:1; while :; do sleep 0.05; done"
        self.assertIsNone(self.server(deaf, patience=0.5).stop())


class ProgramTests(SupportTestCase):
    def test_a_command_that_fails_is_reported_with_its_words(self):
        self.pretend("CERTCTL", "echo error: no key for $1 >&2; exit 13")
        installation = Installation(self.desk / "home")
        words = "(?s)issue a.csv: exit code 13.*no key for issue"
        with self.assertRaisesRegex(UnexpectedExit, words):
            installation.certctl("issue", "a.csv")
        self.assertEqual(installation.certctl("issue", exits=(13,)).code, 13)
        self.assertEqual(installation.certctl("issue", exits=None).code, 13)

    def test_it_sees_its_own_installation_and_nothing_of_the_user(self):
        self.pretend("CERTCTL", "env")
        with mock.patch.dict(os.environ, {"CERTAUTHORITY_STRAY": "1"}):
            said = Installation(self.desk / "home").certctl().text
        self.assertIn(f"CERTAUTHORITY_HOME={self.desk}/home\n", said)
        self.assertNotIn("STRAY", said)

    def test_one_that_hangs_is_killed(self):
        self.assertEqual(run("sleep", "60", exits=None, timeout=0.2).code, -9)

    def test_a_cohort_has_the_columns_that_certctl_reads(self):
        path = write_cohort(self.desk / "cohort.csv", [Learner("L-1", "Obi, Ada")])
        template = pathlib.Path(__file__).parents[2] / "seeds/cohorts/demo.csv"
        head, row = path.read_text().splitlines()
        self.assertEqual(head, template.read_text(encoding="utf-8-sig").splitlines()[0])
        self.assertEqual(row, 'L-1,"Obi, Ada",,en,KE,2025-05-30,hybrid,')


class Samples:
    """Trials to run; not at the top, where unittest would run them by itself."""

    class Half(Trial):
        """Half of it holds."""
        name = "half"
        products = ()

        def test_second_letter_first(self):
            self.hold(True, "this holds")
            self.hold(False, "this does not")
            self.hold(True, "and this is still checked")

        def test_a_mistake(self):
            raise ValueError("a mistake of the trial")

    class Absent(Trial):
        """Needs what nobody has."""
        name = "absent"
        products = ()

        @classmethod
        def setUpClass(cls):
            need("a-program-that-nobody-has", remedy="write it")
            super().setUpClass()

        def test_nothing(self):
            self.hold(True, "never reached")


class RunningTests(unittest.TestCase):
    def run_quietly(self, *arguments):
        """The exit code of scripts/trial and all that it prints, with the samples as its trials."""
        said = io.StringIO()
        trials = mock.patch.object(command, "TRIALS", [Samples.Half, Samples.Absent])
        with trials, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = command.main(list(arguments))
        return code, said.getvalue()

    def test_what_does_not_hold_is_reported_and_ends_nothing(self):
        code, said = self.run_quietly("half")
        self.addCleanup(Samples.Half.desk.rmdir)
        self.assertEqual(code, 1)
        self.assertIn("BROKEN: this does not\n", said)
        self.assertIn("holds:  and this is still checked\n", said)
        self.assertIn("ValueError: a mistake of the trial\n", said)
        self.assertIn("half: 2 faults in 3 checks, after", said)
        self.assertIn(f"kept in {Samples.Half.desk}\n", said)

    def test_tests_run_in_the_order_in_which_they_are_written(self):
        self.assertEqual(running.names(Samples.Half), ["second_letter_first", "a_mistake"])
        self.assertEqual(running.names(Samples.Half, ["letter-first"]), ["second_letter_first"])

    def test_a_trial_that_cannot_run_is_skipped_visibly(self):
        code, said = self.run_quietly("absent")
        self.assertEqual(code, running.NOTHING_RAN)
        self.assertIn(
            "absent: SKIPPED: a-program-that-nobody-has is missing; write it", said)

    def test_all_are_run_and_each_is_reported(self):
        code, said = self.run_quietly("--all", "--quick")
        self.addCleanup(Samples.Half.desk.rmdir)
        self.assertEqual(code, 1)
        lines = [line for line in said.splitlines() if line.startswith("trial: ")]
        self.assertEqual([line.split(": ")[1] for line in lines], ["half", "absent"])

    def test_names_that_are_not_known_are_refused_with_those_that_are(self):
        code, said = self.run_quietly("halve")
        self.assertEqual(code, command.USAGE)
        self.assertIn("no trial halve", said)
        code, said = self.run_quietly("half", "third")
        self.assertEqual(code, command.USAGE)
        self.assertIn("no part third; it has second-letter-first, a-mistake", said)

    def test_all_trials_are_listed_with_their_time_and_take_their_options(self):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            self.assertEqual(command.main([]), 0)
        for trial in command.TRIALS:
            self.assertRegex(said.getvalue(), rf"(?m)^{trial.name} +\w.+\n +\w.+; quick: \w")
            for is_quick in (False, True):
                command.parser(trial, is_quick).parse_args([])
