public import CertAuthority
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
        // Brackets and quotation marks may stand around a number, and no document is a number.
        let typed = Self.typed(bytes)
        if let typed {
            do throws(SubmissionError) {
                self = .number(try installation.number(typed: typed))
                return
            } catch  where Self.isLink(typed) {
                throw error
            } catch {}
        }
        let recognized = try RecognizedContent(bytes)
        if case .text(let text) = recognized.kind, let typed = Self.typed(text),
            text.count <= (text.contains(UInt8(ascii: "/")) ? Self.addressLimit : Self.numberLimit)
        {
            do throws(SubmissionError) {
                self = .number(try installation.number(typed: typed))
                return
            } catch  where error.code != .mistypedNumber || !Self.isList(text, installation) {
                throw error
            } catch {}
        }
        self = .document(try SubmittedDocument(recognized, of: bytes, extraction))
    }

    /// True for several lines of which one is a number by itself: what is wrong with them is not
    /// that they make no number together.
    private static func isList(_ text: [UInt8], _ installation: Installation) -> Bool {
        let lines = text.split { $0 == 0x0A || $0 == 0x0D }
        return lines.count > 1
            && lines.contains { line in
                typed(Array(line)).map { (try? installation.number(typed: $0)) != nil } ?? false
            }
    }

    /// What was submitted as a text that may be a number or an address; nil for JSON, for anything
    /// long, and for what holds control characters.
    private static func typed(_ bytes: [UInt8]) -> String? {
        let text = SubmittedDocument.trimmed(SubmittedDocument.withoutMark(bytes[...]))
        guard text.count <= addressLimit, !text.isEmpty, text.first != UInt8(ascii: "{"),
            let typed = try? String(copying: UTF8Span(validating: text.span))
        else { return nil }
        // Programs break long lines, within a number too.
        let folded = TypedText.folded(typed).split { "\n\r\t".contains($0) || $0 == "\r\n" }
            .joined(separator: " ")
        return folded.unicodeScalars.contains(where: TextSafety.isControl) ? nil : folded
    }

    /// True for an address between angle brackets, which begins as XML does.
    private static func isLink(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "<") && text.dropFirst().lowercased().hasPrefix("http")
    }
}

extension Installation {
    /// The number in what somebody typed or pasted: the number itself, or an address of this
    /// installation at which a certificate or its credential stands.
    ///
    /// An address may lack its scheme, be in capitals as QR codes have it, and carry a query. Its
    /// host and port must be this installation's, byte for byte but for the case of ASCII letters.
    /// Around both there may be brackets, quotation marks and a label such as `No.` or
    /// `Certificate:`; blanks and dashes may be of any width, dots may stand between groups, and
    /// what cannot be seen, such as soft hyphens, counts for nothing.
    ///
    /// - Throws: ``SubmissionError`` (`foreignAddress`, `mistypedNumber`).
    public func number(typed text: String) throws(SubmissionError) -> CertificateNumber {
        if let number = try? CertificateNumber(text) { return number }
        let bare = TypedNumber.bare(TypedText.folded(text))
        var candidates = [bare]
        if bare.utf8.contains(UInt8(ascii: "/")) {
            candidates = TypedNumber.addresses(in: bare).compactMap { address in
                path(inAddress: address).flatMap(Self.lastPart).map {
                    TypedNumber.bare(TypedText.folded($0))
                }
            }
        }
        var fault: CertificateNumber.Fault?
        for candidate in candidates {
            do throws(CertificateNumber.Fault) {
                return try TypedNumber.read(candidate)
            } catch {
                fault = fault ?? error
            }
        }
        if let fault { throw SubmissionError(fault) }
        throw SubmissionError(
            .foreignAddress,
            "nothing is looked up elsewhere from here; open the address there, or submit the "
                + "credential itself")
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
