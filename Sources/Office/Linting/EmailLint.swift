import CertAuthority
internal import LinkedData

/// Checks a learner's address, and says what was probably meant.
enum EmailLint {
    static func check(_ email: String, _ fields: inout RowFields) {
        TextLint.checkFormula(email, in: .email, &fields)
        guard EmailAddress.isValid(email) else {
            let (kind, reason, remedy) = explain(email)
            return fields.add(kind, .email, reason, remedy)
        }
        checkDomain(email, &fields)
    }

    // MARK: What is no address

    private static func explain(_ email: String) -> (CohortFindingKind, String, String) {
        let trimmed = email.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
        let plain = String(trimmed.reversed())
        if plain.lowercased().hasPrefix("mailto:") {
            return (.emailLink, "a link, not an address", "remove \"mailto:\"")
        }
        if let open = plain.firstIndex(of: "<"), let close = plain.lastIndex(of: ">"), open < close
        {
            let inner = String(plain[plain.index(after: open)..<close])
            if EmailAddress.isValid(inner) {
                return (.emailDisplayName, "a name with its address", "write \(inner) alone")
            }
        }
        if plain.utf8.count(where: { $0 == UInt8(ascii: "@") }) > 1 {
            return (.severalEmails, "more than one @", "give one address")
        }
        let dotted = plain.replacing(",", with: ".").replacing(";", with: ".")
        if !dotted.isExactly(plain), EmailAddress.isValid(dotted) {
            return (.emailComma, "a comma or semicolon for the dot", "write \(dotted)")
        }
        let closed = String(String.UnicodeScalarView(email.unicodeScalars.filter(isVisible)))
        if !closed.isExactly(email), EmailAddress.isValid(closed) {
            return (.emailBlank, "a blank or an invisible character in it", "write \(closed)")
        }
        return (.emailForm, "not an e-mail address", "correct it or leave it empty")
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
            && scalar.properties.generalCategory != .control
    }

    // MARK: What is probably mistyped

    private static func checkDomain(_ email: String, _ fields: inout RowFields) {
        let bytes = email.utf8
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return }
        let domain = bytes[bytes.index(after: at)...]
        if domain.contains(where: { $0 >= 0x80 }) {
            return fields.add(
                .emailDomainNotASCII, .email, "a domain with letters beyond ASCII",
                "check the letters, or give the form that begins with xn--")
        }
        // Only what may be in the list is looked up.
        guard domain.count <= 16 || endsWrongly(domain) else { return }
        let lowered = ASCII.lowered(Array(domain))
        if let meant = mistypings[lowered] {
            fields.add(
                .emailDomainTypo, .email, "the domain looks mistyped",
                "write \(meant) if that is meant"
            )
        } else if endsWrongly(domain) {
            fields.add(
                .emailDomainTypo, .email, "the domain's ending looks mistyped",
                "write .com if that is meant")
        }
    }

    /// There are no top-level domains of these names.
    private static func endsWrongly(_ domain: Substring.UTF8View) -> Bool {
        [".con", ".cmo", ".ocm", ".comm", ".vom", ".xom"].contains { ending in
            domain.count > ending.utf8.count
                && domain.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
    }

    /// Common mistypings of the domains with the most mailboxes; none is a provider of its own.
    private static let mistypings: [String: String] = {
        let table = [
            "gmail.com":
                "gmial.com gmai.com gmal.com gamil.com gnail.com gmil.com gmaill.com gmaul.com "
                + "gmail.co gmail.cm gmail.om gmail.comm gmali.com gimail.com ggmail.com gmail.con",
            "hotmail.com":
                "hotmial.com hotmai.com hotmal.com hotmil.com homail.com hotmail.co hotmail.cm "
                + "hotmaill.com htomail.com hotamil.com hotmali.com",
            "yahoo.com":
                "yaho.com yahooo.com yhoo.com yahho.com yaoo.com yahoo.cm yahoo.co uahoo.com",
            "outlook.com": "outlok.com outloo.com outlook.co outlook.cm outllook.com oulook.com",
            "icloud.com": "iclod.com icoud.com icloud.co icloud.cm iclould.com",
        ]
        var mistypings: [String: String] = [:]
        for (domain, wrong) in table {
            for mistyping in wrong.split(separator: " ") { mistypings[String(mistyping)] = domain }
        }
        return mistypings
    }()
}
