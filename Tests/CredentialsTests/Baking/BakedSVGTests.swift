import Foundation
import Testing

@testable import Credentials

@Suite("Credentials in SVG images")
struct BakedSVGTests {
    private static let json = Array(
        #"{"@context":[],"name":"Zoë 李 ]]> ]]]> & &amp; <b>","tab":"\#t"}"#.utf8)
    private static let token = Array("eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.AA-_".utf8)
    private static let open = #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">"#
    private static let badge = #"xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0""#

    private static let blanks = [
        open + "<g><path d='M0 0'/></g></svg>",
        "\u{FEFF}" + open + "<g/></svg>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a > b --><?p x?>\n" + open
            + "<title>&lt;&#65;&#x42;</title><style><![CDATA[a>b{}]]></style></svg>\n",
        "<s:svg xmlns:s='http://www.w3.org/2000/svg' \(badge)\n><s:g/></s:svg\n>",
        "<svg\u{9}xmlns=\"http://www.w3.org/2000/svg\"><g xmlns:openbadges='https://e.org'/></svg>",
    ]

    @Test("What is baked comes out byte for byte, and the image is otherwise unchanged")
    func roundTrip() throws {
        for blank in Self.blanks {
            for credential in [Self.json, Self.token] {
                let baked = try BakedSVG.bake(credential, into: Array(blank.utf8))
                #expect(try BakedSVG.credential(in: baked) == credential, "\(blank)")
                #expect(BakedImage(baked) == .svg)
                // Without what was put in, it is the image that it was.
                var text = String(decoding: baked, as: UTF8.self)
                let start = try #require(text.range(of: "<openbadges:credential"))
                let end = try #require(text.range(of: "</openbadges:credential>"))
                text.removeSubrange(start.lowerBound..<end.upperBound)
                if !blank.contains(Self.badge) {
                    text.removeSubrange(try #require(text.range(of: " \(Self.badge)")))
                }
                #expect(text == blank)
                #expect(
                    Self.code { try BakedSVG.bake(Self.token, into: baked) } == .alreadyBaked)
            }
        }
    }

    @Test("The credential stands where the specification puts it")
    func form() throws {
        let blank = Array((Self.open + "<g/></svg>").utf8)
        #expect(
            String(decoding: try BakedSVG.bake(Self.token, into: blank), as: UTF8.self)
                == #"<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><openbadges:credential verify="eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.AA-_"></openbadges:credential><g/></svg>"#
        )
        #expect(
            String(decoding: try BakedSVG.bake(Array("{}".utf8), into: blank), as: UTF8.self)
                .contains("<openbadges:credential><![CDATA[{}]]></openbadges:credential><g/>"))
    }

    @Test("Other tools' ways of writing it are read")
    func others() throws {
        let cases = [
            "<openbadges:credential \(Self.badge)>\n  <![CDATA[{\"a\":1}]]>\n</openbadges:credential>",
            "<b:credential xmlns:b='https://purl.imsglobal.org/ob/v3p0'>{&quot;a&quot;:1}</b:credential>",
            "<credential xmlns='https://purl.imsglobal.org/ob/v3p0'><!-- x -->\n<![CDATA[{\"a\"]]><![CDATA[:1}]]></credential>",
        ]
        for text in cases {
            let image = Array((Self.open + "<g/>" + text + "</svg>").utf8)
            #expect(try BakedSVG.credential(in: image) == Array(#"{"a":1}"#.utf8), "\(text)")
        }
    }

    @Test("Which credential it is, is never a matter of choice")
    func which() {
        let element = "<openbadges:credential \(Self.badge) verify='a.b.c'/>"
        let cases: [(String, BakingError.Code)] = [
            ("", .noCredential),
            ("<openbadges:credential xmlns:openbadges='http://openbadges.org'/>", .noCredential),
            (element + element, .several), (element + "<g>\(element)</g>", .several),
            ("<g>\(element)</g>", .malformed),
            (
                "<openbadges:credential \(Self.badge) verify='a.b.c'>{}</openbadges:credential>",
                .several
            ),
            ("<openbadges:credential \(Self.badge)/>", .notACredential),
            ("<openbadges:credential \(Self.badge) verify='{}'/>", .notACredential),
            ("<openbadges:credential \(Self.badge)>a.b.c</openbadges:credential>", .notACredential),
            (
                "<openbadges:credential \(Self.badge)>x<![CDATA[{}]]></openbadges:credential>",
                .malformed
            ),
            ("<openbadges:credential \(Self.badge)><g/></openbadges:credential>", .malformed),
        ]
        for (text, code) in cases {
            let image = Array((Self.open + text + "</svg>").utf8)
            #expect(Self.code { try BakedSVG.credential(in: image) } == code, "\(text)")
        }
    }

    @Test("A document type that declares nothing is passed over, and nothing it names is fetched")
    func documentTypes() throws {
        let badge = "<openbadges:credential \(Self.badge)>{}</openbadges:credential></svg>"
        for prolog in [
            "<!DOCTYPE svg>", "<!DOCTYPE svg >",
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\">",
            "<?xml version=\"1.0\" ?><!DOCTYPE svg  PUBLIC '-//W3C//DTD'  'http://x/y.dtd' >",
            "<!-- a --><!DOCTYPE svg SYSTEM 'file:///etc/passwd'>\n<!-- b -->",
        ] {
            let image = Array((prolog + Self.open + badge).utf8)
            #expect(try BakedSVG.credential(in: image) == Array("{}".utf8), "\(prolog)")
        }
        for (prolog, code, words) in [
            ("<!DOCTYPE svg [<!ENTITY ns 'x'>]>", BakingError.Code.forbidden, "\"ns\""),
            ("<!DOCTYPE svg PUBLIC 'a' 'b' [ <!ENTITY % p 'x'> ]>", .forbidden, "\"p\""),
            ("<!DOCTYPE svg []>", .forbidden, "declarations of its own"),
            ("<!DOCTYPE svg><!DOCTYPE svg>", .malformed, ""), ("<!DOCTYPE>", .malformed, ""),
            ("<!DOCTYPE svg PUBLIC 'a'>", .malformed, ""), ("<!DOCTYPE svg", .malformed, ""),
            ("<!DOCTYPE svg SYSTEM 'a>", .malformed, ""), ("<!ENTITY a 'b'>", .malformed, ""),
            ("<!DOCTYPE svg SYSTEM'a'>", .malformed, ""),
        ] {
            do throws(BakingError) {
                _ = try BakedSVG.credential(in: Array((prolog + Self.open + badge).utf8))
                Issue.record("\(prolog) was passed over")
            } catch {
                #expect(error.code == code, "\(prolog)")
                #expect(words.isEmpty || error.description.contains(words), "\(prolog): \(error)")
            }
        }
        // None stands after the first tag.
        #expect(
            Self.code { try BakedSVG.credential(in: Array((Self.open + "<!DOCTYPE svg>").utf8)) }
                == .malformed)
    }

    @Test("An entity that needs a declaration is named")
    func entities() {
        do throws(BakingError) {
            _ = try BakedSVG.credential(in: Array((Self.open + "&nbsp;</svg>").utf8))
        } catch {
            #expect(error.code == .forbidden && error.description.contains("\"&nbsp;\""))
        }
    }

    @Test("A badge of an older standard is told as that, with what it holds")
    func older() {
        let address = Array("https://badges.example/a/1".utf8)
        for text in [
            "<o:assertion xmlns:o='http://openbadges.org' verify='https://badges.example/a/1'/>",
            "<o:assertion xmlns:o='http://openbadges.org'><![CDATA[https://badges.example/a/1]]></o:assertion>",
        ] {
            do throws(BakingError) {
                _ = try BakedSVG.credential(in: Array((Self.open + text + "</svg>").utf8))
                Issue.record("an older badge was taken for a credential")
            } catch {
                #expect(error.code == .olderBadge && error.content == address)
            }
        }
    }

    @Test("What is not well formed is refused, and so are entities")
    func malformed() {
        let deep = String(repeating: "<g>", count: 300)
        let cases: [(String, BakingError.Code)] = [
            ("", .notAnImage), ("<html/>", .notAnImage), ("<svg/>", .notAnImage),
            (Self.open, .malformed), (Self.open + "</g>", .malformed),
            (Self.open + "</svg><svg/>", .malformed), (Self.open + "</svg>x", .malformed),
            ("x" + Self.open + "</svg>", .malformed),
            (Self.open + "&a;</svg>", .forbidden), (Self.open + "&</svg>", .malformed),
            (Self.open + "&#0;</svg>", .malformed), (Self.open + "&#+65;</svg>", .malformed),
            (Self.open + "&#xD800;</svg>", .malformed), (Self.open + "]]></svg>", .malformed),
            (Self.open + "\u{1}</svg>", .malformed), (Self.open + "\u{FFFE}</svg>", .malformed),
            (Self.open + "<!-- -- --></svg>", .malformed), (Self.open + "<!-- </svg>", .malformed),
            (Self.open + "<?xml x?></svg>", .malformed),
            (Self.open + "<![CDATA[</svg>", .malformed),
            (Self.open + "<g a='1' a='2'/></svg>", .malformed),
            (Self.open + "<g a='1'b='2'/></svg>", .malformed),
            (Self.open + "<g a=1/></svg>", .malformed),
            (Self.open + "<g a='<'/></svg>", .malformed),
            (Self.open + "<a:g/></svg>", .malformed), (Self.open + "<a:b:c/></svg>", .malformed),
            (Self.open + "<1/></svg>", .malformed), (Self.open + "< g/></svg>", .malformed),
            (Self.open + "<g xmlns:a=''/></svg>", .malformed),
            ("<?xml version='1.0' encoding='UTF-16'?>" + Self.open + "</svg>", .notAnImage),
            (Self.open + deep, .tooLarge),
            (
                Self.open + "<g " + (0..<300).map { "a\($0)='' " }.joined() + "/></svg>", .tooLarge
            ),
        ]
        for (text, code) in cases {
            #expect(
                Self.code { try BakedSVG.credential(in: Array(text.utf8)) } == code,
                "\(text.prefix(120))")
        }
        #expect(Self.code { try BakedSVG.credential(in: [0x3C, 0xFF]) } == .notAnImage)
    }

    @Test("What an image cannot carry unchanged is not baked")
    func unsuitable() {
        let image = Array((Self.open + "<g/></svg>").utf8)
        for text in ["{\r\n}", "{\"a\":\"\u{FFFF}\"}", "{\u{0}}"] {
            #expect(
                Self.code { try BakedSVG.bake(Array(text.utf8), into: image) } == .notACredential)
        }
        let others: [(String, BakingError.Code)] = [
            ("<svg xmlns='http://www.w3.org/2000/svg'/>", .malformed),
            (
                "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org'><g/></svg>",
                .forbidden
            ),
        ]
        for (text, code) in others {
            #expect(Self.code { try BakedSVG.bake(Self.json, into: Array(text.utf8)) } == code)
        }
    }

    private static func code(_ work: () throws -> some Any) -> BakingError.Code? {
        do {
            _ = try work()
            return nil
        } catch {
            return (error as? BakingError)?.code
        }
    }
}
