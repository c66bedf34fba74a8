public import ArgumentParser
public import CertAuthority
public import Documents

/// How a certificate sheet is to look.
struct SheetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The design of the sheet; see certctl templates list.", valueName: "design"))
    var design = SheetDesigns.standard

    @Option(help: "The paper size.")
    var paper = SheetPaper.a4

    @Option(
        help: ArgumentHelp(
            "The language besides English, such as fr (default: the learner's).",
            valueName: "language"))
    var language: Language?

    @Option(
        help: ArgumentHelp(
            "The resolution of a PNG in pixels per inch, 36 to 600.", valueName: "number"))
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
