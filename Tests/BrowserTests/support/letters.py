"""Letters to learners as the programs wrote them, and as a mail program shows them."""
import base64
import email
import email.policy
import pathlib
import re

from Trials.support.installation import Learner, write_cohort

NAMES = {
    "ar": "\u0644\u064a\u0644\u0649 \u0627\u0644\u062d\u0633\u064a\u0646\u064a",
    "en": "Amara Nwosu-Bright", "es": "Luc\u00eda Ib\u00e1\u00f1ez Soto",
    "fr": "Ana\u00efs Lef\u00e8vre", "pt": "Jo\u00e3o Concei\u00e7\u00e3o",
    "ru": "\u041e\u043b\u044c\u0433\u0430 \u0412\u0435\u0440\u0431\u0438\u0446\u043a\u0430\u044f",
    "sw": "Zawadi Mwakasege", "zh": "\u9648\u6653\u96ef",
}


def write(installation):
    """A letter in each language and one of a correction, as files; the name of each by its file."""
    cohort = write_cohort(installation.desk / "letters.csv", [
        Learner(f"MAIL-{code}", name, f"{code}@learners.example", code)
        for code, name in NAMES.items()])
    issued = installation.issue(cohort)
    numbers = dict(zip(NAMES, issued.numbers))
    wrong = installation.issue(write_cohort(installation.desk / "wrong.csv", [
        Learner("MAIL-wrong", "Sanjay Mehto", "sanjay@learners.example")]))
    installation.certctl("reissue", "--yes", wrong.numbers[0], "--name", "Sanjay Mehta")
    letters = {}
    for batch in issued.batches + wrong.batches:
        folder = installation.desk / f"letters-{batch}"
        installation.certctl(
            "links", "send", batch, "--from", "AI Skills Coalition <certificates@example.org>",
            "--dry-run", folder)
        for file in sorted(folder.glob("*.eml")):
            code = next(
                (code for code, number in numbers.items() if number == file.stem), "corrected")
            letters[code] = str(file)
    return letters


class Letter:
    """A message read from its file."""

    def __init__(self, path):
        self.message = email.message_from_bytes(
            pathlib.Path(path).read_bytes(), policy=email.policy.default)
        self.text = self.message.get_body(("plain",)).get_content()
        self.page = self.message.get_body(("html",)).get_content()
        self.pictures = {
            part["Content-ID"].strip().strip("<>"): part.get_content()
            for part in self.message.walk() if part.get_content_type() == "image/png"}

    @property
    def shown(self):
        """The page with its pictures in their places."""
        def picture(found):
            content = base64.b64encode(self.pictures[found.group(1)]).decode()
            return f'"data:image/png;base64,{content}"'
        return re.sub(r'"cid:([^"]+)"', picture, self.page)
