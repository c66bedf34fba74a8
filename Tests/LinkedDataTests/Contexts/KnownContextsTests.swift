import LinkedData
import Testing

@Suite("Known contexts")
struct KnownContextsTests {
    /// A published file, its address and, by place, which edition of that address it is.
    struct Published: Sendable, CustomTestStringConvertible {
        let file: String
        let url: String
        var edition = 0

        var testDescription: String { file }
    }

    static let openBadges = "https://purl.imsglobal.org/spec/ob/v3p0"

    static let published = [
        Published(file: "credentials-v2.jsonld", url: "https://www.w3.org/ns/credentials/v2"),
        Published(file: "credentials-v1.jsonld", url: "https://www.w3.org/2018/credentials/v1"),
        Published(file: "status-v1.jsonld", url: "https://www.w3.org/ns/credentials/status/v1"),
        Published(
            file: "status-list-2021-v1.jsonld", url: "https://w3id.org/vc/status-list/2021/v1"),
        Published(
            file: "data-integrity-v2.jsonld", url: "https://w3id.org/security/data-integrity/v2"),
        Published(
            file: "data-integrity-v1.jsonld", url: "https://w3id.org/security/data-integrity/v1"),
        Published(file: "multikey-v1.jsonld", url: "https://w3id.org/security/multikey/v1"),
        Published(file: "jwk-v1.jsonld", url: "https://w3id.org/security/jwk/v1"),
        Published(file: "did-v1.jsonld", url: "https://www.w3.org/ns/did/v1"),
        Published(file: "cid-v1.jsonld", url: "https://www.w3.org/ns/cid/v1"),
        Published(
            file: "ed25519-2020-v1.jsonld",
            url: "https://w3id.org/security/suites/ed25519-2020/v1"),
        Published(
            file: "jws-2020-v1.jsonld", url: "https://w3id.org/security/suites/jws-2020/v1"),
        Published(file: "ob-v3p0-context.json", url: "\(openBadges)/context.json"),
        Published(file: "ob-v3p0-context-3.0.1.json", url: "\(openBadges)/context-3.0.1.json"),
        Published(file: "ob-v3p0-context-3.0.2.json", url: "\(openBadges)/context-3.0.2.json"),
        Published(
            file: "ob-v3p0-context-3.0.3.1edtech-validator.json",
            url: "\(openBadges)/context-3.0.3.json"),
        Published(
            file: "ob-v3p0-context-3.0.3.spec-repo.json",
            url: "\(openBadges)/context-3.0.3.json", edition: 1),
        Published(file: "ob-v3p0-extensions.json", url: "\(openBadges)/extensions.json"),
    ]

    @Test(
        "Our definitions are those of the published document", .needsSharedVectors,
        arguments: published)
    func equality(published: Published) throws {
        let editions = KnownContexts.editions(for: published.url)
        let ours = try #require(editions.indices.contains(published.edition) ? editions : nil)
        #expect(
            ours[published.edition].document
                == (try SharedVectors.json("contexts/\(published.file)")))
    }

    @Test("Every carried context is compared with a published document")
    func completeness() {
        #expect(
            KnownContexts.urls.sorted() == Set(Self.published.map(\.url)).sorted())
        for url in KnownContexts.urls {
            #expect(
                KnownContexts.editions(for: url).count
                    == Self.published.count { $0.url == url })
        }
    }

    @Test("An address gives its newest edition; the older ones are alternatives with names")
    func editions() throws {
        let url = "\(Self.openBadges)/context-3.0.3.json"
        let newest = try #require(KnownContexts.document(for: url))
        let alternatives = KnownContexts.alternatives(for: url)
        #expect(newest["@context"]?["endorsementJwt"] != nil)
        #expect(alternatives.count == 1)
        #expect(alternatives.first?.document["@context"]?["endorsementJwt"] == nil)
        #expect(alternatives.first?.document["@context"]?["awardedDate"] != nil)
        #expect(Set(KnownContexts.editions(for: url).map(\.name)).count == 2)
        #expect(KnownContexts.alternatives(for: "https://www.w3.org/ns/credentials/v2").isEmpty)
    }

    @Test(
        "Other addresses give nothing",
        arguments: [
            "https://www.w3.org/ns/credentials/examples/v2",
            "https://www.w3.org/ns/credentials/undefined-terms/v2",
            "https://www.w3.org/ns/credentials/v2/",
            "http://www.w3.org/ns/credentials/v2",
            "",
        ])
    func unknown(url: String) {
        #expect(KnownContexts.document(for: url) == nil)
        #expect(KnownContexts.editions(for: url).isEmpty)
    }
}
