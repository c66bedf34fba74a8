"""What a page says of a certificate, in words, in shape and in what it keeps back."""
from support.browsing import BrowserTestCase
from support.subjects import LANGUAGES, NUMBERS, STRINGS, UPLOADS, VERDICTS, WORLD, named

NAMES = {
    "valid": "Zoë Müller-Åkesson", "revoked": "आरव मेहरा", "suspended": "ሰላማዊት ተስፋዬ",
    "superseded": "Ольга Вербицкая", "expired": "Tomasz Żółkiewski",
    "not-genuine": "ณัฐพล", "cannot-tell": "Miriama Tuilagi",
}


class Verdicts(BrowserTestCase):
    def test_each_state_has_its_heading_and_shape_in_every_language(self):
        page = self.page()
        for subject in VERDICTS + UPLOADS + [named("record-lost")]:
            for language in LANGUAGES if subject.file is None else ("en",):
                with self.subTest(subject.name, language=language):
                    response = subject.open(page, language)
                    self.assertEqual(response.status, subject.status)
                    self.assertEqual(
                        page.locator("h1").all_inner_texts(), [STRINGS[language][subject.heading]])
                    self.assertEqual(page.locator(f"section.card.{subject.tone}").count(), 1)
                    self.assertEqual(page.locator(".verdict > svg").count(), 1)

    def test_four_verdicts_have_four_shapes(self):
        page = self.page()
        shapes = set()
        for name in ("valid", "revoked", "not-genuine", "cannot-tell"):
            named(name).open(page)
            shapes.add(page.locator(".verdict > svg").inner_html())
        self.assertEqual(len(shapes), 4)

    def test_facts_stand_only_where_they_are_assured(self):
        page = self.page()
        for name, learner in NAMES.items():
            with self.subTest(name):
                named(name).open(page)
                text = page.locator("body").inner_text()
                self.assertEqual(learner in text, name != "not-genuine")
        named("upload-forged").open(page)
        self.assertNotIn("Miller", page.content())
        named("erased").open(page)
        self.assertNotIn("Baraka", page.content())

    def test_the_standing_is_told_as_read_only_where_it_was_read(self):
        page = self.page()
        for subject in VERDICTS:
            with self.subTest(subject.name):
                subject.open(page)
                told = STRINGS["en"]["verdict.fresh"] in page.locator(".foot").inner_text()
                self.assertEqual(told, subject.tone in ("valid", "not-currently-valid"))

    def test_facts_to_compare(self):
        page = self.page()
        named("valid").open(page)
        facts = dict(zip(
            page.locator("dl dt").all_inner_texts(), page.locator("dl dd").all_inner_texts()))
        who = page.locator(".who")
        self.assertEqual(who.locator(".name").inner_text(), "Zoë Müller-Åkesson")
        self.assertEqual(
            who.locator(".what").inner_text(), "Foundations of Artificial Intelligence")
        self.assertIn("International Telecommunication Union", who.inner_text())
        self.assertEqual(
            who.locator("img").get_attribute("src"),
            "/programmes/ai-foundations/badge.svg?cut=small")
        # What has no value has no row.
        self.assertNotIn("Valid until", facts)
        self.assertEqual(facts["Level"], "Foundation")
        self.assertEqual(facts["Hours of learning"], "12 hours")
        self.assertEqual(facts["Completed on"], "27 June 2025")
        self.assertEqual(facts["Number"], NUMBERS["valid"])
        sizes = page.locator("main :is(h1, h2, p, dd)").evaluate_all(
            "all => all.map(one => [parseFloat(getComputedStyle(one).fontSize), one.className])")
        self.assertEqual(max(sizes)[1], "name", "the name is the largest")

    def test_a_telephone_s_first_screen_says_it(self):
        """Mark, verdict, name, programme, issuer and the time of checking, at 360 by 740."""
        for name in ("valid", "arabic", "chinese", "revoked", "suspended", "expired"):
            for language in LANGUAGES:
                with self.subTest(name, language=language):
                    page = self.page(360)
                    named(name).open(page, language)
                    for part in (
                            ".brand", ".verdict > svg", "h1", ".who .name", ".who .what",
                            ".who .label b", ".who .seal", ".foot time"):
                        box = page.locator(part).first.bounding_box()
                        self.assertLessEqual(box["y"] + box["height"], 740, part)

    def test_what_is_taken_back_has_a_grey_badge_and_the_rule_of_its_verdict(self):
        page = self.page()
        for name, barred in (("valid", None), ("revoked", True), ("expired", False)):
            with self.subTest(name):
                named(name).open(page)
                filter, bar = page.locator(".seal").first.evaluate(
                    "one => [getComputedStyle(one.querySelector('img')).filter,"
                    " getComputedStyle(one, '::after').content]")
                self.assertEqual(filter, "none" if barred is None else "grayscale(1)")
                self.assertEqual(bar != "none", bool(barred))
                rule, band = page.evaluate(
                    "[document.body, document.querySelector('.verdict')].map((one, place) =>"
                    " getComputedStyle(one)[['borderTopColor', 'backgroundColor'][place]])")
                self.assertEqual(rule == band, barred is not None)

    def test_replaced_leads_to_the_new_one(self):
        page = self.page()
        named("superseded").open(page, "fr")
        page.locator("section:has(#meaning) a").click()
        self.assertIn("Ольга Игоревна Вербицкая", page.locator(".who").inner_text())
        self.assertEqual(page.locator("h1").inner_text(), STRINGS["fr"]["verdict.valid.heading"])

    def test_checks_open_without_a_script(self):
        page = self.page()
        named("valid").open(page)
        first = page.locator(".checks details").first
        self.assertFalse(first.locator("p").first.is_visible())
        first.locator("summary").click()
        self.assertTrue(first.locator("p").first.is_visible())

    def test_the_signed_credential_is_downloaded_byte_for_byte(self):
        page = self.page()
        named("valid").open(page)
        with page.expect_download() as download:
            page.locator("a[download]").click()
        with open(download.value.path(), "rb") as got, open(
                WORLD["files"]["ours.json"], "rb") as wanted:
            self.assertEqual(got.read(), wanted.read())
