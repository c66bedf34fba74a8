import CertAuthority
import Credentials
import Hummingbird
import LinkedData

/// An error as HTTP tells it (RFC 9457).
struct Problem: Error {
    let status: HTTPResponse.Status
    /// The last part of the problem type's URI.
    let kind: String
    let title: String
    let detail: String
    /// In how many seconds it is worth trying again, where that is known.
    var retryAfter: Int?

    static func unknownNumber(_ number: CertificateNumber) -> Problem {
        Problem(
            status: .notFound, kind: "unknown-number", title: "No such certificate",
            detail: "No certificate with the number \(number) was issued here.")
    }

    static func mistypedNumber(_ fault: CertificateNumber.Fault) -> Problem {
        Problem(
            status: .notFound, kind: "mistyped-number", title: "This is not a certificate number",
            detail: fault.description.prefix(1).uppercased() + fault.description.dropFirst() + ".")
    }

    static func erased(_ number: CertificateNumber, _ instant: Timestamp) -> Problem {
        Problem(
            status: .gone, kind: "erased", title: "Erased",
            detail: "The credential of \(number) was erased on \(instant.dateText).")
    }

    /// Any error; what happened inside is not told.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as HTTPError where error.status == .notFound:
            self.init(
                status: .notFound, kind: "not-found", title: "There is nothing here",
                detail: "There is nothing at this address.")
        case let error as HTTPError:
            self.init(
                status: error.status, kind: "request-refused", title: error.status.reasonPhrase,
                detail: "The request cannot be answered.")
        case is StoreError:
            self.init(
                status: .serviceUnavailable, kind: "unavailable", title: "Unavailable now",
                detail: "The record of certificates cannot be read now. Try again later.")
        default:
            self.init(
                status: .internalServerError, kind: "internal", title: "Something went wrong here",
                detail:
                    "The request could not be answered. This says nothing about any certificate.")
        }
    }

    init(status: HTTPResponse.Status, kind: String, title: String, detail: String) {
        self.status = status
        self.kind = kind
        self.title = title
        self.detail = detail
    }

    func document(instance: String) -> JSON {
        [
            "type": .string("urn:certauthority:problem:\(kind)"), "title": .string(title),
            "status": .number(Double(status.code)), "detail": .string(detail),
            "instance": .string("urn:request:\(instance)"),
        ]
    }
}
