import CertAuthority
import Credentials
import LinkedData
import Verification

/// The page that answers whether a certificate is valid: verdict, facts to compare, how we know,
/// who issued it, and what to keep.
struct VerdictPage {
    let subject: PageSubject
    let state: VerdictState
    let values: VerdictValues
    let wording: Wording
    let reader: Reader
    let installation: Installation
    private let memory: SectionMemory
    private let facts: FactsSection?
    private let coalition: String
    /// Of a presentation, what each of several credentials in it comes to.
    var parts: [VerdictPage] = []

    init(
        _ subject: PageSubject, _ state: VerdictState, values: VerdictValues, wording: Wording,
        reader: Reader, installation: Installation, catalogue: CatalogueEdition?,
        memory: SectionMemory
    ) {
        self.subject = subject
        self.state = state
        self.values = values
        self.wording = wording
        self.reader = reader
        self.installation = installation
        self.memory = memory
        coalition =
            catalogue?.catalogue.coalitionName(in: wording.language, installation)
            ?? installation.name
        facts = subject.facts.map {
            FactsSection(
                $0, isOurs: subject.isOurs, wording: wording, installation: installation,
                catalogue: catalogue, memory: subject.mayBeKept ? memory : nil)
        }
    }

    /// The page's title: the verdict, and the number where there is one.
    var title: HTML {
        let heading = wording[state.phrases.heading]
        return values.number.map { "\(heading): \($0)" } ?? HTML(heading)
    }

    /// The issuer, where the page can speak for it; nil for the coalition.
    var brand: Brand? { subject.isOurs ? facts?.kind.brand : nil }

    /// The verdict that takes the rule at the top of the page.
    var rule: String? { state.tone == .valid ? nil : state.tone.rawValue }

    /// Tags for those who show a link to the page; none where it has no address of its own.
    func tags(_ coalition: String) -> HTML {
        guard subject.certificate != nil, let address = values.address else { return "" }
        let known = facts?.kind.sharedTitle
        let heading = HTML(wording[state.phrases.heading])
        let sentence = HTML(wording[state.phrases.sentence])
        return SharedLink(
            address: address, title: known ?? heading,
            description: state == .valid
                ? HTML(wording[.shareOpen]) : "\(heading). \(sentence)",
            site: coalition, language: wording.language,
            picture: facts.map { _ in "\(address)/preview.png" }
        ).tags
    }

    /// Everything within `main`.
    var main: HTML {
        let warnings = warnings
        var main = card + warnings + meaning
        if let facts { main += facts.comparison(values) }
        for (index, part) in parts.enumerated() { main += part.section(index + 1) }
        let checks = subject.report.checks
        func section() -> HTML {
            ChecksSection(checks: checks, wording: wording, isSelfKeyed: subject.isSelfKeyed).markup
        }
        main +=
            subject.mayBeKept
            ? memory.checks(checks, in: wording.language, make: section) : section()
        guard let facts else { return main }
        return
            "<div class=\"two\"><div>\(main)</div>\n<div class=\"aside\">\(facts.kind.about)\(record)</div></div>"
    }

    /// What it comes to as one of several, under a heading of its own.
    private func section(_ place: Int) -> HTML {
        let phrases = state.phrases
        let place = HTML(String(place))
        return """
            <section aria-labelledby="part-\(place)">
            <h2 id="part-\(place)">\(place). \(wording[phrases.heading])</h2>
            <p>\(HTML(wording, phrases.sentence, namesake))</p>
            \(change)\(facts?.list(values) ?? "")</section>

            """
    }

    // MARK: The verdict

    /// Verdict and, of a certificate of ours, whose it is and what for.
    private var card: HTML {
        let phrases = state.phrases
        // Where it could not be read, or is of no account, nothing is said of it.
        let wasRead =
            subject.certificate != nil && [.valid, .notCurrentlyValid].contains(state.tone)
        let fresh: HTML = wasRead ? " · \(wording[.verdictFresh])" : ""
        let identity = subject.isOurs ? facts?.identity(values) ?? "" : ""
        return """
            <section class="card \(state.tone.rawValue)\(state.seal)" \
            data-verdict="\(subject.report.verdict.rawValue)" aria-labelledby="verdict">
            <div class="verdict">\(Shapes.shape(state.tone))
            <div><h1 id="verdict">\(wording[phrases.heading])</h1>
            <p>\(HTML(wording, phrases.sentence, namesake))</p></div></div>
            \(identity)<p class="foot">\(HTML(wording, .verdictChecked, ["time": values.time]))\
            \(fresh)</p>
            </section>

            """
    }

