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
    /// The number that it is about, where there is one.
    var number: CertificateNumber?
    /// What is wrong with a number as it was typed, and how that was.
    var mistyped: (fault: CertificateNumber.Fault, text: String)?
    /// The methods that the address has instead.
    var allowed: String?
    /// The media types that are read instead.
    var accepted: String?
    /// In how many seconds it is worth trying again, where that is known.
    var retryAfter: Int?

    static func unknownNumber(_ number: CertificateNumber) -> Problem {
        var problem = Problem(
            status: .notFound, kind: "unknown-number", title: "No such certificate",
            detail: "No certificate with the number \(number) was issued here.")
        problem.number = number
        return problem
    }

    static func mistypedNumber(_ fault: CertificateNumber.Fault, _ text: String) -> Problem {
        var problem = Problem(
            status: .notFound, kind: "mistyped-number", title: "This is not a certificate number",
            detail: fault.description.prefix(1).uppercased() + fault.description.dropFirst() + ".")
        problem.mistyped = (fault, text)
        return problem
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
        case let broken as BrokenRequest: self.init(broken)
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
