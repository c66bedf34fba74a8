"""One request a page besides pictures of our own, nothing from elsewhere, nothing that the page's own policy forbids."""
from support.browsing import BrowserTestCase
from support.subjects import ALL, LANGUAGES, WORLD, named


class Requests(BrowserTestCase):
    def test_every_page_is_one_document_and_complains_of_nothing(self):
        for scripts in (False, True):
            page = self.page(java_script_enabled=scripts)
            for subject in ALL:
                for language in LANGUAGES if subject.file is None and not scripts else ("en",):
                    with self.subTest(subject.name, language=language, scripts=scripts):
                        page.goto("about:blank")
                        page.requests.clear()
                        page.complaints.clear()
                        response = subject.open(page, language)
                        self.assertEqual(response.status, subject.status)
                        handed_in = subject.file is not None or subject.text is not None
                        pictures = [
                            url for url in page.requests if url.endswith((".svg", ".png"))]
                        for url in pictures:
                            self.assertTrue(url.startswith(f"{WORLD[subject.site]}/"), url)
                        documents = len(page.requests) - len(pictures)
                        self.assertEqual(documents, 2 if handed_in else 1, page.requests)
                        # A browser tells of every status but 200 by itself.
                        complaints = [
                            text for text in page.complaints
                            if f"responded with a status of {subject.status}" not in text]
                        self.assertEqual(complaints, [])

    def test_what_the_policy_forbids_would_be_noticed(self):
        subject = named("valid")
        page = self.page()

        def tampered(route):
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text().replace(
                "<main", "<p style='color:red'>x</p><img src='http://localhost:1/x.png' alt=''>"
                "<script>document.title = 'x'</script><main"))
        page.route("**/v/*", tampered)
        subject.open(page)
        self.assertGreaterEqual(len(page.complaints), 2, page.complaints)

    def test_headers_keep_the_page_to_itself(self):
        for subject in ALL:
            if subject.site != "base_url":
                continue
            with self.subTest(subject.name):
                headers = subject.open(self.page()).headers
                policy = headers["content-security-policy"]
                self.assertIn("default-src 'none'", policy)
                self.assertIn("frame-ancestors 'none'", policy)
                self.assertNotIn("unsafe-inline", policy)
                self.assertEqual(headers["x-content-type-options"], "nosniff")
                self.assertIn("referrer-policy", headers)
