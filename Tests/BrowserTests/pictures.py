"""Takes the pictures of the pages that the README shows, small enough to keep.

Run by `scripts/browser --pictures FOLDER`.
"""
import io
import pathlib

from PIL import Image
from playwright.sync_api import sync_playwright

from support.browsing import ARGUMENTS, CHROMIUM
from support.subjects import named

# File, page, language, width, height (None: all of it), colours.
PICTURES = [
    ("verdict-valid", "valid", "en", 360, 780, "light"),
    ("verdict-revoked", "revoked", "en", 360, 780, "light"),
    ("verdict-not-genuine", "not-genuine", "en", 360, 780, "light"),
    ("verdict-cannot-tell", "cannot-tell", "en", 360, 780, "light"),
    ("verdict-arabic", "arabic", "ar", 360, 780, "light"),
    ("verdict-chinese", "chinese", "zh", 360, 780, "light"),
    ("verdict-dark", "valid", "en", 360, 780, "dark"),
    ("start", "start", "en", 360, 780, "light"),
    ("learner", "learner", "en", 360, 780, "light"),
    ("verdict-wide", "valid", "en", 1280, 1100, "light"),
    ("start-wide", "start", "en", 1280, 1000, "light"),
    ("programme", "programme", "en", 1280, 1000, "light"),
    ("organisation", "organisation", "ar", 360, 780, "dark"),
]


def take(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, subject, language, width, height, scheme in PICTURES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme,
                java_script_enabled=False)
            page = context.new_page()
            named(subject).open(page, language)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            # Few colours: the pages are text on a ground.
            picture.quantize(96, dither=Image.Dither.NONE).save(
                folder / f"{name}.png", optimize=True)
            context.close()
