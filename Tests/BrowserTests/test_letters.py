"""Letters to learners, read from the files that certctl wrote and shown as a mail program does."""
import re

from support.browsing import BrowserTestCase
from support.letters import NAMES, Letter
from support.subjects import LANGUAGES, STRINGS, WIDTHS, WORLD
from test_accessibility import AXE, RUN


class Letters(BrowserTestCase):
    def letter(self, code):
        return Letter(WORLD["letters"][code])

    def shown(self, code, width=360, **options):
        page = self.page(width, **options)
        page.set_content(self.letter(code).shown)
        return page

    def test_each_is_whole_in_its_language_and_fetches_nothing(self):
        for code in LANGUAGES:
            with self.subTest(code):
                page = self.shown(code)
                strings = STRINGS[code]
                text = page.inner_text("body")
                self.assertIn(NAMES[code], text)
                self.assertEqual(page.inner_text("h1"), strings["mail.congratulation"])
                self.assertIn(strings["mail.share"], text)
                self.assertNotRegex(text, r"[{}]")
                # Some mail programs keep the body's content alone.
                for place in ("html", "body > table"):
                    root = page.locator(place)
                    self.assertEqual(root.get_attribute("lang"), code)
                    self.assertEqual(root.get_attribute("dir"), "rtl" if code == "ar" else "ltr")
                self.assertEqual(page.requests, [])
                self.assertEqual(page.complaints, [])
                for picture in page.locator("img").all():
                    self.assertTrue(picture.evaluate("one => one.complete && one.naturalWidth > 99"))

    def test_there_is_one_button_and_it_leads_to_the_learners_page(self):
        for code in WORLD["letters"]:
            letter = self.letter(code)
            page = self.shown(code)
            buttons = page.locator("a.button")
            self.assertEqual(buttons.count(), 1, code)
            address = buttons.get_attribute("href")
            self.assertRegex(address, r"^http://localhost:\d+/c/x{22}$")
            self.assertIn(f"\n{address}\n", letter.text.replace("\r\n", "\n"))
            box = buttons.bounding_box()
            self.assertGreaterEqual(min(box["width"], box["height"]), 44)

    def test_the_badge_that_is_shown_carries_the_credential(self):
        for code in WORLD["letters"]:
            pictures = self.letter(code).pictures
            badge = next(
                content for name, content in pictures.items() if name.startswith("badge@"))
            self.assertIn(b"openbadgecredential", badge, code)

    def test_only_a_correction_says_that_it_is_one(self):
        for code in WORLD["letters"]:
            language = "en" if code == "corrected" else code
            self.assertEqual(
                STRINGS[language]["mail.corrected"] in self.letter(code).text,
                code == "corrected", code)

    def test_nothing_is_wider_than_the_window(self):
        for code in WORLD["letters"]:
            for width in WIDTHS:
                with self.subTest(code, width=width):
                    inner, outer = self.shown(code, width).evaluate(
                        "[document.documentElement.scrollWidth, innerWidth]")
                    self.assertLessEqual(inner, outer)

    def test_axe_finds_nothing_light_or_dark(self):
        for code in WORLD["letters"]:
            for scheme in ("light", "dark"):
                page = self.shown(code, java_script_enabled=True, color_scheme=scheme)
                page.evaluate(AXE)
                # A message is no site: it has no landmarks.
                found = page.evaluate(RUN.replace(
                    "axe.run(document, {", "axe.run(document, {rules: {region: {enabled: false},"
                    " 'landmark-one-main': {enabled: false}},"))
                self.assertGreater(found["rules"], 5)
                self.assertEqual(found["violations"], [], f"{code} {scheme}")

    def test_both_forms_say_the_same(self):
        for code in WORLD["letters"]:
            letter = self.letter(code)
            language = "en" if code == "corrected" else code
            # A blank that does not break is a blank.
            page = re.sub(r"\s+", " ", self.shown(code).inner_text("body"))
            for phrase in ("mail.congratulation", "mail.share", "mail.wrong"):
                self.assertIn(re.sub(r"\s+", " ", STRINGS[language][phrase]), page)
                self.assertIn(STRINGS[language][phrase], letter.text)
