import LinkedData

/// The contexts that the published credentials name, from the shared folder `contexts`.
enum PublishedContexts {
    static let openBadges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

    private static let files = [
        ("https://www.w3.org/ns/credentials/v2", "credentials-v2.jsonld"),
        ("https://www.w3.org/ns/credentials/examples/v2", "credentials-examples-v2.jsonld"),
        ("https://w3id.org/citizenship/v4rc1", "citizenship-v4rc1.jsonld"),
        (openBadges, "ob-v3p0-context-3.0.3.1edtech-validator.json"),
        (
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
            "ob-v3p0-extensions.json"
        ),
    ]

    static func loader() throws -> FixedContexts {
        FixedContexts(try files.map { ($0.0, try SharedVectors.json("contexts/\($0.1)")) })
    }
}
