"""Takes the pictures of the pages that the README shows, small enough to keep.

Run by `scripts/browser --pictures FOLDER`.
"""
import io
import pathlib
import urllib.request

from PIL import Image
from playwright.sync_api import sync_playwright

from support.browsing import ARGUMENTS, CHROMIUM
from support.letters import Letter
from support.subjects import NUMBERS, WORLD, named

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

# File, letter, width, height, colours.
LETTERS = [
    *((f"mail-{code}", code, 360, 860, "light") for code in (
        "ar", "en", "es", "fr", "pt", "ru", "sw", "zh")),
    ("mail-corrected", "corrected", 360, 860, "light"),
    ("mail-dark", "en", 360, 860, "dark"),
    ("mail-wide", "en", 1280, 980, "light"),
]


# Pixels across the certificate.
CERTIFICATE_WIDTH = 720


def save(picture, path):
    """Few colours: pages and certificates are text on a ground."""
    picture.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)


def keep(page, path):
    save(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), path)


def take_certificate(path):
    with urllib.request.urlopen(
            f"{WORLD['base_url']}/credentials/{NUMBERS['valid']}.png") as answer:
        picture = Image.open(io.BytesIO(answer.read())).convert("RGB")
    height = round(picture.height * CERTIFICATE_WIDTH / picture.width)
    save(picture.resize((CERTIFICATE_WIDTH, height), Image.Resampling.LANCZOS), path)


def take(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    take_certificate(folder / "certificate.png")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, subject, language, width, height, scheme in PICTURES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme,
                java_script_enabled=False)
            page = context.new_page()
            named(subject).open(page, language)
            keep(page, folder / f"{name}.png")
            context.close()
        for name, letter, width, height, scheme in LETTERS:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme,
                java_script_enabled=False)
            page = context.new_page()
            page.set_content(Letter(WORLD["letters"][letter]).shown)
            keep(page, folder / f"{name}.png")
            context.close()
