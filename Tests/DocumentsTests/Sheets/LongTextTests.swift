import CertAuthority
import Credentials
import Office
import Testing
@testable import Documents
@testable import TestSupport

@Suite("Sheets of long names and titles")
struct LongTextTests {
    private struct Area {
        let name: String
        let left, right, top, bottom: Double

        func overlaps(_ other: Area) -> Bool {
            min(right, other.right) - max(left, other.left) > 0.1
                && min(bottom, other.bottom) - max(top, other.top) > 0.1
        }
    }

    private static let title =
        "Responsible Procurement, Deployment and Continuous Evaluation of Artificial Intelligence "
        + "Systems in Public Administration, Education, Health Care and Humanitarian Response for "
        + "Least Developed Countries"
    private static let translated =
        "Acquisition responsable, déploiement et évaluation continue des systèmes d’intelligence "
        + "artificielle dans l’administration publique, l’éducation, la santé et l’action humanitaire "
        + "des pays moins avancés"
    private static let name =
        "Maximiliana Konstantinopolska-Wierzbowska de Albuquerque e Vasconcellos "
        + "Montenegro-Zamorano"

    /// A programme of a long title, and a certificate of it that was issued to a long name.
    private func issued(
        in test: TestInstallation
    ) async throws -> (certificate: Certificate, catalogue: Catalogue) {
        let known = test.contents.catalogue
        let offer = try #require(known.programme(slug("ai-foundations")))
        let title = try #require(
            LocalizedText([.english: Self.title, Language.french.tag: Self.translated]))
        let programme = Programme(
            slug: offer.slug, organisation: offer.organisation, level: offer.level,
            track: offer.track, title: title, description: offer.description,
            criteria: offer.criteria, delivery: offer.delivery, languages: offer.languages,
            hours: offer.hours)
        let issuer = try CertificateIssuer(
            installation: test.installation,
            organisation: #require(known.organisation(slug("itu"))), programme: programme,
            signer: test.signer())
        let batch = try TestInstallation.batch(key: test.keyID)
        let certificates = try await test.store.issue(
            batch, [TestInstallation.request(Self.name)], lists: test.issuer(),
            TestInstallation.authorship
        ) { try issuer.certificate($0, of: batch) }
        return (
            try #require(certificates.first),
            Catalogue(organisations: known.organisations, programmes: [programme])
        )
    }

    @Test("A name of 90 letters and a title of 200 are whole, apart from all else, on the paper")
    func areApart() async throws {
        #expect(Self.title.count >= 200 && Self.translated.count >= 200 && Self.name.count >= 90)
        try await TestInstallation.with { test in
            let (certificate, catalogue) = try await issued(in: test)
            let genuine = try await test.genuine(certificate)
            let designs = try SheetDesigns()
            let shaper = try TextShaper()
            for design in designs.names {
                for paper in SheetPaper.allCases {
                    for language in [Language.english, .french, .arabic] {
                        let content = try SheetContent(
                            certificate, catalogue: catalogue, installation: test.installation,
                            language: language)
                        let sheet = try Sheet(
                            content, design: try designs.template(design), paper: paper)
                        let place = "\(design), \(paper), \(language)"
                        let texts = sheet.page.texts
                        let said = texts.map(\.text).joined(separator: " ")
                        var wanted = [Self.name, Self.title]
                        if language == .french { wanted.append(Self.translated) }
                        for text in wanted { #expect(said.contains(text), "\(place): \(said)") }
                        check(texts, sheet, shaper, place)
                    }
                    // And the file itself is made of it.
                    let pdf = try CertificateSheet.file(
                        genuine, SheetRequest(form: .pdf, design: design, paper: paper),
                        designs: designs, catalogue: catalogue, installation: test.installation)
                    #expect(try PDFCredential.extract(from: pdf).bytes == certificate.credential)
                }
            }
        }
    }

    /// The ink of each text lies on the paper and touches neither another text, nor a rule, nor the
    /// QR code.
    private func check(
        _ texts: [PlacedText], _ sheet: Sheet, _ shaper: TextShaper, _ place: String
    ) {
        let view = sheet.page.view
        var areas = texts.map { text in
            let extent = shaper.extent(text.text, text.style)
            return Area(
                name: text.text, left: text.x, right: text.x + extent.width,
                top: text.y - extent.above, bottom: text.y + extent.below)
        }
        for area in areas {
            #expect(
                area.left >= view.x && area.right <= view.x + view.width && area.top >= view.y
                    && area.bottom <= view.y + view.height, "\(place): \(area) leaves the paper")
        }
        let drawn = Self.areas(of: sheet)
        #expect(drawn.contains { $0.name == "QR" }, "\(place): no QR code")
        areas += drawn
        for (index, area) in areas.enumerated() {
            for other in areas[(index + 1)...] {
                #expect(!area.overlaps(other), "\(place): \(area) and \(other)")
            }
        }
    }

    /// The horizontal rules and the code with four modules of white around, where they are drawn: the
    /// groups that they stand in move and mirror them.
    private static func areas(of sheet: Sheet) -> [Area] {
        typealias Move = (factor: Double, x: Double, y: Double)
        var moves: [Move] = [(1, 0, 0)]
        var areas: [Area] = []
        var tokens = SVGTokens(sheet.page.picture)
        while let token = try? tokens.next() {
            switch token {
            case .start(let tag):
                var move = moves[moves.count - 1]
                let steps = (tag.value("transform") ?? "").matches(
                    of: /(translate|scale)\((-?[\d.]+) ?(-?[\d.]*)\)/)
                var unit = 1.0
                for step in steps {
                    let (first, second) = (Double(step.2) ?? 0, Double(step.3) ?? 0)
                    if step.1 == "translate" {
                        move.x += move.factor * first
                        move.y += second
                    } else if first < 0 {
                        move.factor *= first
                    } else {
                        unit = first
                    }
                }
                let data = tag.value("d") ?? ""
                if tag.value("shape-rendering") != nil {
                    let columns = data.matches(of: #/M(\d+) /#).compactMap { Double($0.1) }
                    let side = ((columns.max() ?? 0) + 1) * unit
                    areas.append(
                        Area(
                            name: "QR", left: move.x - 4 * unit, right: move.x + side + 4 * unit,
                            top: move.y - 4 * unit, bottom: move.y + side + 4 * unit))
                } else if let rule = data.wholeMatch(of: /M(-?[\d.]+) ([\d.]+)h([\d.]+)/),
                    let x = Double(rule.1), let y = Double(rule.2), let length = Double(rule.3)
                {
                    let ends = [move.x + move.factor * x, move.x + move.factor * (x + length)]
                    areas.append(
                        Area(
                            name: "rule", left: ends.min() ?? 0, right: ends.max() ?? 0,
                            top: move.y + y - 0.1, bottom: move.y + y + 0.1))
                }
                if !tag.isEmpty { moves.append(move) }
            case .end: moves.removeLast()
            default: break
            }
        }
        return areas
    }
}
