public import ArgumentParser
public import CertAuthority
public import Documents

/// How a certificate sheet is to look.
struct SheetOptions: ParsableArguments {
    @Option(help: "The design; certctl templates list shows them.")
    var design = SheetDesigns.standard

    @Option(help: "a4 or letter.")
    var paper = SheetPaper.a4

    @Option(help: "The language beside English (otherwise the learner's), such as fr.")
    var language: Language?

    @Option(help: "Pixels an inch of a PNG, 36 to 600.")
    var dpi = 150

    /// What is asked for with them.
    func request(_ form: SheetForm) -> SheetRequest {
        SheetRequest(form: form, design: design, paper: paper, language: language, dpi: dpi)
    }
}

extension SheetPaper: ExpressibleByArgument {}

extension CertificateFile: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {
    /// Reads a language tag from the command line.
    public init?(argument: String) {
        guard let language = LanguageTag(argument).flatMap({ Language($0) }) else { return nil }
        self = language
    }
}
