import CertAuthority
import Credentials
import Documents
import LinkedData
import Verification

/// Parts of answers that many certificates have in common, and codes, so that neither is put
/// together anew for each.
///
/// Everything is kept under all that it was made from, so nothing kept can be out of date.
final class SectionMemory: Sendable {
    private struct ChecksKey: Hashable, Sendable {
        let language: Language
        let checks: [Check]

        // The sentences of checks tell more lists apart than they cost to look at.
        func hash(into hasher: inout Hasher) {
            hasher.combine(language)
            for check in checks {
                hasher.combine(check.result)
                hasher.combine(check.detail.utf8.count)
            }
        }
    }

    /// What the sections of a kind of certificate are made from.
    struct KindKey: Hashable, Sendable {
        let language: Language
        let isOurs: Bool
        /// Nil where there is no catalogue.
        let catalogue: Int64?
        /// What the document says, in a fixed order.
        let texts: [String?]

        // Texts that only read alike are not the same: what was signed is shown byte for byte.
        static func == (left: Self, right: Self) -> Bool {
            left.language == right.language && left.isOurs == right.isOurs
                && left.catalogue == right.catalogue && left.texts.count == right.texts.count
                && zip(left.texts, right.texts).allSatisfy { left, right in
                    guard let left, let right else { return left == nil && right == nil }
                    return left.isExactly(right)
                }
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(language)
            for text in texts { hasher.combine(text?.utf8.count) }
        }
    }

    /// What the page of a valid certificate is made from, but for its own values.
    struct TemplateKey: Hashable, Sendable {
        let kind: KindKey
        let checks: [Check]
        let chose: Bool
        /// Which values there are.
        let has: [Bool]

        func hash(into hasher: inout Hasher) {
            hasher.combine(kind)
            hasher.combine(checks.count)
        }
    }

    private let checks = BoundedMemory<ChecksKey, HTML>(capacity: 512)
    private let kinds = BoundedMemory<KindKey, KindSections>(capacity: 1024)
    private let templates = BoundedMemory<TemplateKey, PageTemplate?>(capacity: 512)
    private let reports = BoundedMemory<ChecksKey, WrittenMembers>(capacity: 512)
    /// In parts, so that those who ask seldom wait for one another.
    private let codes: [BoundedMemory<CertificateNumber, QRCode>]

    private static let partCount = 16

    /// - Parameter codes: How many codes are kept at most; some 300 bytes each.
    init(codes capacity: Int = 262_144) {
        codes = (0..<Self.partCount).map { _ in
            BoundedMemory(capacity: capacity / Self.partCount)
        }
    }

    /// The section of those checks in that language.
    func checks(_ checks: [Check], in language: Language, make: () -> HTML) -> HTML {
        self.checks.recall(ChecksKey(language: language, checks: checks), make)
    }

    /// The members of a report as JSON.
    func report(_ report: VerificationReport) -> WrittenMembers {
        reports.recall(ChecksKey(language: .english, checks: report.checks)) {
            WrittenMembers(report.document)
        }
    }

    /// The sections of that kind of certificate.
    func kind(_ key: KindKey, make: () -> KindSections) -> KindSections { kinds.recall(key, make) }

    /// The template of pages of that kind; nil where there can be none.
    func template(_ key: TemplateKey, make: () -> PageTemplate?) -> PageTemplate? {
        templates.recall(key, make)
    }

    /// The code that leads to a number's page.
    ///
    /// - Throws: `QRCodeError` when the address is too long for one.
    func code(
        of number: CertificateNumber, address: String
    ) throws(QRCodeError) -> QRCode {
        let part = codes[Int(truncatingIfNeeded: UInt(bitPattern: number.hashValue)) & 15]
        return try part.recall(number) { () throws(QRCodeError) in try QRCode(address) }
    }
}

/// What the pages of many certificates say alike.
struct KindSections: Sendable {
    /// Who speaks.
    let brand: Brand
    /// The programme's title, in the reader's language and as it was signed.
    let programme: HTML?
    /// The issuer's name.
    let issuer: HTML?
    /// The badge's picture; empty where there is none.
    let badge: HTML
    /// The rows of level, hours and delivery.
    let learning: HTML
    /// Who issued it, what had to be done, which skills.
    let about: HTML
    /// Programme and issuer, for links that are shared.
    let sharedTitle: HTML
    /// Whether there are sheets to print.
    let hasSheets: Bool
}
