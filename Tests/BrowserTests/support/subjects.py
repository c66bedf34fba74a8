"""Every page there is: by what leads to it."""
import dataclasses
import json
import urllib.error
import urllib.request

from Trials.support.programs import ROOT

from support.world import load

LANGUAGES = ("ar", "en", "es", "fr", "pt", "ru", "sw", "zh")
WIDTHS = (360, 1280)
WORLD = load()
NUMBERS = WORLD["numbers"]
STRINGS = {
    code: json.loads(
        (ROOT / "Sources/CertAuthority/Languages/Strings" / f"{code}.json").read_text())
    for code in LANGUAGES
}


@dataclasses.dataclass(frozen=True)
class Subject:
    """A page: at an address, or as the answer to what is handed in at the start page."""
    name: str
    path: str = "/"
    file: str = None
    text: str = None
    # Numbers to check at once.
    lines: str = None
    status: int = 200
    # The phrase that is its heading.
    heading: str = ""
    # Its class on the page: the shape and colour of the verdict.
    tone: str = None
    site: str = "base_url"

    def url(self, language):
        return f"{WORLD[self.site]}{self.path}?lang={language}"

    def open(self, page, language="en"):
        """Brings the page up; its answer."""
        if self.status == 429:
            return self.insist(page, language)
        response = page.goto(self.url(language))
        if self.lines is not None:
            page.locator("#text").fill(self.lines)
            with page.expect_navigation() as navigation:
                page.locator("button[value=table]").click()
            return navigation.value
        if self.file is None and self.text is None:
            return response
        if self.file is not None:
            page.locator("#file").set_input_files(WORLD["files"][self.file])
            form = page.locator("form:has(#file)")
        else:
            page.locator("#text").fill(self.text)
            form = page.locator("form:has(#text)")
        with page.expect_navigation() as navigation:
            form.locator("button").click()
        return navigation.value

    def insist(self, page, language):
        """Asks until it is turned away: a token comes back every second."""
        for _ in range(20):
            for _ in range(200):
                if status(self.url(language)) == self.status:
                    break
            page.requests.clear()
            response = page.goto(self.url(language))
            if response.status == self.status:
                break
        return response


def status(url):
    try:
        with urllib.request.urlopen(url) as response:
            return response.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def certificate(state, tone, phrase=None, number=None):
    return Subject(
        state, f"/v/{NUMBERS[number or state]}", heading=f"verdict.{phrase or state}.heading",
        tone=tone)


VERDICTS = [
    certificate("valid", "valid"),
    certificate("revoked", "not-currently-valid"),
    certificate("suspended", "not-currently-valid"),
    certificate("expired", "not-currently-valid"),
    certificate("superseded", "not-currently-valid"),
    certificate("not-genuine", "not-genuine", "false", "damaged"),
    certificate("cannot-tell", "cannot-tell", "unknown", "unlisted"),
    certificate("erased", "cannot-tell"),
]
# Names in other scripts.
PEOPLE = [
    certificate("arabic", "valid", "valid"),
    certificate("chinese", "valid", "valid"),
]
UPLOADS = [
    Subject("upload-ours", file="ours.json", heading="verdict.valid.heading", tone="valid"),
    Subject(
        "upload-stranger", file="stranger.json", heading="verdict.stranger.heading", tone="valid"),
    Subject(
        "upload-early", file="early.json", heading="verdict.early.heading",
        tone="not-currently-valid"),
    Subject(
        "upload-elsewhere", file="elsewhere.json", heading="verdict.elsewhere.heading",
        tone="cannot-tell"),
    Subject(
        "upload-several", file="several.json", heading="verdict.stranger.heading", tone="valid"),
    Subject(
        "upload-forged", file="forged.json", heading="verdict.false.heading", tone="not-genuine"),
]
OTHERS = [
    Subject("start", heading="start.title"),
    Subject("mistyped", text=NUMBERS["valid"][:-1] + "!", status=422, heading="start.title"),
    Subject("wrong-file", file="photo.png", status=422, heading="start.title"),
    Subject(
        "unknown-number", "/v/7K3M-9QXD-2T8F-W4HN-C", status=404,
        heading="problem.missing.heading"),
    Subject("nothing-here", "/none", status=404, heading="problem.nothing.heading"),
    Subject("too-often", status=429, heading="problem.often.heading", site="limited_url"),
    Subject(
        "record-lost", f"/v/{NUMBERS['valid']}", status=503,
        heading="verdict.unreadable.heading", tone="cannot-tell", site="lost_url"),
    Subject("learner", WORLD["learner"], heading="learner.title"),
    Subject("many", "/verify/many", heading="many.title"),
    Subject(
        "many-answered", "/verify/many", heading="many.result",
        lines="\n".join([*NUMBERS.values(), "7K3M-9QXD-2T8F-W4HN-C", "=1+1"])),
    Subject("programmes", "/programmes", heading="start.programmes"),
    Subject("programme", "/programmes/ai-foundations"),
    Subject("series", "/programmes/ai-vibes"),
    Subject("organisation", "/orgs/itu"),
]
ALL = VERDICTS + UPLOADS + OTHERS


def named(name):
    return next(subject for subject in ALL + PEOPLE if subject.name == name)
