"""What a program is made of, read off a build's lists."""
import copy
import json
import pathlib
import shutil
import tempfile
import unittest

from . import ROOT
from packages import spdx
from packages.debian_copyright import copyright_file
from packages.inventory import Failure, homes, licence, linked, pins, version

RESOLVED = {"pins": [
    {"location": "https://github.com/apple/swift-nio.git",
     "state": {"revision": "a" * 40, "version": "2.101.2"}},
    {"location": "https://github.com/jpsim/Yams",
     "state": {"revision": "b" * 40, "version": "6.2.2"}},
    {"location": "https://github.com/someone/unused",
     "state": {"revision": "c" * 40, "version": "1.0.0"}}]}
MANIFEST = '''
  "C.NIOCore-release.module":
    inputs: ["/r/.b/checkouts/swift-nio/Sources/NIOCore/A.swift","/r/.b/release/X.swiftmodule"]
    outputs: ["/r/.b/release/NIOCore.build/A.swift.o","/r/.b/release/Modules/NIOCore.swiftmodule"]
  "/r/.b/release/CYaml.build/api.c.o":
    inputs: ["/r/.b/checkouts/Yams/Sources/CYaml/src/api.c"]
    outputs: ["/r/.b/release/CYaml.build/api.c.o"]
  "C.certctl-release.module":
    inputs: ["/r/Sources/certctl/Certctl.swift","/r/.b/release/Modules/NIOCore.swiftmodule"]
    outputs: ["/r/.b/release/certctl.build/Certctl.swift.o"]
  "C.Unused-release.module":
    inputs: ["/r/.b/checkouts/unused/Sources/Unused/A.swift"]
    outputs: ["/r/.b/release/Unused.build/A.swift.o"]
'''


@unittest.skipUnless(
    shutil.which("dpkg-query") and shutil.which("objdump"),
    "the libraries of the system are looked up with Debian's dpkg-query and with objdump")
class ListTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.scratch = pathlib.Path(folder.name)
        self.resolved = self.scratch / "Package.resolved"
        self.resolved.write_text(json.dumps(RESOLVED))
        (self.scratch / "release.yaml").write_text(MANIFEST)
        self.link("certctl", "NIOCore", "CYaml", "certctl")
        self.link("VerifyServer", "NIOCore", "certctl")
        # A program of this system, for the libraries that it names.
        shutil.copy(shutil.which("true"), self.scratch / "release/certctl")
        self.checkout("swift-nio", "Apache License", "Copyright 2017 The SwiftNIO Project\n\nNetty")
        self.checkout("Yams", "Copyright (c) 2016 JP Simard.\n\nPermission is hereby granted, free of "
                              "charge, to any person\n\nTHE SOFTWARE IS PROVIDED AS IS")

    def link(self, program, *modules):
        folder = self.scratch / f"release/{program}.product"
        folder.mkdir(parents=True)
        (folder / "Objects.LinkFileList").write_text(
            "".join(f"/r/.b/release/{module}.build/A.swift.o\n" for module in modules))

    def checkout(self, name, text, notice=None):
        folder = self.scratch / "checkouts" / name
        (folder / "Sources").mkdir(parents=True)
        (folder / "LICENSE.txt").write_text(text)
        if notice:
            (folder / "NOTICE.txt").write_text(notice)

    def document(self, **more):
        return spdx.document(self.scratch, "certctl", None, self.resolved, "2026-05-04T09:00:00Z",
                             **more)

    def test_modules_come_from_checkouts_or_are_ours(self):
        self.assertEqual(homes(MANIFEST), {
            "NIOCore": "swift-nio", "CYaml": "Yams", "certctl": None, "Unused": "unused"})

    def test_a_program_lists_what_is_linked_and_nothing_else(self):
        self.assertEqual(linked(self.scratch, "certctl"), ["swift-nio", "Yams"])
        self.assertEqual(linked(self.scratch, "VerifyServer"), ["swift-nio"])

    def test_a_module_of_unknown_origin_is_named(self):
        (self.scratch / "release.yaml").write_text(MANIFEST.replace("CYaml.build", "Other.build"))
        with self.assertRaisesRegex(Failure, "CYaml.*build the program"):
            linked(self.scratch, "certctl")

    def test_a_build_that_is_not_there_is_named(self):
        with self.assertRaisesRegex(Failure, "release.yaml cannot be read.*build the program"):
            linked(self.scratch / "none", "certctl")

    def test_a_damaged_resolution_is_named(self):
        for text in ("", "{}", '{"pins": [{}]}', '{"pins": [{"location": "x", "state": {}}]}'):
            self.resolved.write_text(text)
            with self.assertRaisesRegex(Failure, "Package.resolved is not what Swift writes"):
                pins(self.resolved)

    def test_a_package_that_was_not_resolved_is_named(self):
        self.resolved.write_text(json.dumps({"pins": RESOLVED["pins"][:1]}))
        with self.assertRaisesRegex(Failure, "does not name Yams"):
            self.document()

    def test_licences_are_told_apart(self):
        swift = ROOT / "LICENSE"
        self.assertEqual(licence(swift.read_text()), "Apache-2.0")
        self.assertEqual(licence("Apache License ... ## Runtime Library Exception"),
                         "Apache-2.0 WITH Swift-exception")
        self.assertEqual(licence("Permission is hereby granted, free of charge"), "MIT")
        self.assertEqual(licence("All rights reserved"), "NOASSERTION")

    def test_a_checkout_without_a_licence_is_refused(self):
        (self.scratch / "checkouts/Yams/LICENSE.txt").unlink()
        with self.assertRaisesRegex(Failure, "Yams has no LICENSE"):
            self.document()

    def test_the_document_has_packages_libraries_and_toolchain(self):
        made = self.document()
        self.assertEqual(spdx.faults(json.dumps(made)), [])
        found = {one["name"]: one for one in made["packages"]}
        self.assertEqual(found["certctl"]["versionInfo"], version())
        self.assertEqual(found["Yams"]["licenseDeclared"], "MIT")
        self.assertEqual(found["Yams"]["downloadLocation"],
                         f"git+https://github.com/jpsim/Yams@{'b' * 40}")
        self.assertEqual(found["swift-nio"]["copyrightText"], "Copyright 2017 The SwiftNIO Project")
        self.assertEqual(found["swift-nio"]["externalRefs"][0]["referenceLocator"],
                         "pkg:swift/github.com/apple/swift-nio@2.101.2")
        self.assertIn("libc.so.6", found["libc6"]["comment"])
        self.assertEqual(found["swift"]["licenseDeclared"], "Apache-2.0 WITH Swift-exception")
        self.assertRegex(found["icu"]["versionInfo"], r"^\d+\.\d+$")
        self.assertNotIn("unused", found)

    def test_what_a_package_contains_of_others_is_listed_with_its_version(self):
        nio = self.scratch / "checkouts/swift-nio/Sources"
        header = nio / "CNIOLLHTTP/include/c_nio_llhttp.h"
        header.parent.mkdir(parents=True)
        header.write_text("#define LLHTTP_VERSION_MAJOR 9\n#define LLHTTP_VERSION_MINOR 3\n"
                          "#define LLHTTP_VERSION_PATCH 1\n")
        hashes = nio / "CNIOBoringSSL/hash.txt"
        hashes.parent.mkdir()
        hashes.write_text(f"cloned from https://boringssl.example/b at revision {'d' * 40}\n")
        made = self.document()
        self.assertEqual(spdx.faults(json.dumps(made)), [])
        found = {one["name"]: one["versionInfo"] for one in made["packages"]}
        self.assertEqual((found["llhttp"], found["boringssl"]), ("9.3.1", "d" * 40))
        self.assertEqual([one["spdxElementId"] for one in made["relationships"]
                          if one["relationshipType"] == "CONTAINS"][:2],
                         ["SPDXRef-swift-nio-2.101.2"] * 2)
        for path in (header, hashes):
            before = path.read_text()
            path.write_text("nothing")
            with self.assertRaisesRegex(Failure, "does not say which"):
                self.document()
            path.write_text(before)

    def test_the_same_parts_give_the_same_document(self):
        self.assertEqual(self.document(), self.document())

    def test_each_required_field_is_missed(self):
        whole = self.document()
        cases = [(name, ()) for name in whole] + [
            (name, ("packages", 1)) for name in
            ("SPDXID", "name", "versionInfo", "downloadLocation", "licenseConcluded")
        ] + [(name, ("creationInfo",)) for name in ("created", "creators")]
        for name, place in cases:
            with self.subTest(name=name, place=place):
                broken = copy.deepcopy(whole)
                part = broken
                for key in place:
                    part = part[key]
                del part[name]
                self.assertNotEqual(spdx.faults(json.dumps(broken)), [])

    def test_identifiers_are_unique_and_relations_lead_somewhere(self):
        twice = self.document()
        twice["packages"].append(twice["packages"][1])
        self.assertRegex("; ".join(spdx.faults(json.dumps(twice))), "stands there twice")
        astray = self.document()
        astray["relationships"][1]["relatedSpdxElement"] = "SPDXRef-none"
        self.assertEqual(spdx.faults(json.dumps(astray)),
                         ["a relationship names SPDXRef-none, which is not there"])
        self.assertRegex(spdx.faults("{")[0], "not JSON")

    def test_licences_and_notices_stand_in_the_copyright_file(self):
        text = copyright_file(self.scratch, self.resolved)
        paragraphs = {part.split("\n")[0]: part for part in text.split("\n\n")}
        self.assertIn("\n Netty", paragraphs["Files: swift-nio-2.101.2/*"])
        self.assertIn("\n THE SOFTWARE IS PROVIDED AS IS", paragraphs["Files: Yams-6.2.2/*"])
        self.assertIn("License: MIT-Yams", paragraphs["Files: Yams-6.2.2/*"])
        self.assertIn("embedded into the binary product", paragraphs["License: Swift"])
        self.assertIn("copyright and permission notice appear", paragraphs["License: Unicode-3.0"])
        self.assertNotIn("unused", text)
