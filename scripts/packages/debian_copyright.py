"""Debian's copyright file, with the licences of all that is linked into the programs."""
import re

from .inventory import (
    PROGRAMS, REPOSITORY, SWIFT, holder, licence, linked, pins, read, texts, toolchain)


def indented(text):
    """Lines of a field that continues (Debian Policy 5.1)."""
    return "\n".join(" " + (line.rstrip() or ".") for line in text.strip().expandtabs().split("\n"))


def copyright_file(scratch, resolved):
    """The copyright of both programs with all that is linked into them, machine-readable (DEP 5)."""
    known = pins(resolved)
    parts = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: CertAuthority\n"
        "Comment: The programs contain what is listed behind the first paragraph, each as linked.",
        "Files: *\nCopyright: CertAuthority contributors\nLicense: Apache-2.0",
        "Files: swift/*\nCopyright: Apple Inc. and the Swift project authors\nLicense: Swift\n"
        "Comment: Swift's standard library, Foundation and Dispatch.",
        "Files: swift/icu/*\nCopyright: 2016-2024 Unicode, Inc.\nLicense: Unicode-3.0\n"
        "Comment: ICU, inside Foundation.",
    ]
    for folder in sorted({f for p in PROGRAMS for f in linked(scratch, p)}, key=str.lower):
        text, notices = texts(scratch / "checkouts" / folder)
        kind = licence(text)
        owner = re.sub(r"^Copyright( \(c\))? ", "", holder(text, notices), flags=re.IGNORECASE)
        owner = f"the authors of {folder}" if owner == "NOASSERTION" else owner
        part = f"Files: {folder}-{known[folder.lower()][2]}/*\nCopyright: {owner}\nLicense: "
        if kind == SWIFT:
            part += "Swift"
        elif kind == "Apache-2.0":
            part += kind
        else:
            part += f"{kind}-{folder}\n{indented(text)}"
        parts.append(part + (f"\nComment:\n{indented(chr(10).join(notices))}" if notices else ""))
    common = ("On Debian systems, the Apache License, Version 2.0, is in\n"
              "/usr/share/common-licenses/Apache-2.0")
    exception = read(toolchain() / "share/swift/LICENSE.txt", "install Swift whole").split(
        "Runtime Library Exception to the Apache 2.0 License: ##")[1]
    unicode = read(REPOSITORY / "deploy/debian/unicode-license.txt", "it belongs to the repository")
    parts += [f"License: Apache-2.0\n{indented(common)}",
              f"License: Swift\n{indented(common + '.' + chr(10)*2 + exception.strip())}",
              f"License: Unicode-3.0\n{indented(unicode)}"]
    return "\n\n".join(parts) + "\n"
