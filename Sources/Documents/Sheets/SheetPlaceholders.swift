import CertAuthority
internal import LinkedData

/// The placeholders that a template may and must have.
enum SheetPlaceholders {
    /// What can be filled in, with what it is.
    static let known: [(name: String, meaning: String)] = [
        ("name", "the learner's name"),
        ("coalition", "the coalition's name"),
        ("number", "the certificate's number"),
        ("address", "where it is verified, without https://"),
        ("host", "where it is verified, the host alone"),
        ("colour", "the organisation's colour, #rrggbb"),
        ("deep", "the same with 30 % black"), ("panel", "5.5 % of it on white"),
        ("line", "34 % of it on white"), ("underprint", "13 % of it on white"),
        ("bilingual", "section: a second language, English, stands beside the learner's"),
        ("rtl", "section: the learner's language runs from right to left"),
        ("logo", "section: the organisation or a partner has a logo"),
        ("validUntil", "section: the certificate expires"),
        ("level", "section: the programme has a level"),
        ("hours", "section: the hours of learning are known"),
        ("badge", "section: there is a seal"),
        ("coalitions", "section: the coalition has another name in English"),
        ("skills", "section: there are skills"),
        ("partners", "section: others offer the programme too"),
        ("signatories", "section: each of up to two who sign"),
        ("first", "within signatories: section, for the first of them"),
        ("only", "within signatories: section, where there is one"),
        ("office", "within signatories: the office held"),
        ("index", "within signatories: 0 for the first, 1 for the second"),
    ]

    /// What stands in the learner's language under `local`, and in English under `english`.
    static let worded: [(name: String, meaning: String)] = [
        ("code", "the language's tag"),
        ("organisation", "the issuing organisation"),
        ("coalition", "the coalition"),
        ("partners", "In partnership with, and the partners' names"),
        ("heading", "Certificate of Completion"),
        ("certifies", "This certifies that"),
        ("completed", "has successfully completed"),
        ("title", "the programme's title"),
        ("completedOnLabel", "Completed on"), ("completedOn", "the day of completion"),
        ("issuedOnLabel", "Issued on"), ("issuedOn", "the day of issue"),
        ("validUntilLabel", "Valid until"), ("validUntil", "the last day"),
        ("levelLabel", "Level"), ("level", "the level"),
        ("hoursLabel", "Hours of learning"), ("hours", "their number"),
        ("hoursCounted", "12 hours"),
        ("facts", "level, hours and days in one line"),
        ("skillsLabel", "Skills"), ("skills", "the skills, parted by ·"),
        ("awarded", "Awarded to"), ("completing", "For completing"),
        ("signed", "Digitally signed by the organisation"),
        ("signedOn", "on the day, and that the code tells whether it is valid"),
        ("check", "Check at, and the host"), ("scan", "Scan the code, or enter the number at"),
        ("numberLabel", "Certificate number"),
        ("verify", "Check this certificate at"),
    ]

    /// What every sheet has to show, so that it can be compared with the record.
    private static let required: [[String]] = [
        ["name"], ["number"], ["local.title"], ["local.organisation"],
        ["local.completedOn", "local.facts"],
    ]

    /// Placeholders that are unknown or missing, and the place of the QR code.
    static func faults(_ bytes: [UInt8]) -> [SVGFault] {
        var faults: [SVGFault] = []
        var used: Set<String> = []
        let names =
            known.map(\.name) + worded.flatMap { ["local.\($0.name)", "english.\($0.name)"] }
        for (name, line, isRaw) in tags(bytes) {
            if isRaw {
                faults.append(
                    SVGFault(
                        line: line, reason: "{{{\(name)}}} would not be escaped",
                        remedy: "write {{\(name)}}"))
            } else if !names.contains(name) {
                let nearest = NearestName.find(name, among: names)
                faults.append(
                    SVGFault(
                        line: line, reason: "there is no placeholder {{\(name)}}",
                        remedy: nearest.map { "did you mean {{\($0)}}?" }
                            ?? "see docs/documents.md for those there are"))
            }
            used.insert(name)
        }
        for choices in required where !choices.contains(where: used.contains) {
            faults.append(
                SVGFault(
                    line: 1, reason: "{{\(choices[0])}} is missing",
                    remedy: "every sheet shows it; add it"))
        }
        if bytes.firstRange(of: Array("data-slot=\"qr\"".utf8)) == nil {
            faults.append(
                SVGFault(
                    line: 1, reason: "there is no place for the QR code",
                    remedy:
                        "add <rect data-slot=\"qr\" x=\"…\" y=\"…\" width=\"35\" height=\"35\"/>")
            )
        }
        return faults
    }

    /// The names within `{{…}}`, without the signs of sections.
    private static func tags(_ bytes: [UInt8]) -> [(name: String, line: Int, isRaw: Bool)] {
        var tags: [(name: String, line: Int, isRaw: Bool)] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            var rest = line[...]
            while let start = rest.firstRange(of: Array("{{".utf8)),
                let end = rest[start.upperBound...].firstRange(of: Array("}}".utf8))
            {
                var name = String(decoding: rest[start.upperBound..<end.lowerBound], as: UTF8.self)
                rest = rest[end.upperBound...]
                let sign = name.first
                if sign == "!" { continue }
                if let sign, "#/^&{>=$<".contains(sign) { name.removeFirst() }
                let isRaw = sign.map { "&{>=$<".contains($0) } ?? false
                tags.append((name.filter { $0 != " " }, index + 1, isRaw))
            }
        }
        return tags
    }
}
