import CertAuthority
import Credentials

/// How we know: each check as a line in plain words, which opens to what it means and to the
/// technical fact.
struct ChecksSection {
    let checks: [Check]
    let wording: Wording
    /// Whether the issuer's identifier is a key and nothing more.
    var isSelfKeyed = false

    var markup: HTML {
        // What a forged document passes is no good news of it.
        let isForged = Verdict(checks) == .notGenuine
        let shown = isForged ? checks.filter { $0.result != .passed } : checks
        let lines = shown.compactMap(line)
        guard !lines.isEmpty else { return "" }
        return """
            <section aria-labelledby="checks"><h2 id="checks">\(wording[.checksTitle])</h2>
            <ul class="checks">
            \(lines)</ul></section>

            """
    }

    private func line(_ check: Check) -> HTML? {
        guard let (title, meaning) = words(check) else { return nil }
        // A tick says enough to those who see it, and so does a sentence in the negative.
        let label = Self.label(check.result)
        let result: HTML =
            check.result == .notMade
            ? "<b>\(wording[label]):</b>" : "<span class=\"hide\">\(wording[label]):</span>"
        return """
            <li class="\(check.result.rawValue)"><details><summary>\(Shapes.mark(check.result))\
            <span>\(result) \(wording[title])</span></summary>
            <p>\(wording[meaning])</p>
            <p class="quiet">\(wording[.checksTechnical]): <bdi lang="en" dir="ltr">\
            <code>\(check.name)</code> \(check.detail)</bdi></p></details></li>

            """
    }

    private static func label(_ result: Check.Result) -> Phrase {
        switch result {
        case .passed: .checksPassed
        case .failed: .checksFailed
        case .notMade: .checksNotMade
        }
    }

    /// What a check says and means; nil for those that another part of the page tells.
    private func words(_ check: Check) -> (title: Phrase, meaning: Phrase)? {
        switch check.name {
        case "issuer": return nil
        case "related-resource", "endorsement", "contained-credentials", "refresh":
            return (.checkCarriedTitle, .checkCarriedMeaning)
        case "status-form", "period-form", "proof-date":
            return (
                check.result == .failed ? .checkFormFailed : .checkFormTitle, .checkFormMeaning
            )
        // Without a list nothing was looked up.
        case "status" where check.bearing == .information:
            return (.checkUnlistedTitle, .checkUnlistedMeaning)
        case "issuer-key" where isSelfKeyed && check.result == .passed:
            return (.checkSelfKeyTitle, .checkSelfKeyMeaning)
        default:
            let name = "check.\(check.name)"
            let failed = check.result == .failed ? Phrase(rawValue: "\(name).failed") : nil
            guard let title = failed ?? Phrase(rawValue: "\(name).title"),
                let meaning = Phrase(rawValue: "\(name).meaning")
            else { return (.checkCarriedTitle, .checkCarriedMeaning) }
            return (title, meaning)
        }
    }
}
