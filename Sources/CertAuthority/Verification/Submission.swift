import Foundation
internal import LinkedData

/// What somebody hands in to be verified: a number, an address of a certificate, or a document.
public enum Submission: Sendable {
    /// A certificate of this installation, by its number.
    case number(CertificateNumber)
    /// A document, ours or a stranger's.
    case document(SubmittedDocument)

    /// No address has more bytes, and no number, however it is spaced, has so many.
    private static let addressLimit = 2048
    private static let numberLimit = 80

    /// Reads what was typed, pasted or uploaded, by its content.
    ///
    /// - Throws: ``SubmissionError`` saying what it is instead and what to do.
    public init(
        _ bytes: [UInt8], installation: Installation, extraction: CredentialExtraction
    ) throws(SubmissionError) {
        guard bytes.count <= SubmittedDocument.byteLimit else { throw SubmittedDocument.tooLarge }
        let recognized = try RecognizedContent(bytes)
        if case .text(let text) = recognized.kind,
            text.count <= (text.contains(UInt8(ascii: "/")) ? Self.addressLimit : Self.numberLimit),
            let typed = String(validating: text, as: UTF8.self),
            !typed.unicodeScalars.contains(where: TextSafety.isControl)
        {
            self = .number(try installation.number(typed: typed))
        } else {
            self = .document(try SubmittedDocument(recognized, of: bytes, extraction))
        }
    }
}

extension Installation {
    /// The number in what somebody typed or pasted: the number itself, or an address of this
    /// installation at which a certificate or its credential stands.
    ///
    /// An address may lack its scheme, be in capitals as QR codes have it, and carry a query. Its
    /// host and port must be this installation's, byte for byte but for the case of ASCII letters.
    ///
    /// - Throws: ``SubmissionError`` (`foreignAddress`, `mistypedNumber`).
    public func number(typed text: String) throws(SubmissionError) -> CertificateNumber {
        var number = text
        if text.utf8.contains(UInt8(ascii: "/")) {
            guard let path = path(inAddress: text), let last = Self.lastPart(path) else {
                throw SubmissionError(
                    .foreignAddress,
                    "nothing is looked up elsewhere from here; open the address there, or submit the "
                        + "credential itself")
            }
            number = last
        }
        do throws(CertificateNumber.Fault) {
            return try CertificateNumber(number)
        } catch {
            throw SubmissionError(error)
        }
    }

    /// The number of a credential of ours by its `id`, which is exactly the verification URL.
    func number(ofCredential id: String) -> CertificateNumber? {
        let prefix = "\(baseURL)/v/"
        guard id.utf8.starts(with: prefix.utf8),
            let number = try? CertificateNumber(
                String(decoding: id.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)),
            verificationURL(number).isExactly(id)
        else { return nil }
        return number
    }

    /// What follows the host, without query and fragment; nil for another host.
    private func path(inAddress text: String) -> Substring.UTF8View? {
        var rest = text.utf8[...]
        for scheme in ["https://", "http://"] where Self.starts(rest, with: scheme) {
            rest = rest.dropFirst(scheme.utf8.count)
            break
        }
        guard Self.starts(rest, with: authority + "/") else { return nil }
        rest = rest.dropFirst(authority.utf8.count)
        let end = rest.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        return rest[..<(end ?? rest.endIndex)]
    }

    /// The part of a path that is a number: after `/v/`, or the name of a credential's file.
    private static func lastPart(_ path: Substring.UTF8View) -> String? {
        var path = path
        while path.last == UInt8(ascii: "/") { path = path.dropLast() }
        for prefix in ["/v/", "/credentials/"] where starts(path, with: prefix) {
            var part = path.dropFirst(prefix.utf8.count)
            guard !part.contains(UInt8(ascii: "/")) else { return nil }
            if prefix != "/v/", let dot = part.lastIndex(of: UInt8(ascii: ".")) {
                part = part[..<dot]
            }
            let text = String(Substring(part))
            return text.removingPercentEncoding ?? text
        }
        return nil
    }

    /// True when the text begins so, whatever the case of its ASCII letters.
    private static func starts(_ text: Substring.UTF8View, with prefix: String) -> Bool {
        guard text.count >= prefix.utf8.count else { return false }
        return zip(text, prefix.utf8).allSatisfy { ours, theirs in
            ours == theirs || (ASCII.isLetter(ours) && ours ^ theirs == 0x20)
        }
    }
}
