import CertAuthority
import Testing
@testable import Documents
@testable import TestSupport

@Suite("Pictures of shared links")
struct LinkPreviewTests {
    @Test("A card is the same bytes twice, of 1200 by 630 pixels, in every language and state")
    func cards() async throws {
        try await TestInstallation.with { test in
            let genuine = try await test.genuine(test.issue("Ada Obi")[0])
            let catalogue = test.contents.catalogue
            var cards: Set<[UInt8]> = []
            for language in Language.allCases {
                for lapsed in [nil, Phrase.verdictRevokedHeading, .verdictExpiredHeading] {
                    let preview = try LinkPreview(
                        genuine, lapsed: lapsed, catalogue, test.installation, language: language)
                    let png = try preview.png()
                    #expect(try png == preview.png())
                    #expect(Array(png[16..<24]) == [0, 0, 0x04, 0xB0, 0, 0, 0x02, 0x76])
                    cards.insert(png)
                }
            }
            let generic = LinkPreview(catalogue, test.installation, language: .english)
            cards.insert(try generic.png())
            #expect(cards.count == 3 * Language.allCases.count + 1)
        }
    }

    @Test("What is not valid has neither the colour nor the badge of what is")
    func faded() async throws {
        try await TestInstallation.with { test in
            let genuine = try await test.genuine(test.issue("Ada Obi")[0])
            let cards = try [nil, Phrase.verdictRevokedHeading].map { lapsed in
                try LinkPreview(
                    genuine, lapsed: lapsed, test.contents.catalogue, test.installation,
                    language: .english)
            }
            #expect(cards[0].accent != cards[1].accent && cards[0].badge != cards[1].badge)
            #expect(cards[1].badge != nil)
        }
    }

    @Test("Certificates that differ in the learner alone have one card")
    func nameless() async throws {
        try await TestInstallation.with { test in
            let certificates = try await test.issue("Ada Obi", "Bo Ek")
            var previews: Set<LinkPreview> = []
            for certificate in certificates {
                previews.insert(
                    try LinkPreview(
                        try await test.genuine(certificate), lapsed: nil, test.contents.catalogue,
                        test.installation, language: .english))
            }
            #expect(previews.count == 1)
        }
    }
}
