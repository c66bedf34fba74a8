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
            <code>\(check.name.rawValue)</code> \(check.detail)</bdi></p></details></li>

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
        case .issuer: nil
        // Without a list nothing was looked up.
        case .status where check.bearing == .information:
            (.checkUnlistedTitle, .checkUnlistedMeaning)
        case .issuerKey where isSelfKeyed && check.result == .passed:
            (.checkSelfKeyTitle, .checkSelfKeyMeaning)
        default:
            (
                check.result == .failed ? check.name.words.failed : check.name.words.title,
                check.name.words.meaning
            )
        }
    }
}

extension Check.Name {
    /// What pages say where it holds or could not be made, where it failed, and what it means.
    fileprivate var words: (title: Phrase, failed: Phrase, meaning: Phrase) {
        switch self {
        case .parsing: (.checkParsingTitle, .checkParsingFailed, .checkParsingMeaning)
        case .structure: (.checkStructureTitle, .checkStructureFailed, .checkStructureMeaning)
        case .openBadge: (.checkOpenBadgeTitle, .checkOpenBadgeFailed, .checkOpenBadgeMeaning)
        case .contexts: (.checkContextsTitle, .checkContextsFailed, .checkContextsMeaning)
        case .ownTerms: (.checkOwnTermsTitle, .checkOwnTermsTitle, .checkOwnTermsMeaning)
        case .direction: (.checkDirectionTitle, .checkDirectionTitle, .checkDirectionMeaning)
        case .proof: (.checkProofTitle, .checkProofFailed, .checkProofMeaning)
        case .proofExpiry:
            (.checkProofExpiryTitle, .checkProofExpiryFailed, .checkProofExpiryMeaning)
        case .tokenPeriod:
            (.checkTokenPeriodTitle, .checkTokenPeriodFailed, .checkTokenPeriodMeaning)
        case .tokenClaims:
            (.checkTokenClaimsTitle, .checkTokenClaimsFailed, .checkTokenClaimsMeaning)
        case .issuerKey: (.checkIssuerKeyTitle, .checkIssuerKeyFailed, .checkIssuerKeyMeaning)
        case .validityPeriod:
            (.checkValidityPeriodTitle, .checkValidityPeriodFailed, .checkValidityPeriodMeaning)
        case .status: (.checkStatusTitle, .checkStatusFailed, .checkStatusMeaning)
        case .presentation:
            (.checkPresentationTitle, .checkPresentationFailed, .checkPresentationMeaning)
        case .holderProof:
            (.checkHolderProofTitle, .checkHolderProofFailed, .checkHolderProofMeaning)
        case .holderProofExpiry:
            (
                .checkHolderProofExpiryTitle, .checkHolderProofExpiryFailed,
                .checkHolderProofExpiryMeaning
            )
        case .holder: (.checkHolderTitle, .checkHolderTitle, .checkHolderMeaning)
        case .holderKey: (.checkHolderKeyTitle, .checkHolderKeyFailed, .checkHolderKeyMeaning)
        case .record: (.checkRecordTitle, .checkRecordFailed, .checkRecordMeaning)
        case .issuerRecord:
            (.checkIssuerRecordTitle, .checkIssuerRecordTitle, .checkIssuerRecordMeaning)
        case .issuerName: (.checkCarriedTitle, .checkIssuerNameFailed, .checkIssuerNameMeaning)
        case .packaging: (.checkPackagingTitle, .checkPackagingTitle, .checkPackagingMeaning)
        case .print: (.checkPrintTitle, .checkPrintTitle, .checkPrintMeaning)
        case .pdfSignature:
            (.checkPdfSignatureTitle, .checkPdfSignatureFailed, .checkPdfSignatureMeaning)
        case .statusForm, .periodForm, .proofDate:
            (.checkFormTitle, .checkFormFailed, .checkFormMeaning)
        case .relatedResource, .endorsement, .containedCredentials, .refresh, .credentials, .issuer:
            (.checkCarriedTitle, .checkCarriedTitle, .checkCarriedMeaning)
        }
    }
}
