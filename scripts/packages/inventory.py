"""What a program is made of: Swift packages that are linked into it, libraries of the system."""
import json
import os
import pathlib
import re
import subprocess

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ["certctl", "VerifyServer"]
VERSION_FILE = "Sources/CertAuthority/ProductVersion.swift"
SWIFT = "Apache-2.0 WITH Swift-exception"


class Failure(Exception):
    """What cannot be found out; its text names the place and the remedy."""


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    if done.returncode != 0:
        raise Failure(f"{' '.join(map(str, command))} failed: {done.stderr.strip()}")
    return done.stdout


def read(path, remedy):
    try:
        return path.read_text()
    except OSError as error:
        raise Failure(f"{path} cannot be read ({error.strerror}); {remedy}") from error


def version():
    """The version of the project, from the one place where it stands."""
    text = read(REPOSITORY / VERSION_FILE, "it belongs to the repository")
    found = re.findall(r'static let current = "(\d+\.\d+\.\d+)"', text)
    if len(found) != 1:
        raise Failure(f"{VERSION_FILE} has no line 'static let current = \"MAJOR.MINOR.PATCH\"'")
    return found[0]


def toolchain():
    """The folder of Swift's own files, usr of what was installed."""
    target = json.loads(run("swiftc", "-print-target-info"))
    return pathlib.Path(target["paths"]["runtimeResourcePath"]).parents[1]


def icu():
    """The version of ICU inside Foundation, as the toolchain says it."""
    header = toolchain() / "lib/swift_static/_foundation_unicode/uvernum.h"
    found = re.search(r'#define U_ICU_VERSION "([^"]+)"', read(header, "install Swift whole"))
    if not found:
        raise Failure(f"{header} does not say which ICU Foundation contains; look there")
    return found[1]


def pins(path):
    """Package.resolved: folder of the checkout in lower case to (location, revision, version)."""
    try:
        document = json.loads(read(path, "swift package resolve makes it"))
        return {
            re.sub(r"\.git$", "", pin["location"].rsplit("/", 1)[-1]).lower(): (
                pin["location"], pin["state"]["revision"], pin["state"]["version"])
            for pin in document["pins"]
        }
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(f"{path} is not what Swift writes ({error!r}); swift package resolve mends it")


def homes(manifest):
    """Which checkout the modules of a build come from: module to folder; None for our own."""
    result, inputs = {}, ""
    for line in manifest.split("\n"):
        if line.startswith("    inputs: "):
            inputs = line
        elif line.startswith("    outputs: "):
            found = re.search(r'/checkouts/([^/"]+)/[^"]*\.(?:swift|c|cc|cpp|S)"', inputs)
            for module in set(re.findall(r'/([^/"]+)\.build/[^"]*\.o"', line)):
                result[module] = result.get(module) or (found[1] if found else None)
    return result


def linked(scratch, program):
    """The checkouts of which something is linked into a program, in order."""
    remedy = "build the program in release with --scratch-path first"
    modules = homes(read(scratch / "release.yaml", remedy))
    objects = read(scratch / f"release/{program}.product/Objects.LinkFileList", remedy)
    used = set(re.findall(r"/([^/\s]+)\.build/", objects))
    unknown = sorted(used - set(modules))
    if unknown:
        raise Failure(f"{scratch}/release.yaml does not say where {', '.join(unknown)} come from; "
                      f"{remedy}")
    return sorted({modules[module] for module in used if modules[module]}, key=str.lower)


def licence(text):
    """The SPDX identifier of a licence's text."""
    if "Apache License" in text:
        return SWIFT if "Runtime Library Exception" in text else "Apache-2.0"
    if "Permission is hereby granted, free of charge" in text:
        return "MIT"
    return "NOASSERTION"


def texts(checkout):
    """The licence of a checkout, and what its copyright holders want said: (licence, notices)."""
    own = [path for path in sorted(checkout.glob("LICENSE*")) if path.is_file()]
    if not own:
        raise Failure(f"{checkout} has no LICENSE; look for its licence before publishing this")
    notices = [path.read_text() for path in sorted(checkout.glob("NOTICE*"))]
    inside = sorted((checkout / "Sources").rglob("LICENSE*"))
    return own[0].read_text(), notices + [path.read_text() for path in inside]


def holder(licence_text, notices):
    """The first line that says whose it is."""
    for text in [licence_text, *notices]:
        found = re.search(r"^\s*(Copyright (?:\(c\) )?\d[^\n]*)$", text, re.MULTILINE | re.IGNORECASE)
        if found:
            return found[1].strip()
    return "NOASSERTION"


def vendored(checkout):
    """C libraries that a Swift package contains, as far as it says of which version: a list of
    (name, version, address, licence)."""
    result = []
    hashes = checkout / "Sources/CNIOBoringSSL/hash.txt"
    if hashes.is_file():
        found = re.search(r"(https://\S+) at revision ([0-9a-f]{40})", hashes.read_text())
        if not found:
            raise Failure(f"{hashes} does not say which BoringSSL this is; look there")
        result.append(("boringssl", found[2], f"git+{found[1]}@{found[2]}", "Apache-2.0"))
    parser = checkout / "Sources/CNIOLLHTTP/include/c_nio_llhttp.h"
    if parser.is_file():
        numbers = re.findall(r"#define LLHTTP_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)",
                             parser.read_text())
        if len(numbers) != 3:
            raise Failure(f"{parser} does not say which llhttp this is; look there")
        of = ".".join(numbers)
        result.append(("llhttp", of, f"git+https://github.com/nodejs/llhttp@v{of}", "MIT"))
    if (checkout / "Sources/CYaml").is_dir():
        # Yams changes it and names no version; its own version stands for it.
        result.append(("libyaml", "NOASSERTION", "git+https://github.com/yaml/libyaml", "MIT"))
    return result


# Libraries of the system.


def system_packages(program):
    """The Debian packages of the libraries that a program names: package to (version, sonames)."""
    needed = set(re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", program)))
    result = {}
    for name, path in re.findall(r"(\S+) => (/\S+)", run("ldd", program)):
        if name not in needed:
            continue
        # dpkg knows a file by the name it was unpacked under, with or without /usr.
        for place in (path, os.path.realpath(path), os.path.realpath(path).removeprefix("/usr")):
            done = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True)
            if done.returncode == 0:
                break
        else:
            raise Failure(f"no Debian package has {path}, which {program} links; install its package")
        package = done.stdout.split(":")[0]
        of = run("dpkg-query", "-W", "-f", "${Version}", package)
        result.setdefault(package, (of, []))[1].append(name)
    return result
