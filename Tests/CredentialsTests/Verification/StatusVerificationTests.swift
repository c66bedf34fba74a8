import LinkedData
import Testing

@testable import Credentials

@Suite("The status of a credential")
struct StatusVerificationTests {
    private static let now = TestIssuer.now
    private static let index = 94_567

    /// A badge with that status, and what the verifier says of it.
    private static func status(
        _ issuer: TestIssuer, _ resources: TestResources, entry: JSON? = nil,
        at instant: Timestamp = now
    ) async throws -> Check {
        var document = issuer.badge().document
        if let entry { document["credentialStatus"] = entry }
        let signed = try issuer.sign(document, suite: .eddsaJCS2022)
        let report = await Verifier(resources: resources).verify(signed.sent, at: instant)
        return try #require(report.checks.last { $0.name == .status })
    }

    private static func entry(_ members: [(String, JSON)]) -> JSON {
        var entry = JSONObject()
        entry["type"] = "BitstringStatusListEntry"
        entry["statusPurpose"] = "revocation"
        entry["statusListIndex"] = .string(String(index))
        entry["statusListCredential"] = .string(TestIssuer.statusList)
        for (name, value) in members { entry[name] = value }
        return .object(entry)
    }

    @Test("A set bit revokes or suspends by the list's purpose; a clear one does not")
    func bits() async throws {
        let issuer = try TestIssuer()
        for purpose in ["revocation", "suspension"] {
            for isSet in [true, false] {
                var list = BitstringStatusList()
                list[Self.index] = isSet
                list[Self.index - 1] = true
                let resources = try issuer.resources(
                    list: try issuer.statusList(list, purpose: purpose))
                let entry = Self.entry([("statusPurpose", .string(purpose))])
                let check = try await Self.status(issuer, resources, entry: entry)
                #expect(check.result == (isSet ? .failed : .passed))
                #expect(check.bearing == .currency)
            }
        }
    }

    @Test("Messages of several bits are told and decide nothing")
    func messages() async throws {
        let issuer = try TestIssuer()
        var list = BitstringStatusList(length: 2 * BitstringStatusList.minimumLength)
        list[2 * Self.index] = true
        let resources = try issuer.resources(list: try issuer.statusList(list, purpose: "message"))
        let messages: [JSON] = ["pending", "accepted", "rejected", "lapsed"].enumerated().map {
            ["status": .string("0x\($0)"), "message": .string($1)]
        }
        let check = try await Self.status(
            issuer, resources,
            entry: Self.entry([
                ("statusPurpose", "message"), ("statusSize", 2),
                ("statusMessage", .array(messages)),
            ]))
        #expect(check.result == .passed)
        #expect(check.bearing == .information)
        #expect(check.detail.contains("0x2: rejected"))
    }

    @Test("A list that cannot be relied on says nothing, and why is named")
    func unfit() async throws {
        let issuer = try TestIssuer()
        let other = try TestIssuer(did: "did:web:other.example")
        let cases: [(String, [UInt8]?)] = [
            ("STATUS_RETRIEVAL_ERROR", nil),
            ("STATUS_VERIFICATION_ERROR", Array("{}".utf8)),
            ("STATUS_VERIFICATION_ERROR", try other.statusList()),
            ("STATUS_VERIFICATION_ERROR", try issuer.statusList(purpose: "suspension")),
            (
                "STATUS_LIST_LENGTH_ERROR",
                try issuer.statusList(BitstringStatusList(length: 131_064))
            ),
        ]
        for (problem, list) in cases {
            var resources = try issuer.resources()
            resources.lists[TestIssuer.statusList] = list
            let check = try await Self.status(issuer, resources)
            #expect(check.result == .notMade)
            #expect(check.problemType?.hasSuffix("#\(problem)") == true, "\(check)")
        }
        var tampered = try issuer.statusList()
        let byte = try #require(tampered.firstRange(of: "300000".utf8)?.lowerBound)
        tampered[byte] = UInt8(ascii: "4")
        let check = try await Self.status(issuer, try issuer.resources(list: tampered))
        #expect(check.result == .notMade)
        #expect(check.detail.contains("does not match"))
    }

    @Test(
        "An entry that is malformed or out of range says nothing",
        arguments: [
            ("statusListIndex", "x", "MALFORMED_VALUE_ERROR"),
            ("statusListIndex", "131072", "RANGE_ERROR"),
        ])
    func entries(member: String, value: JSON, problem: String) async throws {
        let issuer = try TestIssuer()
        let check = try await Self.status(
            issuer, try issuer.resources(), entry: Self.entry([(member, value)]))
        #expect(check.result == .notMade)
        #expect(check.problemType == "https://www.w3.org/TR/vc-data-model#\(problem)")
    }

