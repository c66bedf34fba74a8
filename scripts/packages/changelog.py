"""CHANGELOG.md, in the form of Keep a Changelog: sections by version, the unreleased one first."""
import re

from .inventory import Failure

HEADING = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d\d-\d\d))?$", re.MULTILINE)
UNRELEASED = "Unreleased"


def sections(text):
    """Version to what stands below its heading, in order."""
    found = list(HEADING.finditer(text))
    ends = [heading.start() for heading in found[1:]] + [len(text)]
    result = {}
    for heading, end in zip(found, ends):
        if heading[1] in result:
            raise Failure(f"CHANGELOG.md has two sections [{heading[1]}]; join them")
        result[heading[1]] = text[heading.end():end].strip()
    return result


def is_released(text, version):
    """Whether a version has its section already, with nothing left unreleased above it."""
    found = sections(text)
    if version not in found:
        return False
    if found.get(UNRELEASED):
        raise Failure(f"CHANGELOG.md has a section [{version}] and changes under [{UNRELEASED}]; "
                      f"move them into one of the two, or release another version")
    if not found[version]:
        raise Failure(f"CHANGELOG.md says nothing under [{version}]; write what changed")
    return True


def released(text, version, day):
    """The text in which what was unreleased is a version of that day.

    Throws where there is nothing to release.
    """
    if not sections(text).get(UNRELEASED):
        raise Failure(f"CHANGELOG.md has nothing under '## [{UNRELEASED}]'; write what changed there")
    return text.replace(f"## [{UNRELEASED}]\n", f"## [{UNRELEASED}]\n\n## [{version}] - {day}\n", 1)
