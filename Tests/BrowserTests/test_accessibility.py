"""axe-core finds nothing on any page, in any language, at either width.

axe is a script, so here alone scripts are on and the pages' policy is set aside; the documents are
those that every other test sees.
"""
import pathlib
import sys

import axe_playwright_python

from support.browsing import BrowserTestCase, size
from support.subjects import ALL, LANGUAGES, WIDTHS, WORLD

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """() => axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(found => ({
    rules: found.passes.length,
    violations: found.violations.map(one => one.id + ': '
        + one.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; ')),
}))"""


class Accessibility(BrowserTestCase):
    scans = 0

    @classmethod
    def tearDownClass(cls):
        print(f"axe: {cls.scans} scans", file=sys.stderr)

    def scan(self, page, name):
        # Closed parts hold text too.
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(AXE)
        for width in WIDTHS:
            page.set_viewport_size(size(width))
            with self.subTest(name, width=width):
                found = page.evaluate(RUN)
                self.assertGreater(found["rules"], 10)
                self.assertEqual(found["violations"], [])
            type(self).scans += 1

    def check(self, subject):
        page = self.page(java_script_enabled=True, bypass_csp=True)
        for language in LANGUAGES:
            subject.open(page, language)
            self.scan(page, language)
        page = self.page(java_script_enabled=True, bypass_csp=True, color_scheme="dark")
        subject.open(page)
        self.scan(page, "dark")

    def test_reports(self):
        for scheme in ("light", "dark"):
            page = self.page(java_script_enabled=True, bypass_csp=True, color_scheme=scheme)
            for name, path in WORLD["reports"].items():
                page.goto(pathlib.Path(path).as_uri())
                self.scan(page, f"{name} {scheme}")

    def test_what_is_wrong_would_be_found(self):
        page = self.page(java_script_enabled=True, bypass_csp=True)
        ALL[0].open(page)
        page.evaluate("document.documentElement.lang = ''")
        page.evaluate(AXE)
        self.assertIn("html-has-lang", "".join(page.evaluate(RUN)["violations"]))


for _subject in ALL:
    setattr(
        Accessibility, f"test_{_subject.name.replace('-', '_')}",
        lambda self, subject=_subject: self.check(subject))
