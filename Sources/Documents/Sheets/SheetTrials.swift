public import CertAuthority
internal import LinkedData

/// Invented certificates with which a design is tried: names and titles as long and as many-lettered
/// as a sheet must bear.
public enum SheetTrials {
    /// A name and how it is hard.
    public struct Name: Sendable, Equatable {
        /// The name, invented.
        public let text: String
        /// What it tries.
        public let purpose: String
        /// The language its learner reads.
        public let language: Language

        /// Describes a name to try.
        public init(text: String, purpose: String, language: Language) {
            self.text = text
            self.purpose = purpose
            self.language = language
        }
    }

    /// The names.
    public static let names: [Name] = [
        .init(text: "Li Wu", purpose: "a short name", language: .english),
        .init(
            text: "Maximiliana Konstantinopolska-Wierzbowska de Albuquerque e Vasconcellos "
                + "Montenegro-Zamora", purpose: "90 letters in words", language: .english),
        .init(
            text: String(repeating: "Wolfeschlegelsteinhausen", count: 4).prefix(90).lowercased(),
            purpose: "90 letters in one word", language: .english),
        .init(
            text: "Ǧúřǫ́ņ Ñāķẑḧ Ŵĥǻťšîț’Ểậ–Ởỵ", purpose: "marks above and below",
            language: .french),
        .init(
            text: "عبد الرحمن بن محمد بن إبراهيم آل عبد العزيز الفاسي المراكشي القيرواني",
            purpose: "Arabic, long", language: .arabic),
        .init(text: "نُورُ ٱلْهُدَىٰ", purpose: "Arabic with vowel marks", language: .arabic),
        .init(text: "Anna Esparza", purpose: "a Latin name on an Arabic sheet", language: .arabic),
        .init(text: "טליה בן־דוד", purpose: "Hebrew", language: .english),
        .init(text: "طاها کرمانی نژاد", purpose: "Persian", language: .english),
        .init(text: "欧阳龘靐齉爨", purpose: "Chinese of many strokes", language: .chinese),
        .init(text: "田中 さくら", purpose: "Japanese", language: .english),
        .init(text: "남궁 선우", purpose: "Korean", language: .english),
        .init(
            text: "Константинопольская-Вышневолоцкая Александра Всеволодовна",
            purpose: "Cyrillic, long", language: .russian),
        .init(text: "Ἀλέξανδρος Παπαδιαμαντόπουλος", purpose: "Greek", language: .english),
        .init(text: "क्ष्म्या त्र्यम्बकेश्वर श्रीनिवासन्", purpose: "Devanagari", language: .english),
        .init(text: "ক্ষীরোদচন্দ্র চট্টোপাধ্যায়", purpose: "Bengali", language: .english),
        .init(text: "ਗੁਰਪ੍ਰੀਤ ਸ੍ਰੀਵਾਸਤਵ", purpose: "Gurmukhi", language: .english),
        .init(text: "જ્ઞાનેશ્વરી પટેલ", purpose: "Gujarati", language: .english),
        .init(text: "ஸ்ரீவித்யா கிருஷ்ணமூர்த்தி", purpose: "Tamil", language: .english),
        .init(text: "శ్రీలక్ష్మి వేంకటేశ్వర్లు", purpose: "Telugu", language: .english),
        .init(text: "ಶ್ರೀನಿವಾಸ ಕೃಷ್ಣಮೂರ್ತಿ", purpose: "Kannada", language: .english),
        .init(text: "ശ്രീലക്ഷ്മി കൃഷ്ണൻകുട്ടി", purpose: "Malayalam", language: .english),
        .init(text: "ශ්‍රීමතී ක්‍රිෂාන්ති", purpose: "Sinhala", language: .english),
        .init(text: "พิมพ์ชนก รัตนโกสินทร์ศิริ", purpose: "Thai, no blanks", language: .english),
        .init(text: "ສົມພອນ ວົງສະຫວັນ", purpose: "Lao", language: .english),
        .init(text: "ស្រីមុំ ព្រះវិហារ", purpose: "Khmer, stacked", language: .english),
        .init(text: "ခိုင်ဇင်သန့် ကျော်", purpose: "Myanmar, stacked", language: .english),
        .init(text: "བསྟན་འཛིན་རྒྱ་མཚོ", purpose: "Tibetan, stacked", language: .english),
        .init(text: "ሰላማዊት ተስፋዬ ገብረ ክርስቶስ", purpose: "Ethiopic", language: .english),
        .init(text: "Իննա Թովուլջյան", purpose: "Armenian", language: .english),
        .init(text: "გიული ვარდოსანიძე", purpose: "Georgian", language: .english),
        .init(text: "Nguyễn Thị Hồng Ánh", purpose: "Vietnamese", language: .english),
        .init(text: "𞤀𞤥𞤭𞤲𞤢𞤼𞤵 𞤁𞤭𞤢𞤤𞤮", purpose: "Adlam, from the right", language: .french),
    ]

