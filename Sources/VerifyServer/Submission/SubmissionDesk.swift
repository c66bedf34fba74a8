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
        /// Neither number, link nor credential.
        case unreadable
        /// A file without a credential in it.
        case noCredential
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
        let size = wording.language.text(StartPage.megabytes)
        switch fault {
        case .empty: self.init(message: wording[.errorEmpty])
        case .number(let fault): self.init(fault, wording)
        case .link: self.init(message: wording[.errorLink])
        case .unreadable: self.init(message: wording[.errorUnreadable])
        case .noCredential: self.init(message: wording[.errorNone])
        case .several: self.init(message: wording[.errorSeveral])
        case .tooLarge: self.init(message: wording.text(.errorLarge, ["size": size]))
        }
        self.isFile = isFile
    }
}