    /// What to do, since when and why; empty where the verdict says it all.
    private var meaning: HTML {
        let advice: HTML =
            state.phrases.advice.map { "<p>\(HTML(wording, $0, namesake))</p>\n" } ?? ""
        let content = advice + change + renewal
        guard !content.text.isEmpty else { return "" }
        return """
            <section aria-labelledby="meaning"><h2 id="meaning">\(wording[.verdictMeaning])</h2>
            \(content)</section>

            """
    }

    /// What the sentences on a stranger under a known name are filled with.
    private var namesake: [String: HTML] {
        guard let name = subject.namesake else { return [:] }
        return [
            "name": .isolated(name), "identifier": .isolated(namesakeIdentifier ?? "?"),
        ]
    }

    private var namesakeIdentifier: String? {
        if let facts = subject.facts { return facts.issuerID }
        return parts.first { $0.subject.namesake != nil }?.namesakeIdentifier
    }

    /// What must not be missed beside the verdict.
    private var warnings: HTML {
        var warnings = HTML.empty
        if subject.namesake != nil, state != .namesake {
            warnings += "<p><b>\(HTML(wording, .verdictNamesakeSentence, namesake))</b></p>\n"
        }
        if subject.wasAltered { warnings += "<p><b>\(wording[.verdictAltered])</b></p>\n" }
        return warnings
    }

    /// Since when and why it is not valid, and what took its place.
    private var change: HTML {
        guard let certificate = subject.certificate, state != .valid else { return "" }
        var change = HTML.empty
        if certificate.standing.isTakenBack {
            var sentences: [HTML] = []
            if let since = certificate.standing.since.flatMap({ CivilDate(unixTime: $0.seconds) }) {
                sentences.append(HTML(wording, .verdictSince, ["date": day(since)]))
            }
            if let reason = certificate.standing.reason, !reason.isEmpty,
                state != .superseded || !reason.isExactly(Standing.unstatedCorrection)
            {
                sentences.append(HTML(wording, .verdictReason, ["reason": .isolated(reason)]))
            }
            for sentence in sentences { change += "<p>\(sentence)</p>\n" }
        }
        if state == .superseded, let newest = subject.newest?.description {
            let link: HTML =
                "<a class=\"number\" href=\"\(reader.link("/v/\(newest)"))\"><bdi>\(newest)</bdi></a>"
            change += "<p>\(HTML(wording, .verdictNewest, ["number": link]))</p>\n"
        }
        return change
    }

    /// What renews it; nothing where it was corrected or erased, which says more.
    private var renewal: HTML {
        guard let certificate = subject.certificate,
            [.good, .suspended, .revoked].contains(certificate.condition),
            let newer = certificate.history.renewedBy?.description
        else { return "" }
        let link: HTML =
            "<a class=\"number\" href=\"\(reader.link("/v/\(newer)"))\"><bdi>\(newer)</bdi></a>"
        return "<p>\(HTML(wording, .verdictRenewed, ["number": link]))</p>\n"
    }

    private func day(_ day: CivilDate) -> HTML {
        "<time datetime=\"\(day.description)\">\(.isolated(wording.language.text(day)))</time>"
    }

    // MARK: For the record

    /// What to keep and where else to ask; nothing where nothing is known of the document.
    private var record: HTML {
        guard let file = values.file, let address = values.address, let code = values.code else {
            return ""
        }
        let host: HTML = "<bdi>\(installation.authority)</bdi>"
        return """
            <section aria-labelledby="record"><h2 id="record">\(wording[.recordTitle])</h2>
            <div class="no-print"><div class="stack">\(sheet)<a class="button second" \
            href="/credentials/\(file)" download>\(wording[.recordDownload])</a></div>
            <h3>\(wording[.recordElsewhere])</h3>
            <p class="small">\(HTML(wording, .recordHow, ["host": host]))</p>
            <p class="small">\(wording[.recordPrint])</p></div>
            <figure class="code">\(code)<figcaption>\(wording[.recordCode]) \
            <bdi>\(address)</bdi></figcaption></figure></section>

            """
    }

    /// The certificate to print, as long as it is not taken back for good.
    private var sheet: HTML {
        guard facts?.kind.hasSheets == true, let number = values.number,
            subject.certificate?.standing.state != .revoked
        else { return "" }
        return """
            <a class="button" href="/credentials/\(number).pdf">\(Icons.download)\
            \(wording[.recordSheet])</a>
            """
    }
}
