import LinkedData

/// What an achievement is proven by (Open Badges 3.0 Evidence).
public struct BadgeEvidence: Sendable, Equatable {
    /// Where it can be looked at.
    public var id: String
    /// What it is called.
    public var name: String
    /// One sentence on what it is.
    public var description: String

    /// Describes a piece of evidence.
    public init(id: String, name: String, description: String) {
        self.id = id
        self.name = name
        self.description = description
    }

    func document(_ written: (String) -> String) -> JSON {
        [
            "id": .string(written(id)), "type": ["Evidence"], "name": .string(written(name)),
            "description": .string(written(description)),
        ]
    }
}
