import CertAuthority
import Credentials
import Documents
import LinkedData
import Testing
import Verification
@testable import VerifyServer

@Suite("What a learner's own page says")
struct LearnerPageTests {
    private func page(
        _ language: Language = .english, at seconds: Int64 = 1_790_000_000,
        validUntil: Timestamp? = nil, contact: String? = nil,
        files: [CertificateFile] = [.pdf, .svg, .json], designs: [String] = ["classic"]
    ) throws -> String {
        let sample = try PageSample()
        let certificate = try #require(sample.certificate(validUntil: validUntil))
        let facts = CertificateFacts(try sample.credential())
        let organisation = Organisation(
            slug: certificate.organisation,
            name: try #require(
                LocalizedText([
                    .english: "International Telecommunication Union",
                    Language.french.tag: "Union internationale des télécommunications",
                ])), country: nil, url: "https://www.itu.int", role: .coordinator, mayIssue: [],
            identity: Identity(contact: contact))
        return LearnerPage(
            subject: LearnerPage.Subject(
                certificate: certificate, facts: facts, newest: nil,
                token: try LearnerToken.random(),
                files: files),
            known: CatalogueFacts(
                facts, Catalogue(organisations: [organisation]), sample.installation),
            designs: designs, qrCode: "<svg></svg>", wording: try Wording(language),
            reader: Reader(language: language), installation: sample.installation,
            now: Timestamp(seconds: seconds)
        ).main.text
    }

    @Test("The learner is congratulated, and named as a whole, in the words for the picture too")
    func praise() throws {
        let text = try page()
        #expect(text.contains("<p class=\"lead\">Congratulations!"))
        #expect(
            text.contains(
                "alt=\"Certificate: María-José &lt;Ñandú&gt; d&#39;Été &amp; Ἀριστοτέλης, Found"))
        #expect(text.contains("mailto:?subject=My%20certificate%3A%20Foundations"))
    }

    @Test("What is over is neither praised nor offered to be shown; its file stays")
    func lapsed() throws {
        let end = Timestamp(seconds: 1_789_999_999)
        let text = try page(validUntil: end)
        #expect(text.contains("This certificate is not valid now."))
        #expect(text.contains("/certificate.pdf\">"))
        for word in ["Congratulations", "linkedin.com", "mailto:", "class=\"copy\""] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(try page(at: 1_789_999_998, validUntil: end).contains("Congratulations"))
    }

    @Test(
        "Faults are told to the issuer's own address, else to its site, by its name in a language")
    func contact() throws {
        #expect(
            try page(.french, contact: "certificates@itu.example").contains(
                "<a href=\"mailto:certificates@itu.example\" rel=\"noreferrer noopener\">"
                    + "<bdi>Union internationale des télécommunications</bdi></a>"))
        #expect(try page().contains("<a href=\"https://www.itu.int\" rel"))
    }

    @Test("Without a sheet its facts stand in the picture's place, and no design is offered")
    func withoutSheet() throws {
        let text = try page(files: [.json])
        #expect(!text.contains("<img") && !text.contains("<select"))
        #expect(text.contains("<div class=\"two\">\n<dl>"))
    }

    @Test("Designs of the program have names, an operator's own goes by its file's")
    func designs() throws {
        let text = try page(.spanish, designs: ["classic", "ministry"])
        #expect(text.contains("<option value=\"classic\">Clásico</option>"))
        #expect(text.contains("<option value=\"ministry\">ministry</option>"))
        #expect(text.contains("<option value=\"letter\">Carta (EE. UU.)</option>"))
    }
}
