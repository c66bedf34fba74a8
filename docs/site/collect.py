"""Copies the documents of this repository, and the files to which they link, into a folder.

    collect.py FOLDER

They keep their places, so that links between them lead to the same files.
"""
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"""\]\(([^)\s#]+)|<img src="([^"]+)\"""")


def documents():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT,
        check=True, capture_output=True, text=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def linked(document):
    """The files of this repository to which a document links, other documents left out."""
    for found in LINK.finditer(document.read_text(encoding="utf-8")):
        target = found.group(1) or found.group(2)
        path = (document.parent / target).resolve()
        if ":" not in target and path.is_file() and path.is_relative_to(ROOT):
            yield path


def main(folder):
    files = set(documents())
    for document in list(files):
        files.update(linked(document))
    for file in sorted(files):
        place = folder / file.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
