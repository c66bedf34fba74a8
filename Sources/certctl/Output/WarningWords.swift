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
        case .namesDiffer: "different names, rows not issued"
        case .missingGlyph: "letters that no font can print, rows not issued"
        case .nameTooWide: "names too long for the sheet, rows not issued"
        case .validityEnded: "validity expired, rows not issued"
        case .certifiedBefore: "already certified with another completion date, rows not issued"
        case .learnerTwoDays: "one learner with two completion dates, rows not issued"
        case .perhapsOneLearner: "possibly one learner, rows not issued"
        case .stepTakenBack: "a step was revoked or suspended"
        case .planNotBound: "planned by an earlier version, not compared with what was planned"
        }
    }
}
