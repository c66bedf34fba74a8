"""Tests in a browser: headless Chromium, scripts off unless a tool needs them."""
import os
import unittest

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Names in addresses lead to this machine or nowhere: nothing of a test leaves it.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost"]
NARROW = {"width": 360, "height": 640}
WIDE = {"width": 1280, "height": 800}


def size(width):
    return NARROW if width == NARROW["width"] else WIDE


class BrowserTestCase(unittest.TestCase):
    longMessage = True

    @classmethod
    def setUpClass(cls):
        driver = sync_playwright().start()
        cls.addClassCleanup(driver.stop)
        cls.browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        cls.addClassCleanup(cls.browser.close)

    def page(self, width=1280, **options):
        """A new page in a context of its own, which writes down what it asks for and complains of."""
        options.setdefault("java_script_enabled", False)
        options.setdefault("locale", "en-GB")
        context = self.browser.new_context(viewport=size(width), **options)
        self.addCleanup(context.close)
        page = context.new_page()
        page.requests = []
        page.complaints = []
        page.on("request", lambda request: request.url.startswith("data:")
                or page.requests.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page
