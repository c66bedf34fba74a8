import CertAuthority
import Credentials
import Documents
import Verification

/// What on a page belongs to one certificate alone, or to the moment; all else it has in common
/// with others.
struct VerdictValues {
    /// When it was checked.
    let time: HTML
    let number: HTML?
    let name: HTML?
    let completedOn: HTML?
    let issuedOn: HTML?
    let validUntil: HTML?
    /// The name of the file that can be downloaded.
    let file: HTML?
    /// The page's address.
    let address: HTML?
    /// The drawing of the code that leads to it.
    let code: HTML?

    /// - Throws: `QRCodeError` when the address is too long for a code.
    init(
        _ subject: PageSubject, language: Language, installation: Installation,
        memory: SectionMemory, at instant: Timestamp
    ) throws(QRCodeError) {
        time =
            "<time datetime=\"\(instant.description)\">\(.isolated(language.text(instant)))</time>"
        number = subject.number.map { HTML($0.description) }
        let facts = subject.facts
        name = facts?.name.map { HTML.isolated($0) }
        completedOn = facts?.completedOn.map { Self.day($0, language) }
        issuedOn = facts?.issuedOn.map { Self.day($0, language) }
        validUntil = facts?.validUntil.map { Self.day($0, language) }
        address = subject.number.map { HTML(installation.verificationURL($0)) }
        guard facts != nil, let number = subject.number, let file = subject.file else {
            self.file = nil
            code = nil
            return
        }
        let scanned = installation.scannedURL(number)
        self.file = HTML(file)
        code = .verbatim(try memory.code(of: number, address: scanned).svg(title: scanned))
    }

    /// The places of a template, where the same values as in another page are to be.
    init(placesOf values: VerdictValues) {
        func place(_ index: UInt32) -> HTML {
            .verbatim(String(Unicode.Scalar(Self.firstPlace + index).map(Character.init) ?? " "))
        }
        time = place(0)
        number = values.number.map { _ in place(1) }
        name = values.name.map { _ in place(2) }
        completedOn = values.completedOn.map { _ in place(3) }
        issuedOn = values.issuedOn.map { _ in place(4) }
        validUntil = values.validUntil.map { _ in place(5) }
        file = values.file.map { _ in place(6) }
        address = values.address.map { _ in place(7) }
        code = values.code.map { _ in place(8) }
    }

    /// Private-use characters stand for the values, in the order of ``inOrder``.
    static let firstPlace: UInt32 = 0xF0000

    /// All values, in a fixed order.
    var inOrder: [HTML?] {
        [time, number, name, completedOn, issuedOn, validUntil, file, address, code]
    }

    private static func day(_ text: String, _ language: Language) -> HTML {
        let words = CivilDate(text).map { language.text($0) } ?? text
        return "<time datetime=\"\(text)\">\(.isolated(words))</time>"
    }
}
