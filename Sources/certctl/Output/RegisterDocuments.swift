import CertAuthority
import Credentials
import LinkedData

extension RegisterEntry {
    /// The entry as a JSON object; what is not known is left out.
    var document: JSON {
        var document = JSONObject()
        let members: [(String, String?)] = [
            ("number", summary.number.description), ("programme", summary.programme.text),
            ("organisation", organisation.text),
            ("name", summary.name.isEmpty ? nil : summary.name),
            ("completedOn", summary.completedOn.description),
            ("issuedAt", summary.issuedAt.description), ("validUntil", validUntil?.description),
            ("state", summary.condition.rawValue), ("stateSince", standingSince?.description),
            ("batch", summary.batch), ("learnerReference", learner?.reference),
            ("email", learner?.email),
        ]
        for (name, value) in members { document[name] = value.map { .string($0) } }
        return .object(document)
    }
}

extension TextTable {
    /// Entries of the register, one line each.
    ///
    /// - Parameter withLearner: Whether reference and address stand there too.
    init(_ entries: [RegisterEntry], withLearner: Bool = false) {
        self.init(
            ["NUMBER", "PROGRAMME", "COMPLETED", "STATE"]
                + (withLearner ? ["REFERENCE", "E-MAIL"] : []) + ["NAME"])
        for entry in entries {
            let learner =
                withLearner
                ? [entry.learner?.reference ?? "", entry.learner?.email ?? ""] : []
            add(
                [
                    entry.summary.number.description, entry.summary.programme.text,
                    entry.summary.completedOn.description, entry.summary.condition.rawValue,
                ] + learner + [entry.summary.name])
        }
    }
}
