import CertAuthority
import LinkedData
import Office

extension IssueWarning {
    /// The warning as a JSON object.
    var document: JSON {
        [
            "kind": .string(kind.rawValue), "message": .string(text.told),
            "row": row.map { .number(Double($0)) } ?? .null,
            "certificates": .array(certificates.map { .string($0.description) }),
        ]
    }
}

extension IssueWarning.Kind {
    var meaning: String {
        switch self {
        case .missingPrerequisite:
            "a prerequisite is not on record; it may have been earned elsewhere"
        case .namesDiffer: "different names, nothing is issued for them"
        case .missingGlyph: "letters that cannot be printed, nothing is issued for them"
        case .nameTooWide: "names too long for the sheet, nothing is issued for them"
        case .validityEnded: "the validity has ended, nothing is issued for them"
        case .certifiedBefore: "certified already of another day, nothing is issued for them"
        case .learnerTwoDays: "one learner with two days, nothing is issued for them"
        case .perhapsOneLearner: "told apart, nothing is issued for them"
        case .stepTakenBack: "a step was taken back"
        case .planNotBound: "planned by an earlier version, not compared with what was planned"
        }
    }
}
