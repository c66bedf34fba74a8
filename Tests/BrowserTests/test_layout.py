"""Widths, darkness and paper."""
import pathlib
import re
import subprocess
import unicodedata

from support.browsing import BrowserTestCase
from support.subjects import ALL, LANGUAGES, STRINGS, WIDTHS, WORLD, named

LIGHT = ("rgb(255, 255, 255)", "rgb(20, 32, 43)")
DARK = ("rgb(16, 22, 28)", "rgb(232, 237, 242)")


class Layout(BrowserTestCase):
    def test_nothing_is_wider_than_the_window(self):
        for width in WIDTHS:
            page = self.page(width)
            for subject in ALL:
                for language in LANGUAGES:
                    with self.subTest(subject.name, language=language, width=width):
                        subject.open(page, language)
                        inner, outer = page.evaluate(
                            "[document.documentElement.scrollWidth, innerWidth]")
                        self.assertLessEqual(inner, outer)

    def test_links_and_buttons_are_large_enough_for_a_thumb(self):
        page = self.page(360)
        for name in ("start", "valid", "learner", "many", "programme", "organisation"):
            named(name).open(page)
            # What is folded is touched too.
            page.evaluate(
                "document.querySelectorAll('details').forEach(one => one.open = true)")
            targets = page.locator(
                "nav a, .brand, button, .button, summary, input, select, .learner li a").all()
            for target in targets:
                box = target.bounding_box()
                self.assertGreaterEqual(
                    min(box["height"], box["width"]), 44, target.evaluate("one => one.outerHTML"))

    def test_the_dark_has_colours_of_its_own(self):
        for scheme, colours in (("light", LIGHT), ("dark", DARK)):
            page = self.page(color_scheme=scheme)
            named("valid").open(page)
            self.assertEqual(tuple(page.locator("body").evaluate(
                "one => { const s = getComputedStyle(one); return [s.backgroundColor, s.color] }"
            )), colours)


class Paper(BrowserTestCase):
    def printed(self, name, language, **options):
        page = self.page()
        named(name).open(page, language)
        path = pathlib.Path(WORLD["folder"]) / f"printed-{name}-{language}.pdf"
        page.pdf(path=path, prefer_css_page_size=True, **options)
        text = subprocess.run(
            ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
        return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)), text.count("\f")

    def test_a_printed_verdict_says_it_all_on_a_page_or_two(self):
        for language in LANGUAGES:
            with self.subTest(language):
                text, pages = self.printed("valid", language)
                self.assertIn(pages, (1, 2))
                self.assertIn("Zoë Müller-Åkesson", text)
                self.assertIn(named("valid").path.removeprefix("/v/"), text)
                self.assertIn(WORLD["base_url"].removeprefix("http://"), text)
                if language != "ar":
                    heading = STRINGS[language]["verdict.valid.heading"]
                    self.assertIn(re.sub(r"\s+", "", heading), re.sub(r"\s+", "", text))

    def test_every_verdict_prints(self):
        for name in ("revoked", "superseded", "not-genuine", "cannot-tell", "erased"):
            with self.subTest(name):
                text, pages = self.printed(name, "en")
                self.assertIn(STRINGS["en"][named(name).heading], text)
                self.assertIn(pages, (1, 2))

    def test_what_only_works_on_a_screen_is_left_out(self):
        text, _ = self.printed("valid", "en")
        for phrase in ("record.download", "page.again", "page.skip"):
            self.assertNotIn(STRINGS["en"][phrase], text)
        self.assertNotIn("Kiswahili", text)
