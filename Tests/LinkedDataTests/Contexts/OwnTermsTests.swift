import Testing

@testable import LinkedData

/// Which contexts of documents, and of operators, may stand beside the carried ones.
@Suite("Terms beside those of the carried contexts")
struct OwnTermsTests {
    private static let until = "https://www.w3.org/2018/credentials#validUntil"
    private static let vocabulary = "https://www.w3.org/2018/credentials#"
    private static let type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

    @Test(
        "Words that nobody else has are taken",
        arguments: [
            (["studentNumber": "https://hive.example/terms#studentNumber"], ["studentNumber"]),
            (
                ["@version": .number(1.1), "@protected": true, "colony": "urn:hive:colony"],
                ["colony"]
            ),
            (
                ["hive": "https://hive.example/terms#", "colony": "hive:colony"],
                ["hive", "colony"]
            ),
            (
                [
                    "queen": [
                        "@id": "https://hive.example/q", "@type": "@json", "@container": "@set",
                    ]
                ],
                ["queen"]
            ),
            (["schema": "https://schema.org/", "alumni": "schema:alumni"], ["schema", "alumni"]),
            // What a carried context says itself may be said again.
            (["name": "https://schema.org/name", "id": "@id"], ["name", "id"]),
            (["xsd": "http://www.w3.org/2001/XMLSchema#"], ["xsd"]),
        ] as [(JSON, [String])])
    func taken(context: JSON, names: [String]) throws {
        let own = try OwnTerms([try #require(context.objectValue)])
        #expect(own.names == names)
    }

    @Test(
        "What could change how the rest is read is refused, and the term is named",
        arguments: [
            (["until": .string(until)], "until"),
            (["until": ["@id": .string(until), "@type": "@json"]], "until"),
            (["c": .string(vocabulary), "until": "c:validUntil"], "until"),
            (["until": "end", "end": .string(until)], "until"),
            (["until": "validUntil"], "until"),
            // In a scope of a carried context that prefix is defined.
            (["until": "cred:validUntil"], "until"),
            (["sort": .string(type)], "sort"),
            (["word": "https://www.w3.org/ns/credentials/undefined-term#word"], "word"),
            (["wrap": "@nest"], "wrap"), (["more": "@graph"], "more"),
            (["also": "@included"], "also"),
            (["sort": "@type"], "sort"), (["self": "@id"], "self"), (["text": "@value"], "text"),
            (["back": ["@reverse": .string(until)]], "back"),
            (["nested": ["@id": "urn:a:b", "@nest": "wrap"]], "nested"),
            (["scoped": ["@id": "urn:a:b", "@context": ["until": .string(until)]]], "scoped"),
            (["byID": ["@id": "urn:a:b", "@container": "@id"]], "byID"),
            (["byType": ["@id": "urn:a:b", "@container": ["@type", "@set"]]], "byType"),
            (["graphs": ["@id": "urn:a:b", "@container": "@graph"]], "graphs"),
            (["@vocab": "https://hive.example/"], "@vocab"),
            (["@base": "https://a.example/"], "@base"),
            (["@language": "en"], "@language"), (["@direction": "rtl"], "@direction"),
            (["@import": "https://a.example/c"], "@import"), (["@propagate": false], "@propagate"),
            (["@type": ["@container": "@set"]], "@type"), (["@version": 1], "@version"),
            // Names of the standards, whatever they are made to mean.
            (["validUntil": "urn:a:b"], "validUntil"), (["achievement": "urn:a:b"], "achievement"),
            (["expirationDate": "urn:a:b"], "expirationDate"), (["name": "urn:a:b"], "name"),
            (["validUntil": .null], "validUntil"), (["new": .null], "new"), (["new": 1], "new"),
            (["new": "word"], "new"), (["new": ["@type": "@id"]], "new"), (["new": "_:b"], "new"),
            (["a": "b:x", "b": "a:y"], "a"), (["a:b": "urn:a:b"], "a:b"), (["": "urn:a:b"], ""),
            (["a/b": "urn:a:b"], "a/b"),
        ] as [(JSON, String)])
    func refused(context: JSON, name: String) throws {
        let object = try #require(context.objectValue)
        let error = #expect(throws: ContextRefusal.self) { try OwnTerms([object]) }
        #expect(error?.term == name, "\(error?.description ?? "")")
    }

    @Test("One name has one meaning, in all contexts of a document together")
    func contradiction() throws {
        let first: JSON = ["hive": "https://hive.example/"]
        let second: JSON = ["hive": .string(Self.vocabulary)]
        let objects = [first, second].compactMap(\.objectValue)
        #expect(throws: ContextRefusal.self) { try OwnTerms(objects) }
        #expect(try OwnTerms([objects[0], objects[0]]).names == ["hive"])
        // A prefix of one context is a prefix in the other.
        let parts: [JSON] = [["c": .string(Self.vocabulary)], ["until": "c:validUntil"]]
        #expect(throws: ContextRefusal.self) { try OwnTerms(parts.compactMap(\.objectValue)) }
    }

    @Test("A name of a supplied context is not defined by a document")
    func reserved() throws {
        let object = try #require((["level": "urn:a:b"] as JSON).objectValue)
        #expect(throws: ContextRefusal.self) { try OwnTerms([object], reserved: ["level"]) }
    }

    @Test("A value that a term could shorten is told from text")
    func abbreviations() throws {
        let context: JSON = ["hive": "https://hive.example/"]
        let own = try OwnTerms([try #require(context.objectValue)])
        #expect(own.mayAbbreviate("hive:colony"))
        for text in ["hive", "hive://x", "hives:colony", "hive: a colony", "https://hive.example/"]
        {
            #expect(!own.mayAbbreviate(text), "\(text)")
        }
    }

    @Test("Every name and IRI of the carried contexts is known as such")
    func carried() {
        for name in [
            "validUntil", "expirationDate", "statusListIndex", "identityHash", "partial",
            "publicKeyMultibase",
        ] {
            #expect(!OwnTerms.isUnknown(name), "\(name)")
        }
        for iri in [
            Self.until, "https://www.w3.org/ns/credentials/status#statusListIndex",
            "https://www.w3.org/2018/credentials#expirationDate",
            "https://purl.imsglobal.org/spec/vc/clr/vocab.html#partial",
        ] {
            #expect(CarriedTerms.known.contains(iri: iri), "\(iri)")
        }
        #expect(!CarriedTerms.known.contains(iri: Self.vocabulary))
        #expect(OwnTerms.isUnknown("studentNumber"))
    }
}

@Suite("Contexts that an operator supplies")
struct SuppliedContextTests {
    private static let until = "https://www.w3.org/2018/credentials#validUntil"

    @Test(
        "One that only adds is taken, with contexts of its own and those that it names",
        arguments: [
            ["@version": .number(1.1), "id": "@id", "type": "@type", "extra": "urn:a:extra"],
            ["@vocab": "https://hive.example/terms#", "colony": ["@type": "@id"]],
            [
                "hive": "https://hive.example/terms#",
                "Hive": [
                    "@id": "hive:Hive",
                    "@context": [
                        "@protected": true,
                        "colony": ["@id": "hive:colony", "@container": "@graph"],
                        "name": "https://schema.org/name",
                    ],
                ],
                "hive:open": ["@type": "@id"],
            ],
            [["queen": "urn:a:queen"], "https://w3id.org/security/multikey/v1"],
        ] as [JSON])
    func taken(context: JSON) throws {
        let supplied = try SuppliedContext(["@context": context])
        #expect(supplied.references.count == (context.arrayValue == nil ? 0 : 1))
    }

    @Test(
        "One that redefines a carried term, or gives a carried IRI another name, is refused",
        arguments: [
            (["validUntil": "urn:a:b"], "validUntil"), (["name": "urn:a:b"], "name"),
            (["name": .null], "name"), (["achievement": "urn:a:b"], "achievement"),
            (["until": .string(until)], "until"), (["wrap": "@nest"], "wrap"),
            (["sort": "@type"], "sort"), (["text": "@value"], "text"),
            (
                ["Hive": ["@id": "urn:a:Hive", "@context": ["until": .string(until)]]], "until"
            ),
            (["Hive": ["@id": "urn:a:Hive", "@context": ["name": "urn:a:b"]]], "name"),
            (["Hive": ["@id": "urn:a:Hive", "@context": .null]], "@context"),
            (
                ["Hive": ["@id": "urn:a:Hive", "@context": ["@vocab": "urn:a:", "c": .null]]], "c"
            ),
            // The type's own terms would fall away.
            (
                [
                    "VerifiableCredential":
                        "https://www.w3.org/2018/credentials#VerifiableCredential"
                ], "VerifiableCredential"
            ),
            (["@vocab": "https://www.w3.org/2018/credentials#valid"], "@vocab"),
            (["@vocab": "https://schema.org/"], "@vocab"), (["@vocab": .null], "@vocab"),
            (["@language": "en"], "@language"), (["@import": "https://a.example/"], "@import"),
            (["byID": ["@id": "urn:a:b", "@container": "@id"]], "byID"),
            (["back": ["@reverse": .string(until)]], "back"),
            ("relative", "relative"), (.null, "@context"),
        ] as [(JSON, String)])
    func refused(context: JSON, name: String) {
        let error = #expect(throws: ContextRefusal.self) {
            try SuppliedContext(["@context": context])
        }
        #expect(error?.term == name, "\(error?.description ?? "")")
    }

    @Test("A prefix that is read where a term is used is the same in all of them")
    func prefixes() throws {
        let first = try SuppliedContext([
            "@context": [
                "p": "https://hive.example/",
                "Hive": ["@id": "urn:a:Hive", "@context": ["until": "p:validUntil"]],
            ]
        ])
        let second = try SuppliedContext([
            "@context": ["p": "https://www.w3.org/2018/credentials#"]
        ])
        #expect(first.ambiguousPrefix(beside: second) == "p")
        #expect(first.ambiguousPrefix(beside: first) == nil)
        #expect(second.ambiguousPrefix(beside: first) == nil)
    }
}
