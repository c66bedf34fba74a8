"""A page and its pictures, nothing from elsewhere, nothing that the page's own policy forbids."""
import re
from urllib.parse import urlsplit

from support.browsing import BrowserTestCase
from support.subjects import ALL, LANGUAGES, WORLD, named

# Pictures of the catalogue, which browsers keep.
PICTURE = re.compile(
    r"/(programmes/[a-z0-9-]+/(badge\.svg|specimen\.png)|badges/.*|logos/.*|favicon\.svg|(credentials|c)/.*\.(png|svg))$")


class Requests(BrowserTestCase):
    def test_every_page_is_whole_by_itself_but_for_pictures_and_complains_of_nothing(self):
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
                        handed_in = any(
                            part is not None for part in (subject.file, subject.text, subject.lines))
                        pictures = [url for url in page.requests if PICTURE.match(urlsplit(url).path)]
                        pages = len(page.requests) - len(pictures)
                        self.assertEqual(pages, 2 if handed_in else 1, page.requests)
                        self.assertEqual(
                            {urlsplit(url).netloc for url in pictures}
                            - {urlsplit(page.url).netloc}, set())
                        # Whoever asks too often is not given the logo either.
                        if subject.status == 429:
                            self.assertEqual(
                                [url for url in pictures if "/logos/" in url], [])
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
