public import LinkedData

extension OpenBadge {
    /// True for JSON in the form that ``document`` has, secured or not: each member is one that it
    /// writes and is of the kind of which it writes it.
    ///
    /// A signature over statements holds for other JSON too: `"name": ["Ada"]` states what
    /// `"name": "Ada"` does. A reader of JSON would miss such a name, so where the issuer's form is
    /// known, another is no copy of its document.
    public static func isInForm(_ document: JSONObject) -> Bool { BadgeShape.badge.fits(document) }
}

/// The members of an object and the kind of each.
private struct BadgeShape: Sendable {
    indirect enum Kind: Sendable {
        case text
        case truth
        /// One or more texts, as a list.
        case texts
        case object(BadgeShape)
        /// One or more objects, as a list.
        case objects(BadgeShape)

        func fits(_ json: JSON) -> Bool {
            switch (self, json) {
            case (.text, .string), (.truth, .bool): true
            case (.texts, .array(let elements)):
                !elements.isEmpty && elements.allSatisfy { $0.stringValue != nil }
            case (.object(let shape), .object(let object)): shape.fits(object)
            case (.objects(let shape), .array(let elements)):
                !elements.isEmpty
                    && elements.allSatisfy { $0.objectValue.map(shape.fits) ?? false }
            default: false
            }
        }
    }

    private let required: [(name: String, kind: Kind)]
    private let optional: [(name: String, kind: Kind)]

    init(_ required: [(String, Kind)], optional: [(String, Kind)] = []) {
        self.required = required.map { (name: $0.0, kind: $0.1) }
        self.optional = optional.map { (name: $0.0, kind: $0.1) }
    }

    func fits(_ object: JSONObject) -> Bool {
        var rest = object.count
        for member in required {
            guard let value = object[member.name], member.kind.fits(value) else { return false }
            rest -= 1
        }
        for member in optional {
            guard let value = object[member.name] else { continue }
            guard member.kind.fits(value) else { return false }
            rest -= 1
        }
        return rest == 0
    }

    static let badge = BadgeShape(
        [
            ("@context", .texts), ("id", .text), ("type", .texts), ("name", .text),
            ("description", .text), ("issuer", .object(issuer)), ("validFrom", .text),
            ("credentialSubject", .object(subject)), ("credentialStatus", .object(status)),
        ],
        optional: [
            ("validUntil", .text), ("evidence", .objects(evidence)), ("proof", .object(proof)),
        ])

    private static let issuer = BadgeShape(
        [("id", .text), ("type", .texts), ("name", .text)], optional: [("url", .text)])

    private static let subject = BadgeShape(
        [
            ("type", .texts), ("identifier", .objects(identifier)), ("activityEndDate", .text),
            ("achievement", .object(achievement)),
        ], optional: [("id", .text), ("narrative", .text)])

    private static let identifier = BadgeShape(
        [("type", .text), ("hashed", .truth), ("identityHash", .text), ("identityType", .text)],
        optional: [("salt", .text)])

    private static let achievement = BadgeShape(
        [
            ("id", .text), ("type", .texts), ("achievementType", .text), ("name", .text),
            ("description", .text), ("criteria", .object(BadgeShape([("narrative", .text)]))),
        ],
        optional: [
            (
                "image",
                .object(BadgeShape([("id", .text), ("type", .text), ("caption", .text)]))
            ),
            ("tag", .texts),
            (
                "alignment",
                .objects(
                    BadgeShape(
                        [("type", .texts), ("targetName", .text), ("targetUrl", .text)],
                        optional: [("targetFramework", .text)]))
            ),
        ])

    private static let evidence = BadgeShape(
        [("id", .text), ("type", .texts), ("name", .text), ("description", .text)])

    private static let status = BadgeShape(
        [
            ("id", .text), ("type", .text), ("statusPurpose", .text), ("statusListIndex", .text),
            ("statusListCredential", .text),
        ])

    private static let proof = BadgeShape(
        [
            ("type", .text), ("cryptosuite", .text), ("created", .text),
            ("verificationMethod", .text), ("proofPurpose", .text), ("proofValue", .text),
        ], optional: [("@context", .texts)])
}
