"""Typing, pasting and handing in, with scripts disabled."""
from support.browsing import BrowserTestCase
from support.subjects import NUMBERS, STRINGS, WORLD, Subject, named

NUMBER = NUMBERS["valid"]
HEADING = STRINGS["en"]["verdict.valid.heading"]


class StartPage(BrowserTestCase):
    def hand_in(self, **what):
        page = self.page()
        return page, Subject("", **what).open(page)

    def test_a_number_is_taken_as_people_type_it(self):
        for text in (
            NUMBER, NUMBER.lower(), NUMBER.lower().replace("-", ""), f"  {NUMBER} ",
            NUMBER.replace("-", " ").lower(), NUMBER.replace("0", "o").replace("1", "l"),
        ):
            with self.subTest(text):
                page, response = self.hand_in(text=text)
                self.assertEqual(response.status, 200)
                self.assertIn(f"/v/{NUMBER}", page.url)
                self.assertEqual(page.locator("h1").inner_text(), HEADING)

    def test_a_link_is_taken(self):
        for text in (f"{WORLD['base_url']}/v/{NUMBER}", f"{WORLD['base_url'].upper()}/V/{NUMBER}"):
            with self.subTest(text):
                page, _ = self.hand_in(text=text)
                self.assertEqual(page.locator("h1").inner_text(), HEADING)

    def test_the_text_of_a_credential_is_taken(self):
        for name in ("ours.json", "ours.jwt"):
            with self.subTest(name), open(WORLD["files"][name]) as file:
                page, _ = self.hand_in(text=" ".join(file.read().split("\n")))
                self.assertEqual(page.locator("h1").inner_text(), HEADING)

    def test_a_wrong_check_symbol_is_explained_and_can_be_mended(self):
        wrong = NUMBER[:-1] + ("Z" if NUMBER[-1] != "Z" else "Y")
        page, response = self.hand_in(text=wrong)
        self.assertEqual(response.status, 422)
        self.assertTrue(page.title().startswith(STRINGS["en"]["error.title"]))
        alert = page.get_by_role("alert")
        self.assertIn(STRINGS["en"]["error.number.check"], alert.inner_text())
        alert.locator("a").click()
        field = page.locator("#text")
        self.assertEqual(field.input_value(), wrong)
        self.assertEqual(field.get_attribute("aria-invalid"), "true")
        field.fill(NUMBER)
        page.locator("form:has(#text) button").click()
        self.assertEqual(page.locator("h1").inner_text(), HEADING)

    def test_every_form_of_a_credential_can_be_handed_in(self):
        for name in ("ours.json", "ours.jwt", "ours.png", "ours.svg", "ours.pdf"):
            with self.subTest(name):
                page, response = self.hand_in(file=name)
                self.assertEqual(response.status, 200)
                self.assertEqual(page.locator("h1").inner_text(), HEADING)
                self.assertIn(STRINGS["en"]["facts.title"], page.locator("main").inner_text())

    def test_a_stranger_is_no_failure(self):
        page = self.page()
        named("upload-stranger").open(page)
        self.assertIn("Mariana Couto Vale", page.locator("dl").inner_text())
        self.assertEqual(page.locator(".who").count(), 0, "nothing of ours round a stranger")
        self.assertIn("is not known to this coalition", page.locator(".verdict").inner_text())
        self.assertNotIn(STRINGS["en"]["facts.title"], page.locator("main").inner_text())

    def test_a_file_without_a_credential_is_explained(self):
        page = self.page()
        response = named("wrong-file").open(page)
        self.assertEqual(response.status, 422)
        self.assertIn(
            STRINGS["en"]["error.none"], page.get_by_role("alert").inner_text())
        self.assertEqual(page.locator("#file").get_attribute("aria-invalid"), "true")

    def test_a_file_that_is_cut_short_is_told_apart(self):
        page, response = self.hand_in(file="cut.png")
        self.assertEqual(response.status, 422)
        alert = page.get_by_role("alert").inner_text()
        self.assertIn(STRINGS["en"]["error.damaged"], alert)
        self.assertIn("The PNG cannot be read: ", alert)

    def test_each_of_several_credentials_has_its_own_verdict(self):
        page, response = self.hand_in(file="several.json")
        self.assertEqual(response.status, 200)
        headings = page.locator("h2[id^=part-]").all_inner_texts()
        self.assertEqual(headings, [
            "1. " + STRINGS["en"]["verdict.valid.heading"],
            "2. " + STRINGS["en"]["verdict.stranger.heading"]])

    def test_the_chosen_language_is_kept_through_a_form(self):
        page = self.page()
        Subject("", text=NUMBER).open(page, "sw")
        self.assertEqual(page.locator("html").get_attribute("lang"), "sw")
        self.assertEqual(page.locator("h1").inner_text(), STRINGS["sw"]["verdict.valid.heading"])