    @Test("A kind of status that is not known leaves the verdict open")
    func unknownKind() async throws {
        let issuer = try TestIssuer()
        var document = issuer.badge().document
        document["credentialStatus"] = ["id": "urn:x", "type": "OtherStatus"]
        let signed = try issuer.sign(document, suite: .eddsaJCS2022)
        let report = await Verifier(resources: try issuer.resources())
            .verify(signed.sent, at: Self.now)
        #expect(report.verdict == .cannotTell)
    }

    @Test("A remembered list is not used once the list, its key or its period has changed")
    func memory() async throws {
        let issuer = try TestIssuer()
        let document = try issuer.sign(issuer.badge().document)
        let resources = ChangingResources(try issuer.resources())
        let verifier = Verifier(resources: resources)
        for _ in 0..<3 {
            #expect(await verifier.verify(document.sent, at: Self.now).verdict == .valid)
        }
        var list = BitstringStatusList()
        list[Self.index] = true
        resources.current = try issuer.resources(list: try issuer.statusList(list))
        #expect(
            await verifier.verify(document.sent, at: Self.now).verdict == .notCurrentlyValid)
        resources.current = try issuer.resources()
        #expect(await verifier.verify(document.sent, at: Self.now).verdict == .valid)
        #expect(
            await verifier.verify(document.sent, at: Self.now.adding(seconds: -1))
                .check(.status)?.result == .notMade)
        var withdrawn = try issuer.resources()
        withdrawn.documents[issuer.did] = ControllerDocument(
            id: issuer.did,
            assertionMethods: [
                VerificationMethod(
                    id: issuer.method, controller: issuer.did, publicKey: issuer.key.publicKey,
                    revoked: Self.now)
            ])
        resources.current = withdrawn
        #expect(
            await verifier.verify(document.sent, at: Self.now).check(.status)?.result == .notMade)
        withdrawn.documents[issuer.did] = try TestIssuer(did: issuer.did).document
        resources.current = withdrawn
        #expect(
            await verifier.verify(document.sent, at: Self.now).check(.status)?.result == .notMade)
    }

    @Test("A revocation list of 1EdTech revokes what it names, unless it says otherwise")
    func revocationList() async throws {
        let issuer = try TestIssuer()
        let url = "https://issuer.example/revocations"
        let entry: JSON = ["id": .string(url), "type": "1EdTechRevocationList"]
        let id = "https://issuer.example/v/7K3M9QXD"
        let cases: [(String, Check.Result)] = [
            (#"{"id":"\#(url)","revokedCredential":[]}"#, .passed),
            (#"{"revokedCredential":[{"id":"urn:other"}]}"#, .passed),
            (#"{"issuer":"\#(issuer.did)","revokedCredential":[{"id":"\#(id)"}]}"#, .failed),
            (#"{"revokedCredential":[{"id":"\#(id)","revoked":true}]}"#, .failed),
            (#"{"revokedCredential":[{"id":"\#(id)","revoked":false}]}"#, .passed),
            (#"{"id":"urn:x","revokedCredential":[{"id":"\#(id)"}]}"#, .notMade),
            (#"{"issuer":"did:web:other.example","revokedCredential":[]}"#, .notMade),
            (#"{}"#, .notMade), ("", .notMade),
        ]
        for (list, result) in cases {
            var resources = try issuer.resources()
            resources.lists[url] = Array(list.utf8)
            let check = try await Self.status(issuer, resources, entry: entry)
            #expect(check.result == result, "\(list)")
        }
        let check = try await Self.status(issuer, try issuer.resources(), entry: entry)
        #expect(check.result == .notMade)
    }

    @Test("Lists of Status List 2021 are read")
    func statusList2021() async throws {
        let issuer = try TestIssuer()
        for isSet in [true, false] {
            var bits = BitstringStatusList()
            bits[Self.index] = isSet
            let list: JSON = [
                "@context": [
                    "https://www.w3.org/2018/credentials/v1",
                    "https://w3id.org/vc/status-list/2021/v1",
                ],
                "id": .string(TestIssuer.statusList),
                "type": ["VerifiableCredential", "StatusList2021Credential"],
                "issuer": .string(issuer.did),
                "issuanceDate": .string(Self.now.description),
                "credentialSubject": [
                    "id": .string(TestIssuer.statusList + "#list"), "type": "StatusList2021",
                    "statusPurpose": "revocation",
                    "encodedList": .string(String(try bits.encoded().dropFirst())),
                ],
            ]
            let signed = try issuer.sign(
                try #require(list.objectValue), suite: .eddsaJCS2022)
            let resources = try issuer.resources(list: signed.sent)
            let check = try await Self.status(
                issuer, resources, entry: Self.entry([("type", "StatusList2021Entry")]))
            #expect(check.result == (isSet ? .failed : .passed), "\(check.detail)")
        }
    }
}
