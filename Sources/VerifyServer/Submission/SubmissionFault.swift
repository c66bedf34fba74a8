import CertAuthority
import Verification

/// Why nothing that was typed, pasted or uploaded on the start page could be verified.
enum SubmissionFault: Equatable {
    /// Nothing was typed or chosen.
    case empty
    /// A number that is mistyped.
    case number(CertificateNumber.Fault)
    /// A link to elsewhere.
    case link
    /// Neither number, link nor credential, and what it is as far as that is known.
    case unreadable(String)
    /// Something known that is not read here.
    case other(String)
    /// Text whose end is missing.
    case cutShort(String)
    /// Text or a file that breaks the rules of its format.
    case damaged(String)
    /// A file without a credential in it.
    case noCredential(String)
    /// More than one credential.
    case several
    /// Larger than any certificate.
    case tooLarge
}

extension SubmissionFault {
    /// The fault for an error; which place of a number is wrong is looked for anew.
    init(_ error: SubmissionError, _ bytes: [UInt8]) {
        switch error.code {
        case .empty: self = .empty
        case .tooLarge: self = .tooLarge
        case .foreignAddress: self = .link
        case .several: self = .several
        case .noCredential: self = .noCredential(error.description)
        case .mistypedNumber, .unknownNumber: self = Self.mistyped(bytes, error)
        case .otherFormat: self = .other(error.description)
        case .cutShort: self = .cutShort(error.description)
        case .malformed, .unreadableFile: self = .damaged(error.description)
        case .unknownKind, .notCredential, .malformedLine, .tooManyLines, .brokenOff:
            self = .unreadable(error.description)
        }
    }

    private static func mistyped(_ bytes: [UInt8], _ error: SubmissionError) -> Self {
        let text = String(decoding: bytes, as: UTF8.self)
        let last = text.split(separator: "/").last.map(String.init) ?? text
        do throws(CertificateNumber.Fault) {
            _ = try CertificateNumber(last.trimmingLines)
            return .unreadable(error.description)
        } catch {
            return .number(error)
        }
    }
}

extension String {
    /// Without line ends, which a pasted text may bring along.
    fileprivate var trimmingLines: String { filter { !$0.isNewline } }
}

extension StartPage.Mistake {
    /// What is wrong with what was handed in, and what to do.
    init(_ fault: SubmissionFault, _ wording: Wording, isFile: Bool) {
        switch fault {
        case .empty: self.init(message: wording[.errorEmpty])
        case .number(let fault): self.init(fault, wording)
        case .link: self.init(message: wording[.errorLink])
        case .several: self.init(message: wording[.errorSeveral])
        case .tooLarge:
            let size = wording.language.text(StartPage.megabytes)
            self.init(message: wording.text(.errorLarge, ["size": size]))
        case .unreadable(let reason): self.init(.errorUnreadable, reason, wording)
        case .other(let reason): self.init(.errorOther, reason, wording)
        case .cutShort(let reason): self.init(.errorCut, reason, wording)
        case .damaged(let reason): self.init(.errorDamaged, reason, wording)
        case .noCredential(let reason): self.init(.errorNone, reason, wording)
        }
        self.isFile = isFile
    }

    /// What is the matter in the reader's language, with the precise reason.
    private init(_ phrase: Phrase, _ reason: String, _ wording: Wording) {
        self.init(message: wording[phrase])
        detail = reason
    }
}
