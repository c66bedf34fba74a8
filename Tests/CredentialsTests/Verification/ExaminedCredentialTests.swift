import Credentials
import LinkedData
import Testing

@Suite("What was examined before")
struct ExaminedCredentialTests {
    private let now = TestIssuer.now

    /// Every way to ask about an examined credential must say what a fresh look at its bytes says.
    private func expectSame(
        _ bytes: [UInt8], _ examined: ExaminedCredential, _ resources: TestResources,
        _ memory: VerifierMemory, at instant: Timestamp,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let fresh = await Verifier(resources: resources).verify(bytes, at: instant)
        let again = await Verifier(resources: resources, memory: memory)
            .verify(examined, at: instant)
        #expect(again?.checks == fresh.checks, sourceLocation: sourceLocation)
        let list = examined.statusListURL.flatMap { resources.lists[$0] }
        let document = resources.documents["did:web:issuer.example"]
        let atOnce = examined.report(at: instant, statusList: list, memory: memory) { url in
            try? document?.method(url, for: .assertionMethod)
        }
        // Before its own day a list cannot be relied on, and that is left to the verifier.
        if instant < now {
            #expect(atOnce == nil, sourceLocation: sourceLocation)
        } else {
            #expect(atOnce?.checks == fresh.checks, sourceLocation: sourceLocation)
        }
    }

    @Test(
        "The checks are those of a fresh look, before, within and after its period",
        arguments: [KeyAlgorithm.ed25519, .p256])
    func same(algorithm: KeyAlgorithm) async throws {
        let issuer = try TestIssuer(algorithm)
        let until = now.adding(seconds: 1_000)
        let resources = try issuer.resources()
        for badge in [issuer.badge(until: until), issuer.badge(name: "李雷")] {
            let bytes = try issuer.sign(badge.document).sent
            let memory = VerifierMemory()
            let (report, examined) = await Verifier(resources: resources, memory: memory)
                .examine(bytes, at: now)
            #expect(report.verdict == .valid)
            let known = try #require(examined)
            for offset in [-1, 0, 1, 1_000, 1_001, 100_000_000] as [Int64] {
                try await expectSame(
                    bytes, known, resources, memory, at: now.adding(seconds: offset))
            }
        }
    }

    @Test("A list that changes, goes missing or is another's changes the status at the next look")
    func status() async throws {
        let issuer = try TestIssuer()
        let bytes = try issuer.sign(issuer.badge().document).sent
        var resources = try issuer.resources()
        let memory = VerifierMemory()
        let known = try #require(
            await Verifier(resources: resources, memory: memory).examine(bytes, at: now).examined)
        var revoked = BitstringStatusList()
        revoked[94_567] = true
        let other = try TestIssuer()
        for (list, verdict) in [
            (try issuer.statusList(revoked), Verdict.notCurrentlyValid),
            (try issuer.statusList(), .valid), (try other.statusList(), .cannotTell),
            (nil, .cannotTell), (try issuer.statusList(revoked), .notCurrentlyValid),
        ] as [([UInt8]?, Verdict)] {
            resources.lists[TestIssuer.statusList] = list
            let verifier = Verifier(resources: resources, memory: memory)
            let fresh = await Verifier(resources: resources).verify(bytes, at: now)
            let again = try #require(await verifier.verify(known, at: now))
            #expect(again.verdict == verdict)
            #expect(again.checks == fresh.checks)
            let atOnce = known.report(at: now, statusList: list, memory: memory) { url in
                try? resources.documents[issuer.did]?.method(url, for: .assertionMethod)
            }
            // What was not verified before is left to the verifier.
            #expect(atOnce == nil || atOnce?.checks == fresh.checks)
        }
    }

    @Test("Another key under the same name, or none, has it verified anew")
    func key() async throws {
        let issuer = try TestIssuer()
        let bytes = try issuer.sign(issuer.badge().document).sent
        var resources = try issuer.resources()
        let memory = VerifierMemory()
        let known = try #require(
            await Verifier(resources: resources, memory: memory).examine(bytes, at: now).examined)
        let other = try TestIssuer()
        for document in [try other.document, nil] {
            resources.documents[issuer.did] = document
            let verifier = Verifier(resources: resources, memory: memory)
            #expect(await verifier.verify(known, at: now) == nil)
            let atOnce = known.report(
                at: now, statusList: resources.lists[TestIssuer.statusList], memory: memory
            ) { url in try? document?.method(url, for: .assertionMethod) }
            #expect(atOnce == nil)
        }
    }

    @Test("Only what is genuine, with one proof and a status of the usual sort, can be kept")
    func unfit() async throws {
        let issuer = try TestIssuer()
        let resources = try issuer.resources()
        let verifier = Verifier(resources: resources)
        let signed = try issuer.sign(issuer.badge().document)
        var changed = signed
        changed["name"] = "AI Foundation"
        var twice = signed
        twice["proof"] = .array(Array(repeating: try #require(signed["proof"]), count: 2))
        var entries = issuer.badge().document
        entries["credentialStatus"] = .array([
            try #require(entries["credentialStatus"]), try #require(entries["credentialStatus"]),
        ])
        for document in [changed, twice, try issuer.sign(entries)] {
            let (report, examined) = await verifier.examine(document.sent, at: now)
            #expect(examined == nil)
            let fresh = await Verifier(resources: resources).verify(document.sent, at: now)
            #expect(report == fresh)
        }
    }
}
