"""The documents of a whole cohort beside other programs."""
import csv
import html
import json
import pathlib
import re
import shutil
import struct
import time
import unicodedata
import zlib

from .support.installation import PROGRAMME, Installation
from .support.programs import ROOT, run
from .support.server import Server, free_port
from .support.tools import need
from .support.trial import Trial

DESIGNS = ("classic", "modern", "quiet")
PAPERS = ("a4", "letter")
# In points; nothing on a sheet is smaller.
LEAST_SIZE = 7

SIGNATURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M5 25C20 0 30 0 35 12S20 '
    '38 25 30 45 10 50 20 60 30 70 18 90 22 115 15" fill="none" stroke="#1c3f8a" '
    'stroke-width="2"/></svg>')
SIGNATORIES = """    sheets:
      signatories:
        - {name: Dr Helena Lindqvist, office: {en: "Director, Capacity Development"}, signature: signatures/one.svg}
        - {name: Samuel Otieno, office: {en: Head of Programme}, signature: signatures/one.svg}
"""


def squeezed(text):
    """Without blanks, marks of direction and differences of normalisation."""
    kept = [c for c in text if not c.isspace() and unicodedata.category(c) != "Cf"]
    return unicodedata.normalize("NFC", "".join(kept))


def text_of(pdf):
    return run("pdftotext", "-enc", "UTF-8", pdf, "-").output.decode()


def words(pdf):
    """The words of a PDF with the middle of their boxes, where their ink is: x and y from and to."""
    found = []
    for word in re.finditer(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
            run("pdftotext", "-bbox", pdf, "-").output.decode()):
        left, top, right, bottom = map(float, word.groups()[:4])
        height = bottom - top
        found.append((left, top + 0.35 * height, right, bottom - 0.25 * height, word[5]))
    return found


def overlaps(pdf):
    """Pairs of words that lie on one another. Words that run to the left are given letter by letter,
    and letters reach over one another in every script."""
    found = words(pdf)
    return [
        f"{one[4]} and {other[4]}" for index, one in enumerate(found) for other in found[index + 1:]
        if len(one[4]) > 1 and len(other[4]) > 1
        and min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.2]


def least_size(pdf):
    """The smallest size of a font on a PDF, in points, to a third, which is the finest there is."""
    described = run("pdftohtml", "-xml", "-i", "-zoom", "3", "-stdout", pdf).output.decode()
    return min(int(size) / 3 for size in re.findall(r'<fontspec [^>]*size="(\d+)"', described))


def codes(path):
    """What zbarimg reads of a picture, with all its kinds of codes on."""
    return sorted(set(run("zbarimg", "-q", path, exits=None).output.decode().splitlines()))


def international_text(png):
    """The text of the PNG's chunk `openbadgecredential`."""
    position = 8
    while position < len(png):
        length, kind = struct.unpack(">I4s", png[position : position + 8])
        if kind == b"iTXt":
            key, rest = png[position + 8 : position + 8 + length].split(b"\0", 1)
            if key == b"openbadgecredential":
                compressed, _, rest = rest[0], rest[1], rest[2:]
                text = rest.split(b"\0", 2)[2]
                return zlib.decompress(text) if compressed else text
        position += 12 + length
    return None


def text_of_svg(svg):
    found = re.search(rb"<openbadges:credential[^>]*>\s*<!\[CDATA\[(.*?)\]\]>", svg, re.S)
    return found and found[1]


