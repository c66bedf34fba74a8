import CertAuthority

/// What a sheet says in one language besides the facts.
struct SheetWords: Sendable, Equatable {
    /// The heading where a programme was completed, and where a certification was earned.
    let completion, certification: String
    /// Before the name, and between name and title.
    let certifies, completed: String
    /// The labels of facts.
    let completedOn, issuedOn, validUntil, level, hours, number: String
    /// Before the address.
    let verify: String
    /// Foundation, intermediate, advanced.
    let foundation, intermediate, advanced: String

    /// The heading for a kind of achievement.
    func heading(_ level: Programme.Level?) -> String {
        level == .advanced ? certification : completion
    }

    func name(_ level: Programme.Level) -> String {
        switch level {
        case .foundation: foundation
        case .intermediate: intermediate
        case .advanced: advanced
        }
    }

    /// The words of a language.
    static func of(_ language: Language) -> SheetWords {
        switch language {
        case .arabic: arabic
        case .english: english
        case .spanish: spanish
        case .french: french
        case .portuguese: portuguese
        case .russian: russian
        case .swahili: swahili
        case .chinese: chinese
        }
    }

    private static let english = SheetWords(
        completion: "Certificate of Completion", certification: "Certificate of Achievement",
        certifies: "This is to certify that", completed: "has successfully completed",
        completedOn: "Completed on", issuedOn: "Issued on", validUntil: "Valid until",
        level: "Level", hours: "Hours of learning", number: "Certificate number",
        verify: "Check this certificate at", foundation: "Foundation",
        intermediate: "Intermediate", advanced: "Advanced")

    private static let arabic = SheetWords(
        completion: "شهادة إتمام", certification: "شهادة إنجاز", certifies: "تشهد هذه الوثيقة بأن",
        completed: "قد أتمّ بنجاح برنامج", completedOn: "تاريخ الإتمام", issuedOn: "تاريخ الإصدار",
        validUntil: "صالحة حتى", level: "المستوى", hours: "ساعات التعلّم", number: "رقم الشهادة",
        verify: "للتحقق من هذه الشهادة", foundation: "تأسيسي", intermediate: "متوسط",
        advanced: "متقدم")

    private static let spanish = SheetWords(
        completion: "Certificado de finalización", certification: "Certificado de competencia",
        certifies: "Se certifica que", completed: "ha completado con éxito",
        completedOn: "Completado el", issuedOn: "Emitido el", validUntil: "Válido hasta el",
        level: "Nivel", hours: "Horas de aprendizaje", number: "Número de certificado",
        verify: "Compruebe este certificado en", foundation: "Fundamentos",
        intermediate: "Intermedio", advanced: "Avanzado")

    private static let french = SheetWords(
        completion: "Certificat de réussite", certification: "Certificat de compétence",
        certifies: "Il est certifié que", completed: "a suivi avec succès le programme",
        completedOn: "Achevé le", issuedOn: "Délivré le", validUntil: "Valable jusqu’au",
        level: "Niveau", hours: "Heures de formation", number: "Numéro du certificat",
        verify: "Vérifier ce certificat :", foundation: "Fondamental",
        intermediate: "Intermédiaire", advanced: "Avancé")

    private static let portuguese = SheetWords(
        completion: "Certificado de conclusão", certification: "Certificado de competência",
        certifies: "Certifica-se que", completed: "concluiu com êxito",
        completedOn: "Concluído em", issuedOn: "Emitido em", validUntil: "Válido até",
        level: "Nível", hours: "Horas de aprendizagem", number: "Número do certificado",
        verify: "Verifique este certificado em", foundation: "Fundamentos",
        intermediate: "Intermédio", advanced: "Avançado")

    private static let russian = SheetWords(
        completion: "Свидетельство об окончании", certification: "Сертификат",
        certifies: "Настоящим удостоверяется, что",
        completed: "с успехом прошёл(а) программу",
        completedOn: "Дата окончания", issuedOn: "Дата выдачи", validUntil: "Действительно до",
        level: "Уровень", hours: "Часов обучения", number: "Номер свидетельства",
        verify: "Проверить свидетельство:", foundation: "Базовый", intermediate: "Средний",
        advanced: "Продвинутый")

    private static let swahili = SheetWords(
        completion: "Cheti cha Kuhitimu", certification: "Cheti cha Umahiri",
        certifies: "Hii ni kuthibitisha kwamba", completed: "amekamilisha kwa mafanikio",
        completedOn: "Alikamilisha tarehe", issuedOn: "Kimetolewa tarehe",
        validUntil: "Ni halali hadi", level: "Kiwango", hours: "Saa za mafunzo",
        number: "Namba ya cheti", verify: "Hakiki cheti hiki katika", foundation: "Msingi",
        intermediate: "Kati", advanced: "Juu")

    private static let chinese = SheetWords(
        completion: "结业证书", certification: "认证证书", certifies: "兹证明", completed: "已顺利完成",
        completedOn: "完成日期", issuedOn: "颁发日期", validUntil: "有效期至", level: "级别",
        hours: "学习时数", number: "证书编号", verify: "查验本证书", foundation: "基础",
        intermediate: "中级", advanced: "高级")
}
