public import CertAuthority
internal import Credentials
public import Verification

/// How a sheet is asked for.
public struct SheetRequest: Hashable, Sendable {
    /// The file's form.
    public var form: SheetForm
    /// The design's name.
    public var design: String
    /// The paper.
    public var paper: SheetPaper
    /// The language beside English; nil for the learner's own.
    public var language: Language?
    /// Pixels an inch of a PNG.
    public var dpi: Int

    /// Describes what is wanted.
    public init(
        form: SheetForm, design: String = SheetDesigns.standard, paper: SheetPaper = .a4,
        language: Language? = nil, dpi: Int = 150
    ) {
        self.form = form
        self.design = design
        self.paper = paper
        self.language = language
        self.dpi = dpi
    }
}

/// A certificate's sheet as a file for its learner.
public enum CertificateSheet {
    /// Draws a certificate; the same arguments give the same bytes. Each form carries the signed
    /// credential, byte for byte: a PDF as an attached file, PNG and SVG as badges do (Open Badges
    /// 3.0, §5.3).
    ///
    /// Takes tens of milliseconds and blocks meanwhile; ``DocumentService`` does it for servers.
    ///
    /// - Throws: ``SheetFault``, also with the code `content` where the organisation makes none;
    ///   ``PDFError`` where the credential could not be put in.
    public static func file(
        _ genuine: GenuineCertificate, _ request: SheetRequest, designs: SheetDesigns,
        catalogue: Catalogue, installation: Installation
    ) throws -> [UInt8] {
        let certificate = genuine.certificate
        guard isMade(of: certificate, in: catalogue) else {
            throw SheetFault(
                .content,
                "\(certificate.organisation) makes no sheets (sheets: {made: false} in "
                    + "organisations.yaml)")
        }
        let (sheet, content) = try sheet(
            certificate, request, designs: designs, catalogue: catalogue,
            installation: installation)
        switch request.form {
        case .svg: return try bake(certificate.credential, into: sheet.svg, .svg)
        case .png:
            return try bake(certificate.credential, into: sheet.png(dpi: request.dpi), .png)
        case .pdf:
            let (plain, ground) = try sheet.layers()
            return try PDFAssembly.assemble(
                plain: plain,
                credential: PDFCredential(
                    bytes: certificate.credential,
                    form: certificate.fileForm == .json ? .json : .jwt),
                metadata: PDFMetadata(
                    title: sheet.metadata.title, author: sheet.metadata.author,
                    subject: sheet.metadata.subject, language: content.language.code,
                    instant: certificate.issuedAt),
                alternativeTexts: [content.spoken], ground: ground)
        }
    }

    /// A picture of a sheet with the credential in it.
    private static func bake(
        _ credential: [UInt8], into picture: [UInt8], _ kind: BakedImage
    ) throws(SheetFault) -> [UInt8] {
        do throws(BakingError) {
            return switch kind {
            case .png: try BakedPNG.bake(credential, into: picture)
            case .svg: try BakedSVG.bake(credential, into: picture)
            }
        } catch {
            let remedy =
                error.code == .tooLarge && kind == .png
                ? "; choose fewer pixels an inch" : ""
            throw SheetFault(
                .drawing, "the picture cannot carry its credential: \(error)\(remedy)")
        }
    }

    /// A certificate's sheet, laid out and not drawn.
    ///
    /// - Throws: ``SheetFault``.
    static func sheet(
        _ certificate: Certificate, _ request: SheetRequest, designs: SheetDesigns,
        catalogue: Catalogue, installation: Installation
    ) throws(SheetFault) -> (sheet: Sheet, content: SheetContent) {
        let content = try SheetContent(
            certificate, catalogue: catalogue, installation: installation,
            language: request.language)
        let sheet = try Sheet(
            content, design: try designs.template(request.design), paper: request.paper)
        return (sheet, content)
    }

    /// Whether an organisation makes sheets of its certificates.
    public static func isMade(of certificate: Certificate, in catalogue: Catalogue) -> Bool {
        catalogue.organisation(certificate.organisation)?.appearance.hasSheets ?? true
    }

    /// The name of a sheet's file.
    public static func fileName(_ certificate: Certificate, _ form: SheetForm) -> String {
        "certificate-\(certificate.number).\(form.rawValue)"
    }
}

extension SheetContent {
    /// The sheet in sentences, for those who do not see it: in the learner's language.
    var spoken: String {
        let words = SheetWords.of(language)
        var sentences = [
            words.heading(level), organisation.best(for: [language.tag]).text,
            "\(words.certifies) \(name) \(words.completed) "
                + title.best(for: [language.tag]).text,
            "\(words.completedOn) \(language.text(completedOn))",
        ]
        if let validUntil {
            sentences.append("\(words.validUntil) \(language.text(validUntil))")
        }
        if let level { sentences.append("\(words.level): \(words.name(level))") }
        if let hours { sentences.append("\(words.hours): \(language.text(hours))") }
        sentences += signatories.map { "\($0.name), \($0.office.best(for: [language.tag]).text)" }
        sentences.append("\(words.number) \(number)")
        sentences.append("\(words.verify) \(address)")
        return sentences.joined(separator: ". ") + "."
    }
}
