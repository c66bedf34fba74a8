import CertAuthority
import Credentials

/// What takes in what people type, paste or upload on the start page, and says what it is.
struct SubmissionDesk: Sendable {
    /// What was found.
    enum Finding: Sendable {
        /// A number, or a link to one: there is a page for it.
        case number(CertificateNumber)
        /// A document, verified.
        case document(PageSubject)
    }

    /// Why nothing could be verified.
    enum Fault: Error, Equatable {
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

    /// Examines what was handed in; throws ``Fault``, or `StoreError` when the record cannot be
    /// read.
    let examine: @Sendable ([UInt8], Timestamp) async throws -> Finding
}

extension StartPage.Mistake {
    /// What is wrong with what was handed in, and what to do.
    init(_ fault: SubmissionDesk.Fault, _ wording: Wording, isFile: Bool) {
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
