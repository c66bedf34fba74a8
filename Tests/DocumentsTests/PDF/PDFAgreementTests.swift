import Credentials
import Documents
import Testing
import Verification
@testable import TestSupport

@Suite("PDFs that show different readers different things")
struct PDFAgreementTests {
    private static let one = #"{"@context":[],"type":"VerifiableCredential","name":"One"}"#
    private static let other = #"{"@context":[],"type":"VerifiableCredential","name":"Two"}"#

    private func code(_ pdf: [UInt8]) -> PDFError.Code? {
        do throws(PDFError) { _ = try PDFCredential.extract(from: pdf) } catch { return error.code }
        return nil
    }

    @Test(
        "A credential is found in each place where readers look, and counts once if it is the same")
    func places() throws {
        let (one, bytes) = (Self.one, Array(Self.one.utf8))
        for pdf in [
            PDFSamples.attached(tree: one), PDFSamples.attached(associated: one),
            PDFSamples.attached(annotation: one), PDFSamples.attached(page: one),
            PDFSamples.attached(tree: one, associated: one, annotation: one, page: one),
            PDFSamples.attached(tree: one, subtype: ""),
        ] {
            #expect(try PDFCredential.extract(from: pdf).bytes == bytes)
        }
    }

    @Test("Two that differ are refused, wherever they lie and whatever they are called")
    func differing() {
        let (one, other) = (Self.one, Self.other)
        for pdf in [
            PDFSamples.attached(tree: one, associated: other),
            PDFSamples.attached(tree: one, annotation: other),
            PDFSamples.attached(associated: one, page: other),
            PDFSamples.attached(annotation: one, page: other),
            PDFSamples.attached(tree: one, annotation: other, subtype: ""),
        ] {
            #expect(code(pdf) == .severalCredentials)
        }
        // Under two names of one specification.
        let split = PDFSamples.attached(tree: one, associated: other) { number in
            "/EF <</F 4 0 R /UF \(number) 0 R>>"
        }
        #expect(code(split) == .ambiguous)
        #expect(
            code(PDFSamples.attached(tree: one) { "/EF <</UF \($0) 0 R /F \($0) 0 R>>" }) == nil)
    }

    @Test("A signed PDF is intact; any change of it, or anything added to it, is said")
    func signatures() throws {
        for algorithm in [KeyAlgorithm.p256, .p384, .rsa] {
            let pdf = try PDFSigning.signed(algorithm)
            guard case .intact(let signer) = PDFSignatures(pdf) else {
                Issue.record("\(algorithm): \(PDFSignatures(pdf))")
                continue
            }
            #expect(signer.subjectText == "Ministry of Learning")
            // A letter on the page, and a byte of the range of bytes itself.
            let page = try #require(pdf.firstRange(of: Array("[0 0 842 595]".utf8)))
            var changed = pdf
            changed[page.lowerBound + 1] = UInt8(ascii: "1")
            #expect(PDFSignatures(changed).isChanged)
            #expect(PDFSignatures(pdf + Array("\n1 0 obj\n<<>>\nendobj\n".utf8)).isChanged)
            #expect(PDFSignatures(Array(pdf.dropLast(3))).isChanged)
            #expect(!PDFSignatures(pdf + [0x0A]).isChanged)
        }
        #expect(PDFSignatures(try PDFSamples.assembled()) == .none)
        #expect(PDFSignatures(Array("/ByteRange".utf8)) == .none)
        #expect(PDFSignatures(Array("/ByteRange [0 1 2 3]".utf8)).isChanged)
    }

    @Test("Every byte that is signed counts")
    func everyByte() throws {
        let pdf = try PDFSigning.signed()
        let contents = try #require(pdf.firstRange(of: Array("/Contents <3082".utf8)))
        let end = try #require(pdf[contents.lowerBound...].firstIndex(of: UInt8(ascii: ">")))
        for place in stride(from: 9, to: pdf.count, by: 97) {
            // The signature itself is not under it, and holds certificates besides.
            guard !(contents.upperBound - 5..<end).contains(place) else { continue }
            var changed = pdf
            changed[place] ^= 1
            if case .intact = PDFSignatures(changed) { Issue.record("byte \(place)") }
        }
    }
}

extension PDFSignatures {
    fileprivate var isChanged: Bool { if case .changed = self { true } else { false } }
}
