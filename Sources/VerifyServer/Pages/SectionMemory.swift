import CertAuthority
import Credentials
import Documents
import LinkedData
import Synchronization
import Verification

/// Parts of answers that many certificates have in common, and codes, so that neither is put
/// together anew for each.
///
/// Everything is kept under all that it was made from, so nothing kept can be out of date.
final class SectionMemory: Sendable {
    private struct State {
        var checks: Generations<ChecksKey, HTML>
        var kinds: Generations<KindKey, KindSections>
        var templates: Generations<TemplateKey, PageTemplate?>
        var reports: Generations<ChecksKey, [UInt8]>
    }

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

    private final class CodePart: Sendable {
        let codes: Mutex<Generations<CertificateNumber, QRCode>>

        init(capacity: Int) { codes = Mutex(Generations(capacity: capacity)) }
    }

    private let state = Mutex(
        State(
            checks: Generations(capacity: 512), kinds: Generations(capacity: 1024),
            templates: Generations(capacity: 512), reports: Generations(capacity: 512)))
    private let codes: [CodePart]

    private static let partCount = 16

    /// - Parameter codes: How many codes are kept at most; some 300 bytes each.
    init(codes capacity: Int = 262_144) {
        codes = (0..<Self.partCount).map { _ in CodePart(capacity: capacity / Self.partCount) }
    }

    /// The section of those checks in that language.
    func checks(_ checks: [Check], in language: Language, make: () -> HTML) -> HTML {
        let key = ChecksKey(language: language, checks: checks)
        if let known = state.withLock({ $0.checks.value(key) }) { return known }
        let made = make()
        state.withLock { _ = $0.checks.remember(made, key) }
        return made
    }

    /// The report of those checks as JSON.
    func report(_ report: VerificationReport) -> [UInt8] {
        let key = ChecksKey(language: .english, checks: report.checks)
        if let known = state.withLock({ $0.reports.value(key) }) { return known }
        let made = JSON.object(report.document).compactBytes()
        state.withLock { _ = $0.reports.remember(made, key) }
        return made
    }

    /// The sections of that kind of certificate.
    func kind(_ key: KindKey, make: () -> KindSections) -> KindSections {
        if let known = state.withLock({ $0.kinds.value(key) }) { return known }
        let made = make()
        state.withLock { _ = $0.kinds.remember(made, key) }
        return made
    }

    /// The template of pages of that kind; nil where there can be none.
    func template(_ key: TemplateKey, make: () -> PageTemplate?) -> PageTemplate? {
        if let known = state.withLock({ $0.templates.value(key) }) { return known }
        let made = make()
        state.withLock { _ = $0.templates.remember(made, key) }
        return made
    }

    /// The code that leads to a number's page.
    ///
    /// - Throws: `QRCodeError` when the address is too long for one.
    func code(
        of number: CertificateNumber, address: String
    ) throws(QRCodeError) -> QRCode {
        let part = codes[Int(truncatingIfNeeded: UInt(bitPattern: number.hashValue)) & 15]
        if let known = part.codes.withLock({ $0.value(number) }) { return known }
        let code = try QRCode(address)
        part.codes.withLock { _ = $0.remember(code, number) }
        return code
    }
}

/// What the pages of many certificates say alike.
struct KindSections: Sendable {
    /// The rows of programme, level, hours and delivery.
    let learning: HTML
    /// The row of the issuer.
    let issuer: HTML
    /// Who issued it, what had to be done, which skills.
    let about: HTML
}
