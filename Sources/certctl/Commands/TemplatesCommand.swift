import ArgumentParser
import CertAuthority
import Credentials
import Documents
import Foundation
import LinkedData
import Office

struct TemplatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "List, preview and check designs of certificate sheets.",
        discussion: """
            The built-in designs are classic, modern and quiet. An installation's own designs are
            SVG files in its folder templates; docs/documents.md describes their format.
            """,
        subcommands: [
            TemplatesListCommand.self, TemplatesPreviewCommand.self, TemplatesCheckCommand.self,
        ])
}

struct TemplatesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the available designs.",
        discussion: """
            EXAMPLE
              certctl templates list
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let designs = try SheetDesigns.with(folder: common.installationHome.templatesFolder)
            let own = try SheetDesigns.files(in: common.installationHome.templatesFolder).map(
                \.name)
            if common.json {
                Terminal.say([
                    "designs": .array(
                        designs.names.map { name in
                            ["name": .string(name), "own": .bool(own.contains(name))]
                        })
                ])
            } else {
                for name in designs.names {
                    Terminal.say(own.contains(name) ? "\(name)  (of this installation)" : name)
                }
            }
        }
    }
}

struct TemplatesPreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Draw a sample certificate in a design.",
        discussion: """
            EXAMPLES
              certctl templates preview classic -o preview.pdf
              certctl templates preview modern --language ar --learner "ليلى الحسيني" -o preview.png
              certctl templates preview classic --organisation itu --paper letter -o itu.pdf
            """)

    @Argument(help: "The design.")
    var name = SheetDesigns.standard

    @Option(help: "The learner's name.")
    var learner = "Zoë Müller-Åkesson"

    @Option(
        help: ArgumentHelp(
            "The organisation (slug) whose colour, logo and signatories are used.",
            valueName: "slug"))
    var organisation: Slug?

    @Option(help: "The paper size.")
    var paper = SheetPaper.a4

    @Option(help: "The language besides English.")
    var language = Language.english

    @Option(
        help: ArgumentHelp(
            "The resolution of a PNG in pixels per inch, 36 to 600.", valueName: "number"))
    var dpi = 150

    @Flag(help: "Use a title of 200 letters and other long texts.")
    var long = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file to write; its extension, .pdf, .png or .svg, sets the format.",
            valueName: "file"), completion: .file())
    var output: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            guard
                let form = SheetForm.allCases.first(where: { output.hasSuffix(".\($0.rawValue)") })
            else { throw CommandFailure(.usage, "the file must end in .pdf, .png or .svg") }
            let template = try SheetDesigns.with(folder: common.installationHome.templatesFolder)
                .template(name)
            var shown: Organisation?
            if let organisation {
                shown = try await OpenInstallation(common, writable: false)
                    .organisation(organisation)
            }
            let content = SheetTrials.content(
                .init(text: learner, purpose: "preview", language: language),
                on: try Day.of(SystemTime.now), hasLongTexts: long, organisation: shown)
            let sheet = try Sheet(content, design: template, paper: paper)
            let bytes =
                switch form {
                case .pdf: try sheet.pdf()
                case .png: try sheet.png(dpi: dpi)
                case .svg: sheet.svg
                }
            try FileSystem.replace(output, bytes)
            Terminal.complain("wrote \(output)")
        }
    }
}

struct TemplatesCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Test a design with difficult names on all paper sizes.",
        discussion: """
            Reports faults of the template, missing placeholders, texts that do not fit and letters
            without a font. Without a name, all designs are checked.

            EXAMPLES
              certctl templates check
              certctl templates check diploma
              certctl templates check drafts/diploma.svg
            """)

    @Argument(help: "A design, or an SVG file.", completion: .file(extensions: ["svg"]))
    var template: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            var checked = 0
            var faults: [String] = []
            for (name, candidate) in try candidates() {
                checked += 1
                switch candidate {
                case .failure(let error): faults += error.faults.map { "\(name).svg: \($0)" }
                case .success(let template):
                    faults += SheetTrials.faults(of: template, on: try Day.of(SystemTime.now))
                        .map(\.description)
                }
            }
            if common.json {
                Terminal.say([
                    "checked": .number(Double(checked)),
                    "faults": .array(faults.map { .string($0) }),
                ])
            } else {
                for fault in faults { Terminal.complain(fault) }
                Terminal.complain(
                    faults.isEmpty
                        ? "\(Count(checked, "design")), \(SheetTrials.names.count) names: all fit"
                        : "\(Count(faults.count, "fault"))")
            }
            guard faults.isEmpty else { throw ExitCode(ExitStatus.refusedInput.rawValue) }
        }
    }

    private func candidates() throws -> [(
        name: String, Result<SheetTemplate, SheetTemplateFaults>
    )] {
        func read(_ name: String, _ bytes: [UInt8]) -> Result<SheetTemplate, SheetTemplateFaults> {
            Result { () throws(SheetTemplateFaults) in try SheetTemplate(name: name, bytes: bytes) }
        }
        if let template, template.hasSuffix(".svg") {
            let name = String(template.split(separator: "/").last?.dropLast(4) ?? "template")
            return [(name, read(name, try FileSystem.read(template, limit: 2 << 20)))]
        }
        let own = try SheetDesigns.files(in: common.installationHome.templatesFolder)
        let shipped = try SheetDesigns()
        var all = own.map { ($0.name, read($0.name, $0.bytes)) }
        for name in shipped.names where !own.contains(where: { $0.name == name }) {
            all.append((name, .success(try shipped.template(name))))
        }
        guard let template else { return all }
        let chosen = all.filter { $0.0 == template }
        guard !chosen.isEmpty else {
            throw CommandFailure(
                .notFound,
                "there is no design \(template); there are "
                    + all.map(\.0).sorted().joined(separator: ", "))
        }
        return chosen
    }
}
