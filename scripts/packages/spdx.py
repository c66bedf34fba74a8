"""The list of what a program is made of, as SPDX 2.3 has it (ISO/IEC 5962), in JSON."""
import hashlib
import json
import pathlib
import re

from .inventory import (
    SWIFT, Failure, holder, icu, licence, linked, pins, run, system_packages, texts, vendored,
    version)


def element(name, version_, location, licence_, copyright_, purl, **more):
    """A package as SPDX has it (clause 7)."""
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", f"{name}-{version_}"),
        "name": name, "versionInfo": version_, "downloadLocation": location, "filesAnalyzed": False,
        "licenseConcluded": licence_, "licenseDeclared": licence_, "copyrightText": copyright_,
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": purl}],
        **more,
    }


def document(scratch, program, deb, resolved, created):
    """The whole document."""
    built, release = scratch / "release" / program, version()
    name, architecture = program, run("dpkg", "--print-architecture").strip()
    extra = {"primaryPackagePurpose": "APPLICATION"}
    purl = f"pkg:generic/{program}@{release}"
    if deb:
        fields = dict(line.split(": ", 1) for line in run(
            "dpkg-deb", "--field", deb, "Package", "Version", "Architecture").splitlines())
        name, release, architecture = fields["Package"], fields["Version"], fields["Architecture"]
        purl = f"pkg:deb/debian/{name}@{release}?arch={architecture}"
        extra |= {"packageFileName": pathlib.Path(deb).name, "checksums": [
            {"algorithm": "SHA256",
             "checksumValue": hashlib.sha256(pathlib.Path(deb).read_bytes()).hexdigest()}]}
    whole = element(name, release, "NOASSERTION", "Apache-2.0", "CertAuthority contributors", purl,
                    **extra)
    static, inner, known = [], [], pins(resolved)
    for folder in linked(scratch, program):
        if folder.lower() not in known:
            raise Failure(f"{resolved} does not name {folder}; swift package resolve mends it")
        location, revision, of = known[folder.lower()]
        text, notices = texts(scratch / "checkouts" / folder)
        path = re.sub(r"^https://|\.git$", "", location)
        static.append(element(
            folder, of, f"git+{location}@{revision}", licence(text), holder(text, notices),
            f"pkg:swift/{path}@{of}"))
        inner += [
            (static[-1], element(
                part, number, source, kind, "NOASSERTION", f"pkg:generic/{part}"
                + (f"@{number}" if number != "NOASSERTION" else ""), comment=f"Inside {folder} {of}."))
            for part, number, source, kind in vendored(scratch / "checkouts" / folder)]
    swift = re.search(r"Swift version (\S+)", run("swift", "--version"))[1]
    static.append(element(
        "swift", swift, f"git+https://github.com/swiftlang/swift@swift-{swift}-RELEASE", SWIFT,
        "NOASSERTION", f"pkg:swift/github.com/swiftlang/swift@{swift}",
        comment="The standard library, Foundation and Dispatch, of the toolchain."))
    inner.append((static[-1], element(
        "icu", icu(), "git+https://github.com/swiftlang/swift-foundation-icu", "Unicode-3.0",
        "Copyright 2016-2024 Unicode, Inc.", f"pkg:generic/icu@{icu()}",
        comment=f"Inside Foundation of Swift {swift}.")))
    shared = [
        element(package, of, "NOASSERTION", "NOASSERTION", "NOASSERTION",
                f"pkg:deb/debian/{package}@{of}?arch={architecture}",
                comment="Of the machine that built; linked as " + ", ".join(sorted(sonames)))
        for package, (of, sonames) in sorted(system_packages(built).items())
    ]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", whole)]
    relations += [(whole["SPDXID"], "STATIC_LINK", other) for other in static]
    relations += [(outer["SPDXID"], "CONTAINS", part) for outer, part in inner]
    relations += [(whole["SPDXID"], "DYNAMIC_LINK", other) for other in shared]
    packages = [whole, *static, *(part for _, part in inner), *shared]
    digest = hashlib.sha256(json.dumps(packages, sort_keys=True).encode()).hexdigest()
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"{name}-{release}",
        "documentNamespace": f"https://spdx.org/spdxdocs/{name}-{release}-{digest}",
        "creationInfo": {"created": created, "creators": [f"Tool: scripts/sbom-{version()}"]},
        "packages": packages,
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other["SPDXID"]}
            for one, kind, other in relations],
    }


def faults(text):
    """What a document lacks of SPDX 2.3's required fields, one line each."""
    try:
        root = json.loads(text)
    except ValueError as error:
        return [f"not JSON: {error}"]
    found = [f"{name} is not {value}" for name, value in [
        ("spdxVersion", "SPDX-2.3"), ("dataLicense", "CC0-1.0"), ("SPDXID", "SPDXRef-DOCUMENT"),
    ] if root.get(name) != value]
    found += [f"no {name}" for name in ["name", "documentNamespace", "packages", "relationships"]
              if not root.get(name)]
    creation = root.get("creationInfo") or {}
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(creation.get("created"))):
        found.append("creationInfo.created is no time such as 2026-01-31T00:00:00Z")
    if not creation.get("creators"):
        found.append("no creationInfo.creators")
    names = ["SPDXRef-DOCUMENT"]
    for package in root.get("packages") or []:
        called = package.get("name") or "a package without a name"
        found += [f"{called}: no {name}" for name in
                  ["SPDXID", "name", "versionInfo", "downloadLocation", "licenseConcluded"]
                  if not package.get(name)]
        if not re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", str(package.get("SPDXID"))):
            found.append(f"{called}: {package.get('SPDXID')} is no identifier of SPDX")
        names.append(package.get("SPDXID"))
    found += [f"{name} stands there twice" for name in sorted(set(names), key=str)
              if names.count(name) > 1]
    relations = root.get("relationships") or []
    for relation in relations:
        found += [f"a relationship names {relation.get(end)}, which is not there"
                  for end in ("spdxElementId", "relatedSpdxElement") if relation.get(end) not in names]
    if not any(relation.get("relationshipType") == "DESCRIBES" for relation in relations):
        found.append("no relationship says what is described (DESCRIBES)")
    return found
