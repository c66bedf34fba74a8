"""A signed PDF beside other programs."""
import io
import logging
import pathlib
import sys

from .support.installation import Installation, Learner, write_cohort
from .support.programs import run
from .support.tools import need, packages, python_tools
from .support.trial import Trial


class PDFInterop(Trial):
    """Holds a signed PDF against pyHanko, pdfsig, qpdf and pdfdetach.

    Then changes bytes of the signed ranges, one at a time and spread evenly, each of which must
    break the signature. The PDF is made here, or given: as `certctl export --format pdf --sign`
    writes it, the root as `certctl keys export-root` does, the credential as `certctl export`
    does. Needs qpdf and poppler-utils; pyHanko is installed from PyPI into a folder of its own
    below ~/.cache.
    """

    name = "pdf-interop"
    lasts, lasts_quick = "half a minute", "ten seconds"
    products = ("certctl",)

    @classmethod
    def add_options(cls, options):
        options.add("--changes", 1000, "bytes that are changed", quick=100)
        for name in ("signed", "root", "credential"):
            options.add(
                f"--{name}", None, "a file of yours; all three together", type=pathlib.Path,
                metavar="FILE")

    @classmethod
    def setUpClass(cls):
        need("qpdf", "pdfsig", "pdfdetach")
        sys.path.append(packages(python_tools()))
        logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)
        logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL + 1)
        super().setUpClass()
        given = [cls.options.signed, cls.options.root, cls.options.credential]
        if any(given) != all(given):
            raise ValueError(
                "--signed, --root and --credential are given together, or none of them")
        files = given if all(given) else cls.made()
        cls.signed, root, cls.credential = (path.read_bytes() for path in files)
        (cls.desk / "examined.pdf").write_bytes(cls.signed)
        cls.trust = cls.trust_in(root)

    @classmethod
    def made(cls):
        """A signed PDF, the root's certificate and the credential, of an installation made here."""
        installation = Installation(cls.desk / "home").prepare()
        installation.certify()
        cohort = write_cohort(cls.desk / "cohort.csv", [Learner("L-1", "Zoë Müller-Åkesson")])
        [number] = installation.issue(cohort).numbers
        signed, root, credential = (
            cls.desk / name for name in ("signed.pdf", "root.pem", "credential.json"))
        installation.certctl("export", number, "--format", "pdf", "--sign", "-o", signed)
        installation.certctl("keys", "export-root", "-o", root)
        installation.certctl("export", number, "-o", credential)
        return [signed, root, credential]

    # pyHanko's modules are there only after they were installed, so they are imported late.

    @staticmethod
    def trust_in(root):
        from asn1crypto import pem, x509
        from pyhanko_certvalidator import ValidationContext
        return ValidationContext(
            trust_roots=[x509.Certificate.load(pem.unarmor(root)[2])], allow_fetching=False)

    @staticmethod
    def signature(data):
        from pyhanko.pdf_utils.reader import PdfFileReader
        return PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures[0]

    def status(self, data):
        from pyhanko.sign.validation import validate_pdf_signature
        return validate_pdf_signature(self.signature(data), self.trust)

    def test_pyhanko(self):
        self.hold(
            self.status(self.signed).bottom_line, "pyHanko: intact, trusted, covers the whole file")
        attributes = self.signature(self.signed).signer_info["signed_attrs"]
        kinds = {attribute["type"].native for attribute in attributes}
        self.hold(
            kinds == {"content_type", "message_digest", "signing_certificate_v2"},
            "PAdES B-B: the signed attributes are " + ", ".join(sorted(kinds)))

    def test_qpdf_and_poppler(self):
        pdf, detached = self.desk / "examined.pdf", self.desk / "detached"
        checked = run("qpdf", "--check", pdf, exits=None)
        self.hold(checked.code == 0, f"qpdf --check: {checked.code} {checked.complaint}")
        run("pdfdetach", "-save", "1", "-o", detached, pdf, exits=None)
        self.hold(
            detached.is_file() and detached.read_bytes() == self.credential,
            "pdfdetach gives the credential byte for byte")
        # Its trust is that of the user's own store, which is not asked here.
        said = run("pdfsig", pdf, exits=None).text
        self.hold("Signature is Valid." in said, "pdfsig: valid")

    def test_changed_bytes(self):
        first, length, second, rest = self.signature(self.signed).byte_range
        places = [*range(first, first + length), *range(second, second + rest)]
        count = min(self.options.changes, len(places))
        passed = []
        for index in range(count):
            position = places[index * len(places) // count]
            changed = bytearray(self.signed)
            changed[position] ^= 0x01
            try:
                verdict = self.status(bytes(changed))
                if verdict.intact and verdict.valid:
                    passed.append(position)
            except Exception:  # What cannot be read is not taken for signed either.
                pass
        self.hold(
            not passed, f"each of {count} changed bytes of {len(places)} signed ones breaks it "
            f"{passed or ''}")
