import CertAuthority
import Credentials
import Hummingbird
import LinkedData
import NIOCore
import Testing
@testable import VerifyServer

@Suite("The pages for people")
struct PageTests {
    private static let passed = names.map {
        Check(
            $0, .passed, "A sentence on \($0) of about the usual length, with a date.",
            bearing: $0 == .status ? .currency : .genuineness)
    }
    private static let names: [Check.Name] = [
        .structure, .openBadge, .proof, .issuerKey, .contexts, .proofExpiry, .tokenPeriod,
        .validityPeriod, .status, .record,
    ]

    private func html(_ response: Response) async throws -> String {
        let collector = TextCollector()
        try await response.body.write(collector)
        return collector.text
    }

    private func page(
        _ sample: PageSample, checks: [Check] = passed, credential: JSONObject?,
        isOurs: Bool = true, language: Language = .english, state: VerdictState? = nil
    ) async throws -> String {
        let subject = PageSubject(
            report: VerificationReport(checks: checks, credential: credential),
            number: isOurs ? sample.number : nil, isOurs: isOurs)
        return try await html(
            sample.pages.verdict(
                subject, for: Reader(language: language, chose: true), at: sample.instant,
                state: state))
    }

    @Test("The longest page fits the first flight of a connection", arguments: Language.allCases)
    func wireSize(_ language: Language) async throws {
        let sample = try PageSample()
        let certificate = try #require(sample.certificate())
        let subject = PageSubject(
            report: VerificationReport(
                checks: Self.passed, credential: try sample.credential()),
            number: sample.number, certificate: certificate)
        let text = try await html(
            sample.pages.verdict(
                subject, for: Reader(language: language, chose: true), at: sample.instant))
        #expect(text.contains("</html>") && text.contains("<svg xmlns"))
        #expect(text.contains("<p class=\"name\"><bdi>"))
        let compressed = try ContentCompression.gzip(Array(text.utf8))
        // 14,336 less a generous head of the answer.
        #expect(compressed.count < 13_000, "\(compressed.count) of \(text.utf8.count)")
        let start = try await html(sample.pages.start(for: Reader(language: language)))
        #expect(try ContentCompression.gzip(Array(start.utf8)).count < 13_000)
    }

