import LinkedData
import Testing

@testable import Credentials

/// Status entries and lists that depart from the standard in form and leave no doubt of what they
/// say, and those that do leave one.
@Suite("Status entries and lists with departures of form")
struct StatusFormTests {
    private static let now = TestIssuer.now
    private static let index = 94_567

    private static func report(
        _ issuer: TestIssuer, list: [UInt8], index: JSON = .string("94567"),
        isAuthoritative: Bool = false
    ) async throws -> VerificationReport {
        var document = issuer.badge().document
        document["credentialStatus"] = [
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": index, "statusListCredential": .string(TestIssuer.statusList),
        ]
        let signed = try issuer.sign(document)
        var resources = try issuer.resources(list: list)
        resources.isAuthoritative = isAuthoritative
        let verifier = Verifier(resources: resources)
        let report = await verifier.verify(signed.sent, at: now)
        // A list that is remembered says the same.
        #expect(await verifier.verify(signed.sent, at: now) == report)
        let (examined, kept) = await verifier.examine(signed.sent, at: now)
        #expect(examined == report)
        #expect(kept == nil || report.check(.statusForm) == nil)
        return report
    }

    /// A signed list with a member of its subject, or its id, set otherwise.
    private static func list(
        _ issuer: TestIssuer, _ list: BitstringStatusList = BitstringStatusList(),
        id: String? = nil, encoded: ((String) -> String)? = nil
    ) throws -> [UInt8] {
        var document = try StatusListCredential(
            id: TestIssuer.statusList, issuer: issuer.did, validFrom: now, timeToLive: 300_000,
            list: list
        ).document()
        if let id { document["id"] = .string(id) }
        if let encoded {
            var subject = try #require(document["credentialSubject"]?.objectValue)
            subject["encodedList"] = .string(encoded(try list.encoded()))
            document["credentialSubject"] = .object(subject)
        }
        return try issuer.sign(document).sent
    }

    private static func set(_ index: Int, of length: Int) -> BitstringStatusList {
        var list = BitstringStatusList(length: length)
        list[index] = true
        return list
    }

    @Test("A place that is a number is read, with a remark", arguments: [true, false])
    func numericIndex(isSet: Bool) async throws {
        let issuer = try TestIssuer()
        let bits = isSet ? Self.set(Self.index, of: 131_072) : BitstringStatusList()
        let report = try await Self.report(
            issuer, list: try issuer.statusList(bits), index: .number(94_567))
        #expect(report.verdict == (isSet ? .notCurrentlyValid : .valid))
        let remark = try #require(report.check(.statusForm))
        #expect(remark.bearing == .information && remark.detail.contains("statusListIndex"))
        let plain = try await Self.report(issuer, list: try issuer.statusList(bits))
        #expect(plain.check(.statusForm) == nil)
    }

    @Test("A list that names itself otherwise is found by its address, with a remark")
    func otherID() async throws {
        let issuer = try TestIssuer()
        let id = "urn:uuid:99999999-2222-4333-8444-555555555555"
        for isSet in [true, false] {
            let bits = isSet ? Self.set(Self.index, of: 131_072) : BitstringStatusList()
            let report = try await Self.report(issuer, list: try Self.list(issuer, bits, id: id))
            #expect(report.verdict == (isSet ? .notCurrentlyValid : .valid))
            #expect(report.check(.statusForm)?.detail.contains(id) == true)
        }
        // An issuer whose own word is at hand names each of its lists by its address.
        let own = try await Self.report(
            issuer, list: try Self.list(issuer, id: id), isAuthoritative: true)
        #expect(own.verdict == .cannotTell)
    }

    @Test("The standard alphabet is read with a remark, a list without its prefix is not read")
    func alphabets() async throws {
        let issuer = try TestIssuer()
        let standard = try Self.list(issuer) {
            $0.replacing("-", with: "+").replacing("_", with: "/")
        }
        let report = try await Self.report(issuer, list: standard)
        #expect(report.verdict == .valid)
        #expect(report.check(.statusForm)?.detail.contains("base64url") == true)
        let bare = try Self.list(issuer) { String($0.dropFirst()) }
        let refused = try await Self.report(issuer, list: bare)
        #expect(refused.verdict == .cannotTell)
        #expect(refused.check(.status)?.detail.contains("multibase") == true)
    }

    @Test("A list of both kinds is read by the rules of the entry, in whatever order they are met")
    func bothKinds() async throws {
        let issuer = try TestIssuer()
        var document = try StatusListCredential(
            id: TestIssuer.statusList, issuer: issuer.did, validFrom: Self.now,
            timeToLive: 300_000, list: BitstringStatusList()
        ).document()
        document["@context"] = [
            "https://www.w3.org/ns/credentials/v2", .string(KnownContexts.undefinedTerms),
        ]
        document["type"] = [
            "VerifiableCredential", "BitstringStatusListCredential", "StatusList2021Credential",
        ]
        var subject = try #require(document["credentialSubject"]?.objectValue)
        subject["type"] = ["BitstringStatusList", "StatusList2021"]
        let encoded = try BitstringStatusList().encoded()
        subject["encodedList"] = .string(String(encoded.dropFirst()))
        document["credentialSubject"] = .object(subject)
        let list = try issuer.sign(document, suite: .eddsaJCS2022).sent
        let verifier = Verifier(resources: try issuer.resources(list: list))
        for _ in 0..<2 {
            for (type, verdict) in [
                ("StatusList2021Entry", Verdict.valid), ("BitstringStatusListEntry", .cannotTell),
            ] {
                var badge = issuer.badge().document
                badge["credentialStatus"] = [
                    "type": .string(type), "statusPurpose": "revocation",
                    "statusListIndex": "94567",
                    "statusListCredential": .string(TestIssuer.statusList),
                ]
                let signed = try issuer.sign(badge, suite: .eddsaJCS2022)
                #expect(await verifier.verify(signed.sent, at: Self.now).verdict == verdict)
            }
        }
    }

    @Test("In a list that is too short a set bit counts, a clear one says nothing")
    func short() async throws {
        let issuer = try TestIssuer()
        let set = try await Self.report(
            issuer, list: try issuer.statusList(Self.set(7, of: 64)), index: .string("7"))
        #expect(set.verdict == .notCurrentlyValid)
        #expect(set.check(.status)?.detail.contains("shorter") == true)
        for index in ["8", "64"] {
            let clear = try await Self.report(
                issuer, list: try issuer.statusList(Self.set(7, of: 64)), index: .string(index))
            #expect(clear.verdict == .cannotTell)
            #expect(
                clear.check(.status)?.problemType?.hasSuffix("STATUS_LIST_LENGTH_ERROR") == true)
        }
    }
}