    /// A title of 200 letters.
    static let longTitle =
        "Responsible Procurement, Deployment and Continuous Evaluation of Artificial Intelligence "
        + "Systems in Public Administration, Education, Health Care and Humanitarian Response for "
        + "Least Developed Countries"

    private static let skills = [
        "Interacting with digital technologies with care", "Quality education",
        "Evaluating data, information and digital content", "Partnerships for the goals",
    ]

    /// A made-up certificate.
    ///
    /// - Parameters:
    ///   - day: The day on which it was completed and issued.
    ///   - hasLongTexts: A title of 200 letters, and an organisation and a host with long names.
    ///   - organisation: Whose sheets it follows; otherwise an invented one.
    public static func content(
        _ name: Name, on day: CivilDate, level: Programme.Level = .foundation,
        hasLongTexts: Bool = false, organisation: Organisation? = nil
    ) -> SheetContent {
        let title =
            LocalizedText([
                .english: "Foundations of Artificial Intelligence",
                Language.arabic.tag: "أسس الذكاء الاصطناعي",
                Language.chinese.tag: "人工智能基础",
                Language.french.tag: "Fondements de l’intelligence artificielle",
                Language.russian.tag: "Основы искусственного интеллекта",
            ]) ?? LocalizedText(english: "")
        let issuer =
            LocalizedText([
                .english: "Institute of Examples", Language.arabic.tag: "معهد الأمثلة",
                Language.chinese.tag: "范例学院", Language.french.tag: "Institut des exemples",
                Language.russian.tag: "Институт примеров",
            ]) ?? LocalizedText(english: "")
        let number = "7K3M-9QXD-2T8F-W4HN-C"
        let host = hasLongTexts ? "certificates.verification.example.org" : "verify.example.org"
        return SheetContent(
            name: name.text,
            title: hasLongTexts ? LocalizedText(english: longTitle) : title,
            organisation: organisation?.name
                ?? (hasLongTexts
                    ? LocalizedText(
                        english: "Ministry of Education, Digital Transformation, Science and "
                            + "Vocational Training of the Republic of Examples") : issuer),
            coalition: LocalizedText([
                .english: "AI Skills Coalition",
                Language.arabic.tag: "تحالف مهارات الذكاء الاصطناعي",
                Language.chinese.tag: "人工智能技能联盟",
            ]) ?? LocalizedText(english: ""), number: number,
            address: "https://\(host)/v/\(number)",
            scanned: "HTTPS://\(host.uppercased())/V/\(number)", completedOn: day,
            issuedOn: day, issuedAt: "\(day)T00:00:00Z",
            validUntil: level == .foundation ? nil : day, level: level, hours: 12,
            skills: skills.map { LocalizedText(english: $0) },
            accent: organisation?.identity.accent ?? .standard,
            logo: organisation?.identity.logo, partners: [],
            badge: .drawn(
                BadgeArtwork(
                    title: title.english, accent: organisation?.identity.accent ?? .standard,
                    ring: .level(level), organisation: "IoE", language: name.language)),
            signatories: (organisation?.appearance.signatories).map {
                $0.map(SheetContent.Signatory.init)
            } ?? [
                .init(
                    name: "Dr Amara Okonjo-Lindqvist",
                    office: LocalizedText(english: "Director, Institute of Examples")),
                .init(
                    name: "Rafael Ibáñez de la Vega",
                    office: LocalizedText(english: "Head of Learning and Certification")),
            ], language: name.language)
    }

    /// Lays a design out with every hard name, on every paper, and with long texts.
    ///
    /// Each also without logo, signatories and seal.
    ///
    /// - Returns: What does not fit or cannot be set, each fault once.
    public static func faults(
        of template: SheetTemplate, on day: CivilDate, coverage: LetterCoverage = .installed
    ) -> [SheetFault] {
        var faults: [SheetFault] = []
        for paper in SheetPaper.allCases {
            for name in names {
                for (level, isLong) in [(Programme.Level.advanced, false), (.foundation, true)] {
                    let content = content(name, on: day, level: level, hasLongTexts: isLong)
                    for content in [content, content.bare] {
                        do throws(SheetFault) {
                            _ = try Sheet(
                                content, design: template, paper: paper, coverage: coverage)
                        } catch {
                            if !faults.contains(error) { faults.append(error) }
                        }
                    }
                }
            }
        }
        return faults
    }
}

extension SheetContent {
    /// The same without logos, signatories and seal.
    public var bare: SheetContent {
        var bare = self
        bare.logo = nil
        bare.partners = partners.map { Partner(name: $0.name, logo: nil) }
        bare.signatories = []
        bare.badge = nil
        return bare
    }
}