    @Test(
        "Language, direction and names of languages stand in the page", arguments: Language.allCases
    )
    func languages(_ language: Language) async throws {
        let sample = try PageSample()
        let text = try await page(sample, credential: try sample.credential(), language: language)
        let direction = language == .arabic ? "rtl" : "ltr"
        #expect(text.contains("<html lang=\"\(language.code)\" dir=\"\(direction)\">"))
        for other in Language.allCases {
            #expect(text.contains("href=\"?lang=\(other.code)\" lang=\"\(other.code)\""))
            #expect(text.contains(">\(other.ownName)</a>"))
        }
        #expect(text.contains("<bdi>María-José &lt;Ñandú&gt; d&#39;Été &amp; Ἀριστοτέλης</bdi>"))
        #expect(!text.contains("<Ñandú>"))
        // The title in the reader's language.
        #expect(text.contains("Foundations of Artificial Intelligence for Public Servants</bdi>"))
        #expect(
            text.contains("<bdi>\(language.ownName) — Foundations") == (language != .english))
        let wording = try Wording(language)
        #expect(text.contains(wording.text(.factsHoursCount, count: 1240)))
        #expect(text.contains(wording[.deliveryHybrid]))
        #expect(text.contains(wording[.levelAdvanced]))
        #expect(!text.contains("<script") && !text.contains("style=\""))
        // Only the mark of the coalition and what is signed may be in English.
        #expect(text.contains(wording[.factsDiffers]))
        if language != .english {
            #expect(!text.contains(try Wording(.english)[.factsDiffers]))
        }
    }

    @Test("Each state has its words, shape and advice, and no two the same sentence")
    func states() async throws {
        let sample = try PageSample()
        let english = try Wording(.english)
        // What is said of a namesake has names in it, and a test of its own.
        for state in VerdictState.allCases where state != .namesake {
            let text = try await page(sample, credential: nil, state: state)
            let phrases = state.phrases
            #expect(
                text.contains(
                    "<section class=\"card \(state.tone.rawValue)\(state.seal)\" data-verdict=\""))
            #expect(text.contains("<h1 id=\"verdict\">\(english[phrases.heading])</h1>"))
            let sentence = english[phrases.sentence].replacing("'", with: "&#39;")
            #expect(text.contains(sentence), "\(state)")
            if let advice = phrases.advice {
                #expect(text.contains(english[advice].replacing("'", with: "&#39;")), "\(state)")
            }
        }
        let sentences = Set(VerdictState.allCases.map { english[$0.phrases.sentence] })
        #expect(sentences.count == VerdictState.allCases.count)
    }

    @Test("A stranger under a known name is warned of in the heading, with its identifier")
    func namesake() async throws {
        let sample = try PageSample()
        let issuer = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
        let credential = try sample.credential(issuer: issuer)
        for (namesake, heading) in [
            ("ITU <b>", "Careful: an unknown issuer under a name used here"),
            (nil, "Genuine, issuer not known here"),
        ] as [(String?, String)] {
            let subject = PageSubject(
                report: VerificationReport(checks: Self.passed, credential: credential),
                isOurs: false, namesake: namesake)
            let text = try await html(
                sample.pages.verdict(
                    subject, for: Reader(language: .english), at: sample.instant))
            #expect(text.contains("<h1 id=\"verdict\">\(heading)</h1>"))
            #expect(text.contains("<dd><bdi>\(issuer)</bdi></dd>"))
            #expect(text.contains("ITU &lt;b&gt;") == (namesake != nil))
            #expect(text.contains("<section class=\"card valid\"") == (namesake == nil))
            // The key speaks for itself, and nobody publishes it.
            #expect(text.contains("The key is the issuer’s identifier itself"))
            #expect(!text.contains("Issuers publish which keys sign"))
        }
        let ours = try await page(sample, credential: sample.credential())
        #expect(ours.contains("Issuers publish which keys sign"))
        #expect(!ours.contains("identifier itself"))
    }

    @Test("A page is the issuer's: mark, colour, badge, partners and the address for questions")
    func issuer() async throws {
        let sample = try PageSample()
        let response = try await sample.pages.verdict(
            PageSubject(
                report: VerificationReport(
                    checks: Self.passed, credential: try sample.credential()),
                number: sample.number), for: Reader(language: .english), at: sample.instant)
        let text = try await html(response)
        #expect(text.contains("<span class=\"mark m3\" aria-hidden=\"true\">ITU</span>"))
        #expect(text.contains("<small><bdi>Coalition for Skills"))
        #expect(text.contains("srcset=\"/programmes/ai/badge.svg\""))
        #expect(text.contains("href=\"/programmes/ai\"") && text.contains("href=\"/orgs/itu\""))
        #expect(text.contains("offered together by") && text.contains("Labour Organization"))
        #expect(text.contains("href=\"mailto:skills@itu.example\""))
        // Both style sheets, and no other, are allowed.
        let policy = try #require(response.headers[.contentSecurityPolicy])
        let sheets = text.matches(of: /<style>([^<]*)<\/style>/).map { String($0.output.1) }
        #expect(sheets.count == 2 && sheets[1].contains("--accent:#6a2c74"))
        for sheet in sheets {
            #expect(policy.contains(Base64.encode(Digest.sha256(Array(sheet.utf8)))))
        }
        #expect(policy.matches(of: /'sha256-/).count == 2 && !policy.contains("unsafe"))
    }

    @Test("Where there is no list, none is said to have been looked at")
    func withoutList() async throws {
        let sample = try PageSample()
        var checks = Self.passed
        checks[8] = Check(.status, .passed, "It cannot be revoked.", bearing: .information)
        let text = try await page(sample, checks: checks, credential: sample.credential())
        #expect(text.contains("It names no list of revoked certificates"))
        #expect(!text.contains("the list that it names"))
    }

    @Test("What a forged document passes is not shown as good news")
    func forgedTicks() async throws {
        let sample = try PageSample()
        var checks = Self.passed
        checks[2] = Check(.proof, .failed, "It does not fit.", bearing: .genuineness)
        let text = try await page(sample, checks: checks, credential: sample.credential())
        #expect(text.contains("<li class=\"failed\">") && !text.contains("<li class=\"passed\">"))
        #expect(!text.contains("The issuer has not withdrawn it"))
    }

    @Test("A PDF that was changed after it was signed is warned of above everything else")
    func alteredPDF() async throws {
        let sample = try PageSample()
        let failed = Check(.pdfSignature, .failed, "It differs.", bearing: .information)
        let print = Check(.print, .notMade, "Not examined.", bearing: .information)
        let text = try await page(
            sample, checks: Self.passed + [print, failed], credential: sample.credential())
        #expect(text.contains("<b>This PDF was changed after it was signed."))
        #expect(text.contains("<h1 id=\"verdict\">Valid</h1>"))
        #expect(text.contains("Whether the pages of the PDF say the same"))
        #expect(try await !page(sample, credential: sample.credential()).contains("This PDF"))
    }

    @Test("A page of what is not genuine shows nothing of what the document says")
    func notGenuine() async throws {
        let sample = try PageSample()
        var checks = Self.passed
        checks[2] = Check(.proof, .failed, "It does not fit.", bearing: .genuineness)
        for isOurs in [true, false] {
            let text = try await page(
                sample, checks: checks, credential: try sample.credential(), isOurs: isOurs)
            #expect(text.contains("Not genuine"))
            #expect(!text.contains("Ñandú") && !text.contains("Foundations"))
            #expect(!text.contains("<dl") && !text.contains("id=\"record\""))
        }
    }

    @Test("A stranger's genuine document is told calmly, with what it says and who is not known")
    func stranger() async throws {
        let sample = try PageSample()
        let text = try await page(
            sample, credential: try sample.credential(issuer: "did:key:z6Mk"), isOurs: false)
        #expect(text.contains("Genuine, issuer not known here"))
        // The coalition speaks, and nothing of an organisation's stands round it.
        #expect(!text.contains("class=\"seal\"") && !text.contains("skills@itu.example"))
        #expect(text.contains("<section class=\"card valid\""))
        #expect(text.contains("What the document says") && text.contains("Ñandú"))
        #expect(text.contains("This issuer is not known to the"))
        #expect(!text.contains("If something differs"))
        // Nothing of ours is put into a stranger's mouth.
        #expect(!text.contains("coordinator of"))
    }

    @Test("Which state it is follows from checks, record and dates")
    func stateOfReport() throws {
        let sample = try PageSample()
        func state(
            _ changed: Check?, isOurs: Bool = true, at seconds: Int64 = 1_790_000_000
        ) throws -> VerdictState {
            let checks = Self.passed.map { $0.name == changed?.name ? changed ?? $0 : $0 }
            return VerdictState(
                PageSubject(
                    report: VerificationReport(
                        checks: checks, credential: try sample.credential()), isOurs: isOurs),
                at: Timestamp(seconds: seconds))
        }
        let period = Check(.validityPeriod, .failed, "", bearing: .currency)
        let lookup = Check(.proof, .notMade, "", bearing: .genuineness)
        #expect(try state(nil) == .valid)
        #expect(try state(nil, isOurs: false) == .stranger)
        #expect(try state(period, at: 1_900_000_000) == .expired)
        #expect(try state(period, at: 1_700_000_000) == .early)
        #expect(try state(Check(.status, .failed, "", bearing: .currency)) == .lapsed)
        #expect(try state(lookup) == .unknown)
        #expect(try state(lookup, isOurs: false) == .elsewhere)
        #expect(
            try state(Check(.proof, .failed, "", bearing: .genuineness)) == .notGenuine)
    }

    @Test("Words of the document stand as signed where the catalogue says otherwise")
    func signedWords() async throws {
        let sample = try PageSample()
        let text = try await page(
            sample, credential: try sample.credential(narrative: "Learned at sea; 3 weeks."),
            language: .french)
        #expect(text.contains("<bdi lang=\"en\">Learned at sea; 3 weeks.</bdi>"))
        #expect(!text.contains("1\u{202F}240"))
    }

    @Test("Every name that is looked up as it comes has its words")
    func names() throws {
        for level in Programme.Level.allCases {
            #expect(Phrase(rawValue: "level.\(level.rawValue)") != nil)
        }
        for mode in DeliveryMode.allCases {
            #expect(Phrase(rawValue: "delivery.\(mode.rawValue)") != nil)
        }
        for role in Organisation.Role.allCases {
            #expect(Phrase(rawValue: "issuer.\(role.rawValue)") != nil)
        }
        for name in [
            "parsing", "structure", "open-badge", "contexts", "proof", "token-period",
            "proof-expiry", "issuer-key", "validity-period", "status", "record",
        ] {
            for part in ["title", "failed", "meaning"] {
                #expect(Phrase(rawValue: "check.\(name).\(part)") != nil, "\(name)")
            }
        }
        for name in ["own-terms", "direction"] {
            for part in ["title", "meaning"] {
                #expect(Phrase(rawValue: "check.\(name).\(part)") != nil, "\(name)")
            }
        }
    }

    @Test("A mistyped number comes back with what is wrong, and can be corrected in place")
    func mistake() async throws {
        let sample = try PageSample()
        let problem = Problem.mistypedNumber(.character("U"), "U\"><script>")
        let text = try await html(
            sample.pages.problem(problem, for: Reader(language: .spanish)))
        #expect(text.contains("<title>Hay un problema: Verificar un certificado</title>"))
        #expect(text.contains("role=\"alert\"") && text.contains("href=\"#text\""))
        #expect(text.contains("«U» nunca aparece"))
        #expect(text.contains("value=\"U&quot;&gt;&lt;script&gt;\""))
        #expect(text.contains("aria-invalid=\"true\" aria-describedby=\"error text-hint\""))
    }

    @Test("Errors have pages of their own words", arguments: [404, 410, 400, 413, 429, 503, 500])
    func problems(_ status: Int) async throws {
        let sample = try PageSample()
        let problem = Problem(
            status: .init(code: status), kind: "x", title: "Title", detail: "Detail.")
        let texts = try await Language.allCases.asyncMap { language in
            try await html(sample.pages.problem(problem, for: Reader(language: language)))
        }
        let titles = texts.compactMap {
            $0.split(separator: "<title>").last?.split(separator: "<").first
        }
        #expect(Set(titles).count == 8)
        #expect(texts.allSatisfy { !$0.contains("Detail.") && $0.contains("href=\"/\"") })
    }

    @Test("What other keyboards write is read as ASCII")
    func folded() {
        for (typed, read) in [
            ("７ｋ３ｍ－９ｑｘｄ", "7k3m-9qxd"), ("٧K٣M", "7K3M"), ("۷", "7"), ("7K\u{200F}3M", "7K3M"),
            ("7K3M\u{2212}9QXD", "7K3M-9QXD"), ("\u{FEFF}7　K", "7 K"), ("é", "é"),
        ] {
            #expect(String(decoding: TypedText.folded(Array(typed.utf8)), as: UTF8.self) == read)
        }
        #expect(TypedText.folded([0xFF, 0x37]) == [0xFF, 0x37])
    }

    @Test(
        "Gzip is used where it is taken",
        arguments: [
            (nil, false), ("gzip", true), ("br, gzip;q=0.5", true), ("gzip;q=0", false),
            ("identity", false), ("*", true), ("*;q=0, gzip", true), ("gzip;q=0, *", false),
            ("GZIP ; Q=1", true), ("x-gzip", true), ("", false),
        ] as [(String?, Bool)])
    func gzip(_ header: String?, _ taken: Bool) {
        #expect(Compression<BasicRequestContext>.takesGzip(header) == taken)
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(
        _ transform: (Element) async throws -> Value
    ) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}

/// The text of an answer.
private final class TextCollector: ResponseBodyWriter {
    private var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
