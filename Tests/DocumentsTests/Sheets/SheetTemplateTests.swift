import CertAuthority
import Testing
@testable import Documents

@Suite("Designs of certificate sheets")
struct SheetTemplateTests {
    private static let sound = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 841.89 595.276">
        <text data-box="60 60 700 30" data-size="20 10">{{name}}</text>
        <text data-box="60 100 700 30" data-size="20 10">{{local.title}}</text>
        <text data-box="60 140 700 30" data-size="20 10">{{local.organisation}}</text>
        <text data-box="60 180 700 30" data-size="20 10">{{local.completedOn}} {{number}}</text>
        <rect data-slot="qr" x="60" y="300" width="86" height="86"/>
        </svg>
        """

    private static func template(
        _ text: String = sound
    ) throws(SheetTemplateFaults) -> SheetTemplate {
        try SheetTemplate(name: "trial", bytes: Array(text.utf8))
    }

    private static func sheet(
        _ template: SheetTemplate, name: String = "Ada Obi", paper: SheetPaper = .a4
    ) throws -> Sheet {
        try Sheet(
            SheetTrials.content(
                .init(text: name, purpose: "test", language: .english),
                on: try #require(CivilDate("2026-05-30"))), design: template, paper: paper)
    }

    @Test("The shipped designs take the hardest names and titles on all papers")
    func shipped() throws {
        let designs = try SheetDesigns()
        #expect(designs.names == ["classic", "modern", "quiet"])
        let day = try #require(CivilDate("2026-05-30"))
        for name in designs.names {
            let faults = SheetTrials.faults(of: try designs.template(name), on: day)
            #expect(faults.isEmpty, "\(faults)")
        }
        #expect(throws: SheetFault.self) { try designs.template("clasic") }
    }

    @Test(
        "Placeholders that are unknown, unescaped or missing are told",
        arguments: [
            ("{{name}}", "{{nmae}}", "did you mean {{name}}?"),
            ("{{name}}", "{{{name}}}", "write {{name}}"),
            ("{{name}}", "{{&name}}", "write {{name}}"),
            ("{{number}}", "", "every sheet shows it"),
            ("data-slot=\"qr\"", "", "add <rect data-slot=\"qr\""),
            ("{{name}}", "{{#level}}{{name}}", "close every"), ("viewBox", "data-view", "viewBox"),
        ])
    func placeholders(_ change: (old: String, new: String, remedy: String)) throws {
        let text = Self.sound.replacing(change.old, with: change.new)
        let error = try #require(throws: SheetTemplateFaults.self) { try Self.template(text) }
        #expect(error.faults.contains { $0.remedy.contains(change.remedy) }, "\(error)")
    }

    @Test(
        "What cannot be laid out is a fault that names the element",
        arguments: [
            ("700 30\" data-size=\"20 10\">{{name}}", "700\" data-size=\"20 10\">{{name}}"),
            ("data-size=\"20 10\">{{name}}", "data-size=\"10 20\">{{name}}"),
            ("data-size=\"20 10\">{{name}}", "data-size=\"20 10\" fill=\"red\">{{name}}"),
            ("{{name}}", "<tspan>{{name}}</tspan>"),
            ("data-slot=\"qr\" x=\"60\"", "data-slot=\"qr\""),
            ("width=\"86\"", "width=\"60\""),
            (
                "<rect data-slot=\"qr\"",
                "<rect data-slot=\"crest\" x=\"1\" y=\"1\" width=\"1\" height=\"1\"/><rect data-slot=\"qr\""
            ),
        ])
    func layout(_ change: (old: String, new: String)) throws {
        let template = try Self.template(Self.sound.replacing(change.old, with: change.new))
        let fault = try #require(throws: SheetFault.self) { try Self.sheet(template) }
        #expect(fault.code == .template && fault.description.contains("trial.svg, <"))
    }

    @Test("A text that does not fit at the smallest size is a fault; names are markup nowhere")
    func overflow() throws {
        let template = try Self.template(
            Self.sound.replacing("60 60 700 30", with: "60 60 40 12"))
        let fault = try #require(throws: SheetFault.self) {
            try Self.sheet(template, name: "Anastasia Papadopoulou")
        }
        #expect(fault.code == .overflow)
        let sheet = try Self.sheet(Self.template(), name: "A <b> & \"C\" {{number}}")
        #expect(sheet.page.texts[0].text == "A <b> & \"C\" {{number}}")
        #expect(
            String(decoding: sheet.svg, as: UTF8.self).contains("A &lt;b&gt; &amp; &quot;C&quot;"))
        #expect(SVGSafety.faults(sheet.svg).isEmpty)
    }

    @Test("Texts stay within their boxes, shrink before they break, and break without overlapping")
    func fitting() throws {
        let shaper = try TextShaper()
        let fitting = TextFitting(shaper)
        let box = TextFitting.Box(x: 10, y: 20, width: 300, height: 60)
        func place(_ text: String) throws -> [PlacedText] {
            try fitting.place(
                .init(
                    text: text, face: .serif, box: box, largest: 30, smallest: 8, lines: 3,
                    weight: 400, isItalic: false, tracking: 0, horizontal: .middle,
                    vertical: .middle, language: .english, colour: InkColour("#000")!))
        }
        #expect(try place("Ada Obi").count == 1)
        for name in SheetTrials.names {
            let lines = try place(name.text)
            #expect(
                lines.map(\.text).joined().filter { $0 != " " } == name.text.filter { $0 != " " })
            var floor = box.y - 0.1
            for line in lines {
                let extent = shaper.extent(line.text, line.style)
                #expect(line.x >= box.x - 0.1 && line.x + extent.width <= box.x + box.width + 0.2)
                #expect(line.y - extent.above >= floor, "\(name.purpose)")
                floor = line.y + extent.below
                #expect(extent.missing == 0)
            }
            #expect(floor <= box.y + box.height + 0.1, "\(name.purpose)")
        }
    }
}
