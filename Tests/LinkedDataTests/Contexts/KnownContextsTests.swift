import Credentials
import LinkedData
import Testing

@Suite("Known contexts")
struct KnownContextsTests {
    /// A published file, its address and, by place, which edition of that address it is.
    struct Published: Sendable, CustomTestStringConvertible {
        let file: String
        let url: String
        var edition = 0
        /// The SHA-256 of its canonical JSON, where it does not lie in the shared folder.
        var digest: String?

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
        Published(
            file: "credentials-undefined-terms-v2.jsonld", url: KnownContexts.undefinedTerms),
        // As shipped in 1EdTech's validator (inspector-vc/src/main/resources/contexts).
        Published(
            file: "clr-v2p0-2.0.1.json",
            url: "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            digest: "7defe702c102faf14108579b7d65ef39ecf4c3bbef925b803e15bd77cd6e3394"),
        Published(
            file: "clr-v2p0.json",
            url: "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
            digest: "a2dd0c0c07434663b7b54a51dd8a3363f6d5c420efa87e3d97b4ef8661596d44"),
    ]

    @Test(
        "Our definitions are those of the published document", .needsSharedVectors,
        arguments: published.filter { $0.digest == nil })
    func equality(published: Published) throws {
        let editions = KnownContexts.editions(for: published.url)
        let ours = try #require(editions.indices.contains(published.edition) ? editions : nil)
        #expect(
            ours[published.edition].document
                == (try SharedVectors.json("contexts/\(published.file)")))
    }

    @Test(
        "Our definitions have the digest of the published document",
        arguments: published.filter { $0.digest != nil })
    func digest(published: Published) throws {
        let document = try #require(KnownContexts.document(for: published.url))
        let digest = Digest.hexadecimal(Digest.sha256(document.canonicalBytes()))
        #expect(digest == published.digest)
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
            "https://www.w3.org/ns/credentials/v2/",
            "http://www.w3.org/ns/credentials/v2",
            "",
        ])
    func unknown(url: String) {
        #expect(KnownContexts.document(for: url) == nil)
        #expect(KnownContexts.editions(for: url).isEmpty)
    }
}
