import CertAuthority
import Testing
import Verification
@testable import Documents
@testable import TestSupport

@Suite("Drawn badges")
struct BadgeArtworkTests {
    private static func artwork(
        _ title: String = "Foundations of Artificial Intelligence",
        _ ring: BadgeArtwork.Ring = .level(.foundation), language: Language = .english
    ) -> BadgeArtwork {
        BadgeArtwork(
            title: title, accent: .standard, ring: ring, organisation: "ITU", language: language)
    }

    private static func text(_ artwork: BadgeArtwork, _ cut: BadgeArtwork.Cut) throws -> String {
        String(decoding: try artwork.svg(cut), as: UTF8.self)
    }

    private static func count(_ part: String, in text: String) -> Int {
        text.ranges(of: part).count
    }

    @Test("Initials are those of what carries the meaning")
    func initials() {
        #expect(Self.artwork("The Foundations of AI & <Ethics> for All").initials == "FAE")
        #expect(Self.artwork("of the").initials == "OT")
        #expect(Self.artwork("").initials.isEmpty)
    }

    @Test("A badge is plain SVG without letters as text, the same bytes twice, in both cuts")
    func picture() throws {
        for language in Language.allCases {
            for ring in [
                BadgeArtwork.Ring.level(nil), .level(.advanced), .steps(done: 2, of: 3),
                .steps(done: 0, of: 40),
            ] {
                for cut in BadgeArtwork.Cut.allCases {
                    for title in ["AI & <Ethics>", "", "人工智能", "أسس الذكاء", "WWW WWW WWW"] {
                        let artwork = Self.artwork(title, ring, language: language)
                        let svg = try artwork.svg(cut)
                        #expect(Picture.badgeFaults(svg, as: .svg).isEmpty)
                        #expect(
                            try artwork.markup(cut) == BadgeDrawing(artwork, cut).markup())
                    }
                }
            }
        }
        #expect(try Self.text(Self.artwork("A & <B>"), .full).contains("<title>A &amp; &lt;B&gt;<"))
    }

    @Test(
        "The level is the number of white arcs, and a word in the language of the reader",
        arguments: [(Programme.Level.foundation, 1), (.intermediate, 2), (.advanced, 3)])
    func level(_ level: Programme.Level, _ reached: Int) throws {
        let artwork = Self.artwork("AI", .level(level))
        #expect(Self.count("stroke-width=\"30\"", in: try Self.text(artwork, .full)) == reached)
        #expect(
            Self.count("stroke-width=\"10\"", in: try Self.text(artwork, .small)) == 3 - reached)
        let words = Set(
            Language.allCases.map { Self.artwork("AI", .level(level), language: $0).word })
        #expect(words.count >= 6 && !words.contains(""))
        #expect(try Self.artwork("AI", .level(level), language: .russian).svg() != artwork.svg())
    }

    @Test(
        "A series has an arc for each step, ticks where they are done, and says when it is complete"
    )
    func series() throws {
        let open = try Self.text(Self.artwork("AI", .steps(done: 2, of: 4)), .full)
        #expect(Self.count("stroke-width=\"26\"", in: open) == 2)
        #expect(Self.count("stroke-width=\"10\"", in: open) == 2)
        #expect(Self.count("stroke-width=\"8.5\"", in: open) == 2)
        #expect(Self.artwork("AI", .steps(done: 2, of: 4)).word == "SERIES")
        #expect(Self.artwork("AI", .steps(done: 4, of: 4)).word == "COMPLETE")
    }

    @Test("A certificate's badge says what was signed, in the organisation's colour of today")
    func certificates() async throws {
        try await TestInstallation.with { test in
            let certificate = try await test.issue("Ada Obi")[0]
            let facts = LearnerFiles.facts(certificate)
            let catalogue = test.contents.catalogue
            let artwork = BadgeArtwork(facts, of: certificate, in: catalogue)
            let itu = try #require(catalogue.organisation(certificate.organisation))
            #expect(artwork.title == facts?.programme && artwork.organisation == "ITU")
            #expect(artwork.accent == itu.identity.accent)
            #expect(artwork.ring == .level(facts?.level.flatMap(Programme.Level.init)))
            let without = BadgeArtwork(facts, of: certificate, in: Catalogue())
            #expect(without.organisation.isEmpty && without.accent == .standard)
        }
    }
}
