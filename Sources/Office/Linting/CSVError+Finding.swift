import CertAuthority

extension CSVError {
    /// The fault as a finding of a cohort.
    var finding: CohortFinding {
        let parts = reason.split(separator: "; ", maxSplits: 1).map(String.init)
        return CohortFinding(
            code.kind, line: line, row: record, column: column,
            reason: "byte \(byte): \(parts.first ?? reason)",
            remedy: parts.count == 2 ? parts[1] : "correct the file")
    }
}

extension CSVError.Code {
    fileprivate var kind: CohortFindingKind {
        switch self {
        case .notUTF8File: .wrongEncoding
        case .invalidUTF8: .invalidUTF8
        case .nulByte: .nulByte
        case .unterminatedQuote: .unterminatedQuote
        case .textAfterQuote: .textAfterQuote
        case .strayQuote: .strayQuote
        case .tooFewFields: .tooFewFields
        case .tooManyFields: .tooManyFields
        case .noHeader: .emptyFile
        case .wrongSeparator: .wrongSeparator
        case .emptyColumnName: .unnamedColumn
        case .duplicateColumnName: .repeatedColumn
        case .tooLarge: .tooLarge
        case .tooManyFaults: .tooManyFaults
        }
    }
}