class Documents(Trial):
    """Holds the documents of a whole cohort against poppler, librsvg, zbar and the running server.

    Draws every certificate in both designs and checks that
      - pdftotext finds each name as it was given, normalised; pdffonts finds every font embedded
      - zbarimg reads the one QR code, and nothing else, of PDF, PNG and SVG at 100 and 300 dpi
      - pdfdetach, and the badges without their picture, give the stored credential byte for byte,
        and the server verifies each form of each certificate that is uploaded
      - a name that no font covers is refused in the plan; a name of 90 letters and a title of
        200 fit
      - the same certificate gives the same bytes twice
      - in every design on both papers, with logo, two signatories and their signatures, and without
        any of these: no word lies on another, no font is smaller than 7 points, and the code is read
        at 100 dpi

    Needs poppler-utils, librsvg2-bin and zbar-tools.
    """

    name = "documents"
    lasts, lasts_quick = "about five minutes for the cohort of the demo", "about a minute"

    @classmethod
    def add_options(cls, options):
        options.add(
            "--cohort", ROOT / "seeds/cohorts/demo.csv", "the cohort", type=pathlib.Path,
            metavar="FILE")
        options.add("--programme", PROGRAMME, "its programme", metavar="SLUG")
        options.add("--certificates", 0, "draw the first N of them; 0 is all", quick=2)

    @classmethod
    def setUpClass(cls):
        need(
            "pdftotext", "pdftohtml", "pdffonts", "pdfdetach", "pdftoppm", "rsvg-convert",
            "zbarimg")
        super().setUpClass()
        cls.port = free_port()
        cls.installation = Installation(
            cls.desk / "home", f"http://localhost:{cls.port}").prepare()
        with open(cls.options.cohort, encoding="utf-8-sig", newline="") as file:
            cls.rows = list(csv.DictReader(file))
        issued = cls.issue(cls.options.cohort)
        cls.batches = issued.batches
        people = [(cls.rows[one["row"] - 1]["name"], one["number"]) for one in issued.certificates]
        cls.people = people[: cls.options.certificates or None]
        print(f"{len(cls.people)} certificates, {len(DESIGNS)} designs")

    @classmethod
    def issue(cls, cohort):
        return cls.installation.issue(cohort, programme=cls.options.programme)

    def export(self, number, form, name, *more):
        path = self.desk / name
        path.unlink(missing_ok=True)
        self.installation.certctl("export", number, "--format", form, "-o", path, *more)
        return path

    # Each of these is made once, by the first test that asks for it.

    def stored(self, number):
        path = self.desk / f"credential-{number}.json"
        if not path.exists():
            path.write_bytes(self.installation.certctl("export", number).output)
        return path

    def pdf(self, design, number):
        path = self.desk / f"{design}-{number}.pdf"
        return path if path.exists() else self.export(
            number, "pdf", path.name, "--design", design)

    def badge(self, form, number):
        path = self.desk / f"badge-{number}.{form}"
        return path if path.exists() else self.export(number, f"badge-{form}", path.name)

    def test_sheets(self):
        absent, unembedded, unequal, misread, undetached = [], [], [], [], []
        fonts = set()
        drawn = pictures = 0
        for design in DESIGNS:
            began = time.monotonic()
            for name, number in self.people:
                place = f"{design} {number}"
                pdf = self.pdf(design, number)
                drawn += 1
                if squeezed(name) not in squeezed(text_of(pdf)):
                    absent.append(f"{place} {name}")
                for line in run("pdffonts", pdf).text.splitlines()[2:]:
                    fonts.add(line.split()[0])
                    if line.split()[-5] != "yes":
                        unembedded.append(f"{place} {line}")
                run("pdfdetach", "-save", "1", "-o", self.desk / "detached", pdf)
                if (self.desk / "detached").read_bytes() != self.stored(number).read_bytes():
                    undetached.append(place)
                svg = self.export(number, "svg", f"{design}.svg", "--design", design)
                for form, first in (("pdf", pdf), ("svg", svg)):
                    again = self.export(number, form, f"again.{form}", "--design", design)
                    if again.read_bytes() != first.read_bytes():
                        unequal.append(f"{place} {form}")
                for dpi in (100, 300):
                    run("pdftoppm", "-r", dpi, "-png", "-singlefile", pdf, self.desk / "from-pdf")
                    run("rsvg-convert", "-d", dpi, "-p", dpi, svg, "-o", self.desk / "from-svg.png")
                    drawing = ("--design", design, "--dpi", dpi)
                    png = self.export(number, "png", "drawn.png", *drawing)
                    for picture in (self.desk / "from-pdf.png", self.desk / "from-svg.png", png):
                        pictures += 1
                        read = codes(picture)
                        if not self.is_the_code(read, number):
                            misread.append(f"{place} {picture.name} {dpi} dpi: {read}")
                    again = self.export(number, "png", "again.png", *drawing)
                    if again.read_bytes() != png.read_bytes():
                        unequal.append(f"{place} png {dpi} dpi")
            self.say(f"{design}: {time.monotonic() - began:.0f} s")
        self.hold(
            not absent, f"pdftotext finds the name in {drawn - len(absent)} of {drawn} PDFs "
            f"{absent or ''}")
        self.hold(
            fonts and not unembedded,
            f"all of {len(fonts)} fonts are embedded {unembedded or ''}")
        self.hold(
            not misread, f"the QR code alone is read of {pictures - len(misread)} of {pictures} "
            f"pictures {misread or ''}")
        self.hold(
            not undetached,
            f"pdfdetach gives the stored credential of {drawn} PDFs {undetached or ''}")
        self.hold(
            not unequal, f"the same bytes twice, {drawn} times as PDF, PNG and SVG {unequal or ''}")

    def catalogue(self, name, change):
        """Puts the repository's catalogue in force with another `organisations.yaml`."""
        catalogue = self.desk / name
        if not catalogue.exists():
            shutil.copytree(ROOT / "seeds", catalogue)
            (catalogue / "signatures").mkdir()
            (catalogue / "signatures/one.svg").write_text(SIGNATURE)
            organisations = catalogue / "organisations.yaml"
            organisations.write_text(
                change(organisations.read_text(encoding="utf-8")), encoding="utf-8")
        self.installation.certctl("catalogue", "apply", catalogue)

    def test_every_sheet(self):
        known = {squeezed(number): name for name, number in self.people}
        looks = {
            "full": lambda text: text.replace("  - slug: itu\n", "  - slug: itu\n" + SIGNATORIES, 1),
            "bare": lambda text: re.sub(r"\n *logo: [^\n]*", "", text),
        }
        drawn, on_one_another, small, misread, absent = 0, [], [], [], []
        for look, change in looks.items():
            self.catalogue(f"catalogue-{look}", change)
            for design in DESIGNS:
                for paper in PAPERS:
                    folder = self.desk / f"{look}-{design}-{paper}"
                    for batch in self.batches:
                        self.installation.certctl(
                            "export", "--batch", batch, "--documents", folder, "--design", design,
                            "--paper", paper)
                    for pdf in sorted(folder.rglob("*.pdf")):
                        text = squeezed(text_of(pdf))
                        number = next((number for number in known if number in text), None)
                        if number is None:
                            # Not one of those that are to be drawn.
                            continue
                        drawn += 1
                        place = f"{look} {design} {paper} {number}"
                        if squeezed(known[number]) not in text:
                            absent.append(place)
                        on_one_another += [f"{place}: {pair}" for pair in overlaps(pdf)]
                        size = least_size(pdf)
                        if size < LEAST_SIZE:
                            small.append(f"{place}: {size}")
                        run("pdftoppm", "-r", 100, "-png", "-singlefile", pdf, self.desk / "printed")
                        read = codes(self.desk / "printed.png")
                        if not self.is_the_code(read, number):
                            misread.append(f"{place}: {read}")
        wanted = len(looks) * len(DESIGNS) * len(PAPERS) * len(self.people)
        self.hold(drawn == wanted, f"{drawn} of {wanted} sheets are drawn")
        self.hold(not absent, f"each has its name {absent or ''}")
        self.hold(not on_one_another, f"no word lies on another {on_one_another or ''}")
        self.hold(not small, f"no font is smaller than {LEAST_SIZE} points {small or ''}")
        self.hold(not misread, f"each code is read at 100 dpi {misread or ''}")

    @staticmethod
    def is_the_code(read, number):
        def bare(text):
            return text.replace("-", "").upper()
        return len(read) == 1 and read[0].startswith("QR-Code:") and bare(number) in bare(read[0])

    def test_badges(self):
        unbaked, unequal = [], []
        for _, number in self.people:
            for form, taken_out in (("png", international_text), ("svg", text_of_svg)):
                badge = self.badge(form, number)
                if taken_out(badge.read_bytes()) != self.stored(number).read_bytes():
                    unbaked.append(f"{number} {form}")
                again = self.export(number, f"badge-{form}", f"again.{form}")
                if again.read_bytes() != badge.read_bytes():
                    unequal.append(f"{number} {form}")
        count = 2 * len(self.people)
        self.hold(
            not unbaked,
            f"the stored credential comes out of {count} badges, PNG and SVG {unbaked or ''}")
        self.hold(not unequal, f"the same bytes twice, {count} times as badge {unequal or ''}")

    def test_uploads(self):
        server = Server(self.installation.home, self.desk / "server.log", port=self.port)
        self.addCleanup(server.stop)
        uploads, unverified = 0, []
        for name, number in self.people:
            files = [(self.pdf(design, number), "application/pdf") for design in DESIGNS]
            files += [
                (self.badge("png", number), "image/png"),
                (self.badge("svg", number), "image/svg+xml"),
                (self.stored(number), "application/json"),
            ]
            for path, kind in files:
                answer = server.upload(path.read_bytes(), path.name, kind)
                page = html.unescape(answer.body.decode())
                uploads += 1
                if answer.status != 200 or number not in page or name not in page:
                    unverified.append(f"{path.name}: {answer.status}")
        self.hold(
            not unverified,
            f"{uploads} uploads at /, each form of each certificate, give the facts "
            f"{unverified or ''}")
        stored = json.loads(self.stored(self.people[0][1]).read_bytes())
        body = json.dumps({"verifiableCredential": stored})
        answer = server.post("/credentials/verify", body, "application/json")
        self.hold(
            answer.status == 200 and json.loads(answer.body)["verified"] is True,
            "credential.json posted to /credentials/verify is verified")

    def cohort(self, file, name):
        """A cohort of one learner of this name."""
        path = self.desk / file
        row = dict(
            self.rows[0], learner_ref="TRIAL-" + file, name=name, email="trial@learners.example")
        with open(path, "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, self.rows[0].keys())
            writer.writeheader()
            writer.writerow(row)
        return path

    def test_letters_and_lengths(self):
        refused = self.installation.certctl(
            "issue", self.cohort("cuneiform.csv", "\U00012000\U00012001 Nabu"), "--programme",
            self.options.programme, "--json", exits=None)
        said = " ".join(refused.complaint.split())
        self.hold(
            refused.code == 4 and "12000" in said,
            f"cuneiform is refused in the plan: {refused.code} {said[:300]}")
        # No hyphens: pdftotext takes one at the end of a line for a word that was broken.
        name = ("Maximiliana Theodora Alexandrina von Hohenstein Breitenbach " * 2)[:90].strip()
        title = (
            "Responsible Procurement and Deployment of Artificial Intelligence Systems " * 3
        )[:200].strip()
        self.apply_title(title)
        [number] = self.issue(self.cohort("long.csv", name)).numbers
        for design in DESIGNS:
            for paper in ("a4", "letter"):
                text = squeezed(text_of(self.export(
                    number, "pdf", f"long-{design}.pdf", "--design", design, "--paper", paper)))
                self.hold(
                    squeezed(name) in text and squeezed(title) in text,
                    f"a name of {len(name)} letters and a title of {len(title)}: {design}, {paper}")

    def apply_title(self, title):
        """Applies a catalogue in which the programme has this title."""
        catalogue = shutil.copytree(ROOT / "seeds", self.desk / "catalogue")
        programmes = catalogue / "programmes.yaml"
        texts = programmes.read_text(encoding="utf-8")
        slug = re.escape(self.options.programme)
        heading = re.search(rf"slug: {slug}\n.*?title:\n((?:      \S[^\n]*\n)+)", texts, re.S)
        programmes.write_text(
            texts.replace(heading[1], f"      en: {title}\n", 1), encoding="utf-8")
        self.installation.certctl("catalogue", "apply", catalogue)
