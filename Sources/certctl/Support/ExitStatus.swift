import CertAuthority
import Credentials
import Documents
import NetworkLookup
import Office
import Verification

/// The exit codes of `certctl`, so that scripts can distinguish failures.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case failed = 1
    case notValid = 2
    case cannotTell = 3
    case refusedInput = 4
    case notFound = 5
    case conflict = 6
    case unwell = 7
    case feesOpen = 8
    case issuerUnknown = 9
    case wrongPassphrase = 10
    case keyMissing = 11
    case keyExposed = 12
    case keyUnusable = 13
    case documentCertificateUnusable = 14
    case notVerifiable = 15
    case storeMissing = 20
    case storeNewer = 21
    case storeCorrupt = 22
    case storeBusy = 23
    case diskFull = 24
    case denied = 25
    case diskError = 26
    case storeOlder = 27
    case auditBroken = 28
    case restoreLoses = 29
    case storeUnconfirmed = 30
    case mailFailed = 33
    case mailRefused = 34
    case notConfirmed = 40
    case usage = 64
    case interrupted = 130
    case terminated = 143

    /// The meaning in one line.
    var meaning: String {
        switch self {
        case .done: "done; verify: valid, from an organisation of this installation"
        case .failed: "any other failure"
        case .notValid:
            "verify: not currently valid, or not genuine; export: the document is not genuine"
        case .cannotTell: "verify: cannot tell now; export: the record cannot be confirmed"
        case .refusedInput: "invalid input file; every fault is listed and nothing was changed"
        case .notFound:
            "not found: certificate, programme, organisation, order, voucher, quote or file"
        case .conflict: "conflict with the existing record"
        case .unwell: "doctor: something needs attention"
        case .feesOpen: "issue: some rows have unpaid fees; the settled ones are issued"
        case .issuerUnknown: "verify: valid, but the issuer is not known here"
        case .wrongPassphrase: "wrong passphrase"
        case .keyMissing: "private key missing"
        case .keyExposed: "private key readable by other users"
        case .keyUnusable: "private key damaged or not writable"
        case .documentCertificateUnusable:
            "document certificate missing, expired or of another key"
        case .notVerifiable:
            "verify: the input cannot be read as a certificate (no verdict)"
        case .storeMissing: "no installation found"
        case .storeNewer: "store written by a newer version"
        case .storeCorrupt: "store damaged"
        case .storeBusy: "store locked by another process"
        case .diskFull: "disk full"
        case .denied: "permission denied"
        case .diskError: "disk error"
        case .storeOlder: "store written by an older version; run certctl upgrade"
        case .auditBroken: "the audit is inconsistent, or contradicts the record"
        case .restoreLoses: "restore: would lose later changes; nothing was changed"
        case .storeUnconfirmed:
            "written, but a standby of the database has not confirmed it: its pages may show the state before for a while"
        case .mailFailed: "links send, links remind: some messages are unsent or in doubt"
        case .mailRefused:
            "links send, links remind: some messages were permanently rejected; all others are sent"
        case .notConfirmed: "the confirmation was not given; nothing was changed"
        case .usage: "invalid command line"
        case .interrupted: "stopped by Ctrl-C; completed work is kept"
        case .terminated: "stopped by SIGTERM; completed work is kept"
        }
    }

    /// The code of what was submitted to be verified.
    init(_ outcome: SubmissionOutcome) {
        self =
            switch outcome {
            case .refused(let error): Self.of(error.code)
            case .unreadable(let error): Self.of(error.code)
            case .number, .document:
                switch outcome.verdict {
                case .valid: outcome.issuersKnown == true ? .done : .issuerUnknown
                case .notCurrentlyValid, .notGenuine: .notValid
                case .cannotTell, nil: .cannotTell
                }
            }
    }

    /// The code of an error.
    init(_ error: any Error) {
        self =
            switch error {
            case let failure as CommandFailure: failure.status
            case let refusal as OfficeRefusal: Self.of(refusal.code)
            case is RowDisagreement, is PlanDisagreement: .conflict
            case let error as StoreError: Self.of(error.code)
            case let error as KeyError: Self.of(error.code)
            case let error as FileError: Self.of(error.code)
            case let error as SubmissionError: Self.of(error.code)
            case is X509Error: .documentCertificateUnusable
            case is PDFError: .refusedInput
            case is SourceFaults, is FeeError, is SheetTemplateFaults: .refusedInput
            case let fault as SheetFault: Self.of(fault.code)
            case VoucherError.unknown: .notFound
            case is VoucherError, is CorrectionRefusal: .conflict
            case is InstallationError, is CertificateNumber.Fault, is QuoteID.Fault,
                is MistypedCode, is SponsorCapFault, is MoneyError, is MailServerFault:
                .usage
            default: .failed
            }
    }

    private static func of(_ code: OfficeRefusal.Code) -> ExitStatus {
        switch code {
        case .invalid: .usage
        case .notFound: .notFound
        case .conflict: .conflict
        case .refusedInput: .refusedInput
        case .keyMissing: .keyMissing
        case .keyUnusable: .keyUnusable
        case .documentCertificateMissing: .documentCertificateUnusable
        case .notGenuine: .notValid
        case .cannotTell: .cannotTell
        case .mailFailed: .mailFailed
        case .failed: .failed
        }
    }

    private static func of(_ code: StoreError.Code) -> ExitStatus {
        switch code {
        case .missing: .storeMissing
        case .newer: .storeNewer
        case .older: .storeOlder
        case .corrupt: .storeCorrupt
        case .busy: .storeBusy
        case .full: .diskFull
        case .denied: .denied
        case .inputOutput: .diskError
        case .notFound: .notFound
        case .conflict: .conflict
        case .unconfirmed: .storeUnconfirmed
        case .auditBroken: .auditBroken
        case .failed: .failed
        }
    }

    private static func of(_ code: SubmissionError.Code) -> ExitStatus {
        switch code {
        case .mistypedNumber, .unknownNumber: .notFound
        default: .notVerifiable
        }
    }

    private static func of(_ code: KeyError.Code) -> ExitStatus {
        switch code {
        case .missing, .none: .keyMissing
        case .exposed: .keyExposed
        case .wrongPassphrase: .wrongPassphrase
        case .unreadable, .unwritable: .keyUnusable
        case .weakPassphrase: .usage
        }
    }

    private static func of(_ code: SheetFault.Code) -> ExitStatus {
        switch code {
        case .unknownDesign, .content: .notFound
        case .template, .overflow, .missingLetter: .refusedInput
        case .drawing: .failed
        }
    }

    private static func of(_ code: FileError.Code) -> ExitStatus {
        switch code {
        case .missing: .notFound
        case .exists: .conflict
        case .denied: .denied
        case .tooLarge: .refusedInput
        case .full: .diskFull
        case .failed: .diskError
        }
    }
}

/// A failure that a command found itself.
struct CommandFailure: Error, CustomStringConvertible {
    let status: ExitStatus
    let description: String

    init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}
