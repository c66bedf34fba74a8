"""Everything can be reached and done without a mouse, and it is seen where one is."""
from support.browsing import BrowserTestCase
from support.subjects import LANGUAGES, NUMBERS, STRINGS, named

FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return {
        name: one.matches('nav a') ? 'switch ' + one.hreflang : one.id || one.className || one.tagName,
        ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    }
}"""


class Keyboard(BrowserTestCase):
    def walk(self, page, limit=60):
        """What has the focus after each press of the tabulator, until it leaves the page."""
        steps = []
        for _ in range(limit):
            page.keyboard.press("Tab")
            step = page.evaluate(FOCUSED)
            if step["name"] == "BODY":
                break
            steps.append(step)
        return steps

    def test_the_order_is_that_of_reading(self):
        for name, wanted in (
            ("start", ["SUMMARY", "text", "BUTTON", "file", "second", "button second"]),
            ("valid", ["SUMMARY", "SUMMARY", "button", "button second"]),
            ("learner", ["button"]),
            ("many", ["text", "file", "button", "button second"]),
        ):
            for language in ("en", "ar"):
                with self.subTest(name, language=language):
                    page = self.page(360)
                    named(name).open(page, language)
                    steps = self.walk(page)
                    names = [step["name"] for step in steps]
                    self.assertEqual(names[0], "skip")
                    self.assertEqual(names[1:3], ["brand", "SUMMARY"])
                    rest = iter(names[2:])
                    self.assertTrue(all(one in rest for one in wanted), names)
                    for step in steps:
                        self.assertGreaterEqual(step["ring"], 3, step)
                        self.assertTrue(step["seen"], step)

    def test_languages_are_unfolded_and_chosen_by_keys(self):
        page = self.page(360)
        named("valid").open(page)
        page.locator("nav summary").focus()
        page.keyboard.press("Enter")
        names = [step["name"] for step in self.walk(page)]
        self.assertEqual(names[:8], [f"switch {one}" for one in LANGUAGES])

    def test_the_first_link_skips_to_the_main_part(self):
        page = self.page()
        named("start").open(page)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate(FOCUSED)["name"], "text")

    def test_a_number_is_typed_and_sent_by_keys_alone(self):
        page = self.page()
        named("start").open(page)
        while page.evaluate(FOCUSED)["name"] != "text":
            page.keyboard.press("Tab")
        page.keyboard.type(NUMBERS["valid"].lower())
        with page.expect_navigation():
            page.keyboard.press("Enter")
        self.assertEqual(page.locator("h1").inner_text(), STRINGS["en"]["verdict.valid.heading"])

    def test_a_check_is_opened_by_keys(self):
        page = self.page()
        named("valid").open(page)
        page.locator(".checks summary").first.focus()
        page.keyboard.press("Enter")
        self.assertTrue(page.locator(".checks details").first.evaluate("one => one.open"))
