import LinkedData
import Testing

@testable import Credentials

/// Every member of a signed badge, said under another name by a context that is put into the
/// document: the signature over the statements still fits, and nobody who looks for the member by
/// its name finds it.
@Suite("A signed badge rewritten by a context of its own")
struct RewritingTests {
    private static let now = TestIssuer.now

    /// An expired and revoked badge with everything that ours have, and more.
    private static func scene() throws -> (JSONObject, TestResources) {
        let issuer = try TestIssuer()
        var badge = issuer.badge(until: now.adding(seconds: 1)).document
        badge["evidence"] = [["id": "https://issuer.example/e", "type": ["Evidence"], "name": "E"]]
        badge["termsOfUse"] = [["id": "https://issuer.example/t", "type": "Terms"]]
        badge["@context"] = .array(
            (badge["@context"]?.oneOrMore ?? []) + [["Terms": "https://issuer.example/Terms"]])
        var list = BitstringStatusList()
        list[94_567] = true
        return (
            try issuer.sign(badge), try issuer.resources(list: try issuer.statusList(list))
        )
    }

    /// A member of an object somewhere in a document.
    private struct Place {
        let path: [String]
        let name: String
    }

    private static func places(_ value: JSON, _ path: [String] = []) -> [Place] {
        switch value {
        case .object(let object):
            object.members.filter { $0.name != "@context" }.flatMap { member in
                [Place(path: path, name: member.name)]
                    + places(member.value, path + [member.name])
            }
        case .array(let elements): elements.flatMap { places($0, path) }
        default: []
        }
    }

    /// The document with a member under another name, at that place.
    private static func renamed(
        _ value: JSON, _ place: Place, at depth: Int = 0, _ replace: (JSONObject) -> JSONObject
    ) -> JSON {
        switch value {
        case .array(let elements):
            return .array(elements.map { renamed($0, place, at: depth, replace) })
        case .object(let object):
            guard depth < place.path.count else { return .object(replace(object)) }
            var object = object
            if let inner = object[place.path[depth]] {
                object[place.path[depth]] = renamed(inner, place, at: depth + 1, replace)
            }
            return .object(object)
        default: return value
        }
    }

    /// All that carried contexts say of a name, at any depth.
    private static func definitions(_ name: String) -> [JSONObject] {
        func found(_ context: JSON) -> [JSON] {
            guard let object = context.objectValue else {
                return (context.arrayValue ?? []).flatMap(found)
            }
            return [object[name]].compactMap { $0 }
                + object.members.flatMap { found($0.value["@context"] ?? .null) }
        }
        let all = KnownContexts.urls.flatMap { KnownContexts.editions(for: $0) }
            .flatMap { found($0.document["@context"] ?? .null) }
        var objects: [JSONObject] = []
        for definition in all {
            var object = definition.objectValue ?? JSONObject()
            if let iri = definition.stringValue { object["@id"] = .string(iri) }
            guard object["@id"] != nil, !objects.contains(object) else { continue }
            objects.append(object)
        }
        return objects
    }

    /// The contexts that could give the member the name `hidden`.
    private static func contexts(for definition: JSONObject) -> [JSON] {
        let iri = definition["@id"]?.stringValue ?? ""
        var contexts: [JSON] = [["hidden": .object(definition)]]
        var plain = definition
        plain["@context"] = nil
        contexts.append(["hidden": .object(plain)])
        guard let end = iri.lastIndex(where: { $0 == "#" || $0 == "/" }), !iri.hasPrefix("@") else {
            return contexts
        }
        let start = String(iri[...end])
        let rest = String(iri[iri.index(after: end)...])
        plain["@id"] = .string("p:" + rest)
        contexts.append(["p": .string(start), "hidden": .object(plain)])
        contexts.append([
            "p": ["@id": .string(start), "@prefix": true], "hidden": .object(plain),
        ])
        plain["@id"] = "other"
        contexts.append(["other": .string(iri), "hidden": .object(plain)])
        return contexts
    }

