import CertAuthority
import Documents
import HTTPTypes
import Logging

/// Why a sheet cannot be had, in answers.
enum SheetProblems {
    /// Too many wait already.
    static let busy = Problem(
        status: .serviceUnavailable, kind: "busy", title: "Too many documents at once",
        detail: "Too many documents are being drawn now. Try again in a minute.")

    /// Draws a sheet of a certificate.
    ///
    /// - Throws: `Problem` where too many wait already or there is no such sheet.
    static func told(
        _ number: CertificateNumber, _ logger: Logger, _ draw: () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        do {
            return try await draw()
        } catch is DocumentService.Busy {
            throw busy
        } catch let fault as SheetFault {
            // Which design is asked for, a stranger decides; all else is for the office to mend.
            let isAskedFor = fault.code == .unknownDesign
            if !isAskedFor {
                logger.error("no sheet", metadata: ["code": "\(fault.code.rawValue)"])
            }
            throw Problem(
                status: .notFound, kind: "no-sheet", title: "No such document",
                detail: isAskedFor
                    ? fault.description
                    : "There is no sheet of \(number). Its credential can be downloaded.")
        }
    }
}
