import CertAuthority
import Credentials
import Verification

/// The page on which many numbers are checked at once, and what came of them. Works without a
/// script; nothing of it is kept.
struct ManyPage {
    static let path = "/verify/many"

    let wording: Wording
    let reader: Reader
    let limits: BulkLimits
    /// What is wrong with what was sent; nil for nothing.
    var mistake: String?
    /// What was typed, to be corrected.
    var typed = ""

    var title: String { wording[.manyTitle] }

    /// The form.
    var main: HTML {
        let count: HTML = "\(wording.language.text(limits.lines))"
        let error: HTML =
            mistake.map { "<p class=\"error\" id=\"error\" role=\"alert\">\($0)</p>\n" } ?? ""
        let invalid: HTML =
            mistake == nil
            ? "aria-describedby=\"hint\"" : "aria-invalid=\"true\" aria-describedby=\"error hint\""
        return """
            <div class="panel"><h1>\(title)</h1>
            <p class="quiet" id="hint">\(HTML(wording, .manyHint, ["count": count]))</p>
            <form method="post" action="\(reader.link(Self.path))" enctype="multipart/form-data">
            \(error)<label for="text">\(wording[.manyLabel])</label>
            <textarea class="number" id="text" name="text" rows="8" dir="ltr" autocomplete="off" \
            spellcheck="false" \(invalid)>
            \(typed)</textarea>
            <label for="file">\(wording[.manyFile])</label>
            <input id="file" name="file" type="file">
            <div class="acts"><button class="button" name="as" value="table">\
            \(wording[.manySubmit])</button>
            <button class="button second" name="as" value="csv">\(wording[.manyCsv])</button></div>
            </form></div>
            """
    }

    /// The answers as a table; on a phone each line is a card, since seven columns do not fit.
    ///
    /// - Parameter catalogue: That in force, for titles and names in the reader's language.
    func result(
        _ answers: [BulkAnswer], _ installation: Installation, _ catalogue: Catalogue?,
        at instant: Timestamp
    ) -> HTML {
        var rows = HTML.empty
        var counts: [(heading: String, tone: Verdict?, count: Int)] = []
        for answer in answers {
            let row = ManyRow(answer, wording, installation, catalogue, at: instant)
            rows += row.markup(reader)
            if let place = counts.firstIndex(where: { $0.heading == row.heading }) {
                counts[place].count += 1
            } else {
                counts.append((row.heading, row.tone, 1))
            }
        }
        let summary = counts.map { entry -> HTML in
            let kind: HTML = entry.tone.map { " class=\"t-\($0.rawValue)\"" } ?? ""
            return "<li\(kind)><b>\(wording.language.text(entry.count))</b> \(entry.heading)</li>"
        }
        let heads = [
            wording[.manyLine], wording[.factsNumber], wording[.manyResult], wording[.factsName],
            wording[.factsProgramme], wording[.factsIssuer], wording[.factsUntil],
        ].map { "<th scope=\"col\">\($0)</th>" as HTML }
        let time: HTML =
            "<time datetime=\"\(instant.description)\">\(.isolated(wording.language.text(instant)))</time>"
        return """
            <h1>\(wording[.manyResult])</h1>
            <p class="quiet">\(HTML(wording, .verdictChecked, ["time": time]))</p>
            <ul class="tags">\(summary)</ul>
            <div class="scroll" tabindex="0" role="region" aria-label="\(wording[.manyResult])">
            <table><thead><tr>\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            <p class="no-print beside"><a href="\(reader.link(Self.path))">\(title)</a></p>
            """
    }
}

/// One line of the table.
private struct ManyRow {
    let heading: String
    let tone: Verdict?
    private let answer: BulkAnswer
    private let subject: PageSubject?
    private let known: CatalogueFacts?
    private let wording: Wording

    init(
        _ answer: BulkAnswer, _ wording: Wording, _ installation: Installation,
        _ catalogue: Catalogue?, at instant: Timestamp
    ) {
        self.answer = answer
        self.wording = wording
        switch answer.outcome {
        case .number(let finding): subject = PageSubject(finding)
        case .document(let finding): subject = PageSubject(finding, installation)
        case .unreadable: subject = PageSubject(report: .storeUnreadable)
        case .refused: subject = nil
        }
        if let subject, subject.isOurs, let facts = subject.facts, let catalogue {
            known = CatalogueFacts(facts, catalogue, installation)
        } else {
            known = nil
        }
        if let subject {
            let state =
                if case .unreadable = answer.outcome {
                    VerdictState.unreadable
                } else {
                    VerdictState(subject, at: instant)
                }
            heading = wording[state.phrases.heading]
            tone = state.tone
        } else if case .refused(let error) = answer.outcome, error.code == .unknownNumber {
            heading = wording[.problemMissingHeading]
            tone = nil
        } else {
            heading = wording[.errorTitle]
            tone = nil
        }
    }

    func markup(_ reader: Reader) -> HTML {
        let number: HTML =
            answer.number.map {
                let text = $0.description
                return """
                    <a class="number" href="\(reader.link("/v/\(text)"))">\(text)</a>
                    """
            } ?? ""
        let kind: HTML = tone.map { " t-\($0.rawValue)" } ?? ""
        // What is wrong with a line is told in English, as to programs.
        let detail: HTML =
            subject == nil
            ? """
            <br><small class="quiet"><bdi lang="en" dir="ltr">\(answer.detail)</bdi></small>
            """ : ""
        let facts = subject?.facts
        let until = facts?.validUntil.map { text in
            CivilDate(text).map { wording.language.text($0) } ?? text
        }
        func cell(_ label: Phrase, _ content: HTML?) -> HTML {
            content.map { "<td data-label=\"\(wording[label])\">\($0)</td>" } ?? "<td></td>"
        }
        // Only what we issued ourselves has words in the catalogue; others' stay as they were signed.
        func signed(_ text: String?, _ own: LocalizedText?) -> HTML? {
            text.map { text in
                subject?.isOurs == true
                    ? .translated(text, own, for: wording.language) : .isolated(text)
            }
        }
        let line: HTML = "\(wording.language.text(answer.line))"
        return """
            <tr>\(cell(.manyLine, line))<td>\(number)</td>\
            <td><span class="tone\(kind)">\(heading)</span>\(detail)</td>\
            \(cell(.factsName, facts?.name.map { .isolated($0) }))\
            \(cell(.factsProgramme, signed(facts?.programme, known?.title)))\
            \(cell(.factsIssuer, signed(facts?.issuerName, known?.issuerName)))\
            \(cell(.factsUntil, until.map { .isolated($0) }))</tr>

            """
    }
}
