"""Languages: chosen by the browser, by address and by link; right to left where it is read so."""
from support.browsing import BrowserTestCase
from support.subjects import LANGUAGES, STRINGS, WORLD, named


class Languages(BrowserTestCase):
    def test_the_browser_s_language_is_answered(self):
        for language in LANGUAGES:
            with self.subTest(language):
                page = self.page(locale=language)
                page.goto(WORLD["base_url"] + named("valid").path)
                self.assertEqual(page.locator("html").get_attribute("lang"), language)
                self.assertEqual(
                    page.locator("h1").inner_text(), STRINGS[language]["verdict.valid.heading"])

    def test_the_address_outdoes_the_browser(self):
        page = self.page(locale="ar")
        named("valid").open(page, "sw")
        self.assertEqual(page.locator("html").get_attribute("lang"), "sw")

    def test_a_language_that_is_not_spoken_gives_english(self):
        page = self.page(locale="de-DE")
        page.goto(WORLD["base_url"] + "/")
        self.assertEqual(page.locator("html").get_attribute("lang"), "en")

    def test_the_switch_leads_to_every_language_and_marks_the_present_one(self):
        page = self.page()
        named("valid").open(page)
        for language in LANGUAGES:
            with self.subTest(language):
                page.locator("nav summary").click()
                page.locator(f"nav a[hreflang={language}]").click()
                self.assertEqual(page.locator("html").get_attribute("lang"), language)
                self.assertEqual(
                    page.locator("h1").inner_text(), STRINGS[language]["verdict.valid.heading"])
                current = page.locator("nav [aria-current]")
                self.assertEqual(current.all_text_contents(), [
                    page.locator(f"nav a[hreflang={language}]").text_content()])

    def test_arabic_runs_from_right_to_left(self):
        for width in (360, 1280):
            with self.subTest(width):
                page = self.page(width)
                named("arabic").open(page, "ar")
                self.assertEqual(
                    page.locator("body").evaluate("one => getComputedStyle(one).direction"), "rtl")
                shape, words = self.ends(page)
                self.assertGreater(shape, words)
                number = page.locator("dd .number")
                self.assertEqual(number.evaluate(
                    "one => getComputedStyle(one).unicodeBidi"), "isolate")
                named("arabic").open(page, "en")
                shape, words = self.ends(page)
                self.assertLess(shape, words)

    def ends(self, page):
        """Where the shape and the words of the verdict begin, from the left."""
        return [
            page.locator(name).bounding_box()["x"]
            for name in (".verdict > svg", ".verdict h1")]

    def test_the_learner_s_name_is_whole_in_either_direction(self):
        page = self.page()
        for language in ("ar", "en"):
            named("arabic").open(page, language)
            self.assertEqual(page.locator(".who .name").inner_text(), "ليلى الحسيني")
