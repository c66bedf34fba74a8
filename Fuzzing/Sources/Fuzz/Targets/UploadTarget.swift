import Credentials
import LinkedData
import Samples
import CertAuthority
import Documents
import Verification

/// What strangers type, paste or upload is taken for one thing, whatever stands around it, and what
/// is taken out of it is taken for the same when it is handed in by itself; a form gives back the
/// file that was put into it.
struct UploadTarget: FuzzTarget {
    static let name = "upload"

    private static let boundary = Array("edge".utf8)
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let installation = Installation(
        name: "A", baseURL: "https://v.example.org", created: Timestamp(seconds: 1_780_272_000))

    func seeds() throws -> [[UInt8]] {
        let number = "7K3M-9QXD-2T8F-W4HN-C"
        let credential =
            #"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"proof":{}}"#
        let token =
            "eyJhbGciOiJFZERTQSIsInR5cCI6InZjK2p3dCJ9." + String(repeating: "A", count: 40) + ".AA"
        let texts = [
            number, number.lowercased(), "https://v.example.org/v/\(number)?lang=ar",
            "HTTPS://V.EXAMPLE.ORG/V/\(number)", "v.example.org/credentials/\(number).json",
            "https://elsewhere.example/v/1", "٧K3M−9QXD", credential,
            "\u{FEFF} \(credential)\r\n", token, "\(token)\n",
            #"{"type":"VerifiablePresentation","verifiableCredential":[\#(credential)]}"#,
            #"{"type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,\#(token)"}"#,
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "%PDF-1.7\n",
        ].map { Array($0.utf8) }
        let svg = try BakedSVG.bake(
            Array(credential.utf8),
            into: Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>".utf8))
        let forms = (texts + [svg]).prefix(3).map { Self.form($0) }
        return texts + [svg] + forms
    }

    let dictionary = [
        "\r\n--edge", "--\r\n", "Content-Disposition: form-data; name=\"file\"", "; filename=\"a\"",
        "\r\n\r\n", "Content-Type: text/plain", "https://v.example.org/v/", "/credentials/",
        "%2D", "?lang=ar", "{\"@context\":", "\"type\":", "\"proof\":",
        "\"VerifiablePresentation\"",
        "eyJ", ".json", "<svg ", "%PDF-", "\u{89}PNG\r\n\u{1A}\n", "\u{FEFF}", "٣", "＃", "\u{200B}",
    ]

    func check(_ bytes: [UInt8]) throws {
        try checkForm(bytes)
        let typed = TypedText.folded(bytes)
        try promise(TypedText.folded(typed) == typed, "what is folded is folded again")
        let found = Self.read(bytes, installation)
        switch found {
        case .number(let number):
            try promise(
                Self.read(Array(number.description.utf8), installation) == found,
                "the number \(number) is another by itself")
            for address in [installation.verificationURL(number), installation.scannedURL(number)] {
                try promise(
                    Self.read(Array(address.utf8), installation) == found,
                    "the number \(number) is another by its address")
            }
        case .document(let kind, let content, let isPresentation):
            try promise(content.count <= SubmittedDocument.byteLimit, "it is longer than it may be")
            let alone = Self.read(content, installation)
            guard case .document(let inner, content, isPresentation) = alone else {
                throw BrokenPromise("what a \(kind) holds is \(alone) by itself")
            }
            let isFile = [.png, .svg, .pdf].contains(kind)
            try promise(isFile || inner == kind, "a \(kind) is a \(inner) by itself")
            if !isFile {
                try promise(
                    Self.read(Self.mark + [0x20, 0x0A] + content + [0x0D, 0x0A], installation)
                        == found, "white space around it makes it another")
            }
        case .fault(let code):
            try promise(
                ![.malformedLine, .tooManyLines, .brokenOff, .unknownNumber].contains(code),
                "a fault of many at once: \(code)")
        }
    }

    /// What something was taken for.
    private enum Found: Equatable {
        case number(CertificateNumber)
        case document(SubmittedDocument.Kind, [UInt8], isPresentation: Bool)
        case fault(SubmissionError.Code)
    }

    private static func read(_ bytes: [UInt8], _ installation: Installation) -> Found {
        do throws(SubmissionError) {
            switch try Submission(bytes, installation: installation, extraction: .standard) {
            case .number(let number): return .number(number)
            case .document(let document):
                return .document(
                    document.kind, document.content, isPresentation: document.isPresentation)
            }
        } catch {
            return .fault(error.code)
        }
    }

    // MARK: Forms

    private static func form(_ file: [UInt8]) -> [UInt8] {
        let head =
            "--edge\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n\r\n--edge\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n"
            + "Content-Type: application/json\r\n\r\n"
        return Array(head.utf8) + file + Array("\r\n--edge--\r\n".utf8)
    }

    private func checkForm(_ bytes: [UInt8]) throws {
        if let form = try? MultipartForm(bytes, boundary: Self.boundary) {
            try promise(
                form.parts.reduce(0) { $0 + $1.bytes.count } < bytes.count,
                "the fields of a form are longer than the form")
        }
        let delimiter = Array("\r\n--edge".utf8)
        // What ends in a part of the delimiter may make a whole one together with it.
        guard (Array("\r\n".utf8) + bytes + delimiter).ranges(of: delimiter).count == 1 else {
            return
        }
        let form = try MultipartForm(Self.form(bytes), boundary: Self.boundary)
        try promise(form.part("file")?.bytes == bytes, "a form does not give its file back")
        try promise(form.part("text")?.bytes == [], "a form does not give its text back")
    }
}