    @Test("No member can be hidden, wherever the context stands")
    func everyMember() async throws {
        let (document, resources) = try Self.scene()
        let verifier = Verifier(resources: resources)
        var held: Set<String> = []
        var tried = 0
        let places = Self.places(.object(document.removing("proof")))
        for place in places {
            for definition in Self.definitions(place.name) {
                for context in Self.contexts(for: definition) {
                    for isAtRoot in [true, false] {
                        var rewritten =
                            Self.renamed(.object(document), place) { object in
                                var object = object
                                object["hidden"] = object[place.name]
                                object[place.name] = nil
                                if !isAtRoot, !place.path.isEmpty { object["@context"] = context }
                                return object
                            }.objectValue ?? JSONObject()
                        if isAtRoot || place.path.isEmpty {
                            rewritten["@context"] = .array(
                                (document["@context"]?.oneOrMore ?? []) + [context])
                        }
                        let report = await verifier.verify(
                            rewritten.sent, at: Self.now.adding(seconds: 60))
                        tried += 1
                        let name = (place.path + [place.name]).joined(separator: "/")
                        if report.check(.proof)?.result == .passed { held.insert(name) }
                        #expect(
                            report.verdict == .cannotTell || report.verdict == .notGenuine,
                            "\(name) by \(context)")
                        #expect(report.check(.contexts)?.result != .passed, "\(name)")
                    }
                }
            }
        }
        #expect(tried >= places.count, "each member was rewritten, most in several ways")
        // The attack is real for all but what has to stand where it does for others to be read.
        for name in ["validUntil", "credentialStatus", "evidence", "termsOfUse", "name"] {
            #expect(held.contains(name), "\(name)")
        }
    }

    @Test("As it was issued it is neither current nor called false")
    func issued() async throws {
        let (document, resources) = try Self.scene()
        let report = await Verifier(resources: resources)
            .verify(document.sent, at: Self.now.adding(seconds: 60))
        #expect(report.check(.contexts)?.result == .passed)
        #expect(report.verdict == .notCurrentlyValid)
    }

    @Test(
        "Keywords that stand for others, and contexts for all of it, hide nothing either",
        arguments: [
            ["hidden": "@nest"], ["hidden": "@graph"], ["hidden": "@included"],
            ["@vocab": "https://www.w3.org/2018/credentials#"],
            ["Hidden": ["@id": "https://issuer.example/H", "@context": ["hidden": "@nest"]]],
        ] as [JSON])
    func keywords(context: JSON) async throws {
        let (document, resources) = try Self.scene()
        var rewritten = document
        rewritten["@context"] = .array((document["@context"]?.oneOrMore ?? []) + [context])
        var hidden = JSONObject()
        for name in ["validUntil", "credentialStatus"] {
            hidden[name] = document[name]
            rewritten[name] = nil
        }
        rewritten["hidden"] = .object(hidden)
        let report = await Verifier(resources: resources)
            .verify(rewritten.sent, at: Self.now.adding(seconds: 60))
        #expect(report.verdict == .cannotTell || report.verdict == .notGenuine)
    }

    @Test("What is said only at the root is not overlooked in a part that bears its id")
    func parts() async throws {
        let issuer = try TestIssuer()
        let id = "https://issuer.example/v/7K3M9QXD"
        // Three places in which a document may name itself.
        let parts: [(String, JSONObject)] = [
            ("refreshService", try Self.object(["id": .string(id), "type": "urn:x:Refresh"])),
            ("evidence", try Self.object(["id": .string(id), "type": ["Evidence"]])),
            ("endorsement", try Self.endorsement(of: id)),
        ]
        for (member, part) in parts {
            var badge = issuer.badge(until: Self.now.adding(seconds: 1)).document
            badge["credentialStatus"] = nil
            badge[member] = .array([.object(part)])
            let signed = try issuer.sign(badge)
            let resources = try issuer.resources()
            let verifier = Verifier(resources: resources)
            #expect(await verifier.verify(signed.sent, at: Self.now).verdict == .valid, "\(member)")
            #expect(
                await verifier.verify(signed.sent, at: Self.now.adding(seconds: 60)).verdict
                    == .notCurrentlyValid)
            var rewritten = signed
            rewritten["validUntil"] = nil
            var hiding = part
            if member == "endorsement" {
                var subject = try #require(hiding["credentialSubject"]?.objectValue)
                subject["type"] = ["EndorsementSubject", "VerifiableCredential"]
                subject["validUntil"] = badge["validUntil"]
                hiding["credentialSubject"] = .object(subject)
            } else {
                hiding["type"] = .array(
                    (part["type"]?.oneOrMore ?? []) + ["VerifiableCredential"])
                hiding["validUntil"] = badge["validUntil"]
            }
            rewritten[member] = .array([.object(hiding)])
            let report = await verifier.verify(rewritten.sent, at: Self.now.adding(seconds: 60))
            #expect(report.check(.proof)?.result == .passed, "\(member)")
            #expect(report.check(.contexts)?.detail.contains("validUntil") == true)
            #expect(report.verdict == .cannotTell, "\(member)")
        }
    }

    private static func object(_ json: JSON) throws -> JSONObject {
        try #require(json.objectValue)
    }

    private static func endorsement(of id: String) throws -> JSONObject {
        try object([
            "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
            "type": ["VerifiableCredential", "EndorsementCredential"], "name": "Endorsement",
            "issuer": "https://accreditor.example/", "validFrom": .string(now.description),
            "credentialSubject": [
                "id": .string(id), "type": ["EndorsementSubject"], "endorsementComment": "Good.",
            ],
        ])
    }
}
