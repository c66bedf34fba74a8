import CertAuthority
import Credentials
import LinkedData

/// The page that answers whether a certificate is valid: verdict, facts to compare, how we know,
/// who issued it, and what to keep.
struct VerdictPage {
    let subject: PageSubject
    let state: VerdictState
    let wording: Wording
    let reader: Reader
    let installation: Installation
    let instant: Timestamp
    private let facts: FactsSection?

    init(
        _ subject: PageSubject, _ state: VerdictState, wording: Wording, reader: Reader,
        installation: Installation, catalogue: Catalogue?, at instant: Timestamp
    ) {
        self.subject = subject
        self.state = state
        self.wording = wording
        self.reader = reader
        self.installation = installation
        self.instant = instant
        facts = subject.credential.map {
            FactsSection(
                credential: $0, number: subject.number, isOurs: subject.isOurs, wording: wording,
                coalition: installation.name,
                catalogue: catalogue.map { [credential = $0] catalogue in
                    CatalogueFacts(credential, catalogue, installation)
                })
        }
    }

    /// The page's title: the verdict, and the number where there is one.
    var title: String {
        let heading = wording[state.phrases.heading]
        return subject.number.map { "\(heading): \($0)" } ?? heading
    }

    /// The issuer, where the page can speak for it; else the coalition.
    var brand: HTML {
        if subject.isOurs, let name = facts?.issuerName {
            return Frame.brand(name, under: installation.name)
        }
        return Frame.brand(installation.name, under: nil)
    }

    /// Everything within `main`.
    func main() throws -> HTML {
        var main = panel
        if let facts { main += facts.comparison }
        main += ChecksSection(checks: subject.report.checks, wording: wording).markup
        if let facts { main += facts.about }
        main += try record
        return main
    }

    // MARK: The verdict

    private var panel: HTML {
        let phrases = state.phrases
        let time: HTML =
            "<time datetime=\"\(instant.description)\">\(.isolated(wording.language.text(instant)))</time>"
        // Where it could not be read, or is of no account, nothing is said of it.
        let wasRead =
            subject.certificate != nil && [.valid, .notCurrentlyValid].contains(state.tone)
        let fresh: HTML = wasRead ? "<br>\(wording[.verdictFresh])" : ""
        let advice: HTML = phrases.advice.map { "<p>\(wording[$0])</p>" } ?? ""
        return """
            <section class="verdict \(state.tone.rawValue)" aria-labelledby="verdict">
            \(Shapes.shape(state.tone))
            <div><h1 id="verdict">\(wording[phrases.heading])</h1>
            <p>\(wording[phrases.sentence])</p>
            \(change)<p class="quiet">\(HTML(wording, .verdictChecked, ["time": time]))\(fresh)</p>
            </div></section>
            \(advice)

            """
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
            if let reason = certificate.standing.reason, !reason.isEmpty {
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

    private func day(_ day: CivilDate) -> HTML {
        "<time datetime=\"\(day.description)\">\(.isolated(wording.language.text(day)))</time>"
    }

    // MARK: For the record

    /// What to keep and where else to ask; nothing where nothing is known of the document.
    private var record: HTML {
        get throws {
            guard facts != nil, let file = subject.file, let number = subject.number else {
                return ""
            }
            let address = installation.verificationURL(number)
            let scanned = installation.scannedURL(number)
            let code = HTML.verbatim(try QRCode(scanned).svg(title: scanned))
            let host: HTML = "<bdi>\(installation.authority)</bdi>"
            return """
                <section aria-labelledby="record"><h2 id="record">\(wording[.recordTitle])</h2>
                <div class="record"><div class="no-print">
                <p><a class="button" href="/credentials/\(file)" download>\
                \(wording[.recordDownload])</a></p>
                <h3>\(wording[.recordElsewhere])</h3>
                <p>\(HTML(wording, .recordHow, ["host": host]))</p>
                <p>\(wording[.recordPrint])</p></div>
                <figure>\(code)<figcaption>\(wording[.recordCode]) <bdi>\(address)</bdi></figcaption>\
                </figure></div></section>

                """
        }
    }
}
