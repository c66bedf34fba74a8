import LinkedData

/// Tells of what a credential carries and this verifier does not look into, so that nobody takes it
/// for examined. It decides nothing about the credential itself.
enum UnexaminedMembers {
    /// A check for each such member, not made.
    static func checks(_ document: JSONObject) -> [Check] {
        var checks: [Check] = []
        if let resources = document["relatedResource"]?.oneOrMore {
            checks.append(
                note(
                    .relatedResource,
                    resources.count == 1
                        ? "It names a related resource, whose digest was not recomputed."
                        : "It names \(resources.count) related resources, whose digests were not "
                            + "recomputed."
                ))
        }
        let achievement = document["credentialSubject"]?["achievement"]
        let endorsements =
            [
                document["endorsement"], document["issuer"]?["endorsement"],
                achievement?["endorsement"],
            ]
            .compactMap { $0?.oneOrMore.count }.reduce(0, +)
        if endorsements > 0 {
            checks.append(
                note(
                    .endorsement,
                    endorsements == 1
                        ? "It carries an endorsement, which was not verified."
                        : "It carries \(endorsements) endorsements, which were not verified."))
        }
        let contained = (document["credentialSubject"]?.oneOrMore ?? [])
            .compactMap { $0["verifiableCredential"]?.oneOrMore.count }.reduce(0, +)
        if contained > 0 {
            checks.append(
                note(
                    .containedCredentials,
                    contained == 1
                        ? "It contains another credential, which was not verified; submit it by "
                            + "itself."
                        : "It contains \(contained) other credentials, which were not verified; "
                            + "submit each by itself."))
        }
        if document["refreshService"] != nil {
            checks.append(
                note(
                    .refresh, "It names a service that may have a newer one, which was not asked.")
            )
        }
        return checks
    }

    private static func note(_ name: Check.Name, _ detail: String) -> Check {
        Check(name, .notMade, detail, bearing: .information)
    }
}
