import CertAuthority
import Office
import Testing
@testable import TestSupport

@Suite("Fields of a cohort")
struct FieldLintTests {
    @Test(
        "A date in another form is told with the days that it may mean",
        arguments: [
            (.ambiguousDate, "03/04/2025", "2025-04-03 or 2025-03-04"),
            (.ambiguousDate, "3.4.2025", "2025-04-03 or 2025-03-04"),
            (.ambiguousDate, "03-04-2025", "2025-04-03 or 2025-03-04"),
            (.dateForm, "03/03/2025", "write 2025-03-03"),
            (.dateForm, "30/06/2025", "write 2025-06-30"),
            (.dateForm, "06/30/2025", "write 2025-06-30"),
            (.dateForm, "2025/06/30", "write 2025-06-30"),
            (.dateForm, "2025-6-3", "write 2025-06-03"),
            (.dateForm, "2025-30-06", "write 2025-06-30"),
            (.dateForm, "20250630", "write 2025-06-30"),
            (.dateForm, "30062025", "write 2025-06-30"),
            (.ambiguousDate, "03042025", "2025-04-03 or 2025-03-04"),
            (.dateForm, "30 June 2025", "write 2025-06-30"),
            (.dateForm, "Jun 30, 2025", "write 2025-06-30"),
            (.dateForm, "30th of June 2025", "write 2025-06-30"),
            (.dateForm, "Monday, 30 June 2025", "write 2025-06-30"),
            (.dateForm, "30 juin 2025", "write 2025-06-30"),
            (.dateForm, "30 de junio de 2025", "write 2025-06-30"),
            (.dateForm, "30 июня 2025 г.", "write 2025-06-30"),
            (.dateForm, "2025年6月30日", "write 2025-06-30"),
            (.dateDigits, "٢٠٢٥-٠٦-٣٠", "write 2025-06-30"),
            (.dateDigits, "２０２５-０６-３０", "write 2025-06-30"),
            (.dateDigits, "2025–06–30", "write 2025-06-30"),
            (.dateDigits, " 2025-06-30", "write 2025-06-30"),
            (.dateForm, "٣٠/٠٦/٢٠٢٥", "write 2025-06-30"),
            (.dateSerial, "45838", "write 2025-06-30"),
            (.dateSerial, "45838.5", "write 2025-06-30"),
            (.twoDigitYear, "30/06/25", "write 2025-06-30"),
            (.twoDigitYear, "03/04/05", "2005-04-03 or 2005-03-04 or 2003-04-05"),
            (.twoDigitYear, "30-Jun-25", "write 2025-06-30 or 2030-06-25"),
            (.dateWithTime, "2025-06-30T12:00:00Z", "write 2025-06-30"),
            (.dateWithTime, "30/06/2025 00:00", "write 2025-06-30"),
            (.dateWithTime, "2025-06-30, 9:15 PM", "write 2025-06-30"),
            (.impossibleDate, "2025-02-29", "look up"),
            (.impossibleDate, "2025-13-27", "look up"),
            (.impossibleDate, "31/04/2025", "look up"),
            (.impossibleDate, "0000-00-00", "look up"),
            (.notADate, "2025", "YYYY-MM-DD"),
            (.notADate, "June 2025", "YYYY-MM-DD"),
            (.notADate, "99999", "YYYY-MM-DD"),
            (.notADate, "1751241600", "YYYY-MM-DD"),
            (.notADate, ":::", "YYYY-MM-DD"),
            (.notADate, "-/-/-", "YYYY-MM-DD"),
            (.futureDate, "2568-06-30", "543 less"),
            (.dateTooOld, "1446-12-24", "Islamic calendar"),
        ] as [(CohortFindingKind, String, String)])
    func dates(kind: CohortFindingKind, value: String, remedy: String) throws {
        let findings = try CohortText.findings("completed_on", value)
        #expect(findings.map(\.kind) == [kind], "\(findings)")
        #expect(findings.first?.remedy.contains(remedy) == true, "\(findings)")
    }

    @Test(
        "A country that is written otherwise is told with its code",
        arguments: [
            (.countryLetterCase, "ke", "KE"), (.countryLetterCase, " KE", "KE"),
            (.countryAlpha3, "ken", "KE"), (.countryName, "Kenya", "KE"),
            (.countryName, "Kenia", "KE"), (.countryName, "CÔTE D'IVOIRE", "CI"),
            (.countryName, "Cote d’Ivoire", "CI"), (.countryName, "中国", "CN"),
            (.countryName, "Казахстан", "KZ"), (.countryName, "مصر", "EG"),
            (.countryName, "Viet Nam", "VN"),
            (.countryAlpha3, "USA", "US"), (.countryWithdrawn, "UK", "GB"),
            (.countryWithdrawn, "SU", "RU"), (.countryWithdrawn, "YU", "RS"),
            (.unknownCountry, "ZZ", "such as KE"), (.unknownCountry, "nowhere land", "such as KE"),
        ] as [(CohortFindingKind, String, String)])
    func countries(kind: CohortFindingKind, value: String, code: String) throws {
        let findings = try CohortText.findings("country", value)
        #expect(findings.map(\.kind) == [kind], "\(findings)")
        #expect(findings.first?.remedy.contains(code) == true, "\(findings)")
    }

    @Test(
        "Other codes and addresses are told with what was probably meant",
        arguments: [
            (.localeUnderscore, "locale", "pt_BR", "pt-BR"),
            (.localeUnderscore, "locale", "en_GB.UTF-8", "en-GB"),
            (.deliveryLetterCase, "delivery", "Webinar", "webinar"),
            (.deliveryLetterCase, "delivery", "self paced", "self-paced"),
            (.unknownDelivery, "delivery", "webiner", "webinar"),
            (.unknownDelivery, "delivery", "by post", "self-paced, webinar"),
            (.unknownGroup, "groups", "womn", "woman"),
            (.unknownGroup, "groups", "Woman", "woman"),
            (.unknownGroup, "groups", "farmer", "tvet-teacher"),
            (.unknownAgeBand, "age_band", "15\u{2013}24", "write 15-24"),
            (.unknownAgeBand, "age_band", "60 plus", "write 60-plus"),
            (.unknownAgeBand, "age_band", "34", "under-15, 15-24"),
            (.groupsSeparator, "groups", "woman, youth", "woman;youth"),
            (.groupsSeparator, "groups", "woman|youth", "woman;youth"),
            (.emailComma, "email", "ada@gmail,com", "ada@gmail.com"),
            (.emailBlank, "email", "ada@learners.example\u{A0}", "ada@learners.example"),
            (.emailDisplayName, "email", "\"Obi, Ada\" <ada@learners.example>", "ada@learners"),
            (.severalEmails, "email", "ada@@learners.example", "one address"),
            (.emailDomainTypo, "email", "ada@GMIAL.com", "gmail.com"),
            (.emailDomainTypo, "email", "ada@school-of-learning.con", ".com"),
            (.emailForm, "email", "none", "empty"),
        ] as [(CohortFindingKind, String, String, String)])
    func codes(kind: CohortFindingKind, column: String, value: String, remedy: String) throws {
        let findings = try CohortText.findings(column, value)
        #expect(findings.map(\.kind) == [kind], "\(findings)")
        #expect(findings.first?.remedy.contains(remedy) == true, "\(findings)")
    }

    @Test(
        "What went wrong with the letters of a name is told",
        arguments: [
            (.mojibake, "ZoÃ« MÃ¼ller"), (.mojibake, "Nguyá»…n Thá»‹"), (.mojibake, "çŽ‹ä¼Ÿ"),
            (.mojibake, "РђРЅРЅР° РџРµС‚СЂРѕРІР°"), (.mojibake, "Dâ€™Arcy"), (.mojibake, "锟斤拷"),
            (.lookAlikeLetters, "А\u{64}а"), (.lookAlikeLetters, "Jοsé"),
            (.lookAlikeLetters, "Оль\u{67}а"), (.lookAlikeLetters, "Groβ"),
            (.lookAlikeWord, "\u{410}. Smith"), (.invisibleCharacter, "Ada\u{AD}Obi"),
            (.invisibleCharacter, "Ada\u{200D}Obi"), (.invisibleCharacter, "\u{200E}Ada"),
            (.invisibleCharacter, "陈\u{FEFF}晓"), (.placeholderName, "N/A"),
            (.placeholderName, "xxx"), (.placeholderName, "Test User"),
            (.placeholderName, "student-03"), (.loneTitle, "Prof."),
            (.markupInName, "Obi &#38; Co"), (.markupInName, "Ada<br/>"),
            (.quotedName, "«Ada Obi»"), (.addressInName, "www.learners.example"),
            (.addressInName, "ada@learners.example"), (.addressInName, "Ada @ learners.example"),
            (.addressInName, "Siti@Fatimah"), (.addressInName, "Siti @"),
            (.addressInName, "Ali @ @ Abu"),
            (.addressInName, "Siti @ Fatimah siti@x.example"),
            (.unusualSpace, "田中\u{3000}智也"), (.digitInName, "Ada ٣"),
        ] as [(CohortFindingKind, String)])
    func names(kind: CohortFindingKind, name: String) throws {
        let findings = try CohortText.findings("name", name)
        #expect(findings.map(\.kind) == [kind], "\(findings)")
        #expect(findings.allSatisfy { $0.column == "name" })
    }

    @Test(
        "Names as people have them are left alone",
        arguments: [
            "Siti @ Fatimah binti Ali", "Ye Wint @ Tun", "Abdul @Ali bin Abu",
            "Kalam @ A.P.J. Abdul",
            "Tan A. @ Tan Ah Kow @ Kow", "Siti \u{FF20} Fatimah",
            "Zoë Müller-Åkesson", "Zoe\u{308} Mu\u{308}ller", "ليلى الحسيني", "陈晓雯", "आरव मेहरा",
            "ሰላማዊት ተስፋዬ", "ณัฐพล ศรีสุข", "D’Arcy O'Neill", "N\u{2019}Golo", "می\u{200C}خواهم",
            "क्\u{200D}ष", "𠮷野家", "Ng", "O", "J. R. 2nd", "Akyerεko Mensah", "Ama Pɔkuaa",
            "MARÍA JOSÉ ÑÚÑEZ", "KŘÍŽEK", "Ljubiša Šašić", "JOSÉ’S", "'Ala' al-Din", "ʻOkina Kekoa",
            "Ольга Smith", "김동현 金東賢", "山田 タロウ", "Рис Сара", "San José (Pepe) Ruiz",
            "Obi, Ada", "Mary Null", "Anna-Test Na", "Dr Ada Obi", "Sr Ruth", "Ó Briain", "ÉDUARD",
            "葛\u{E0100}飾", "\u{93F}कशोरी", "\u{200F}ליאור", "Ахмед Хасан", "d'Ávila", "Ḥasan ʿAlī",
            "Ŵyn ẞ",
        ])
    func soundNames(name: String) throws {
        let findings = try CohortText.findings("name", name)
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test(
        "Addresses, languages and references as people have them are left alone",
        arguments: [
            ("email", "ada+course@learners.example"), ("email", "o'neill@learners.example"),
            ("email", "ada@ymail.com"), ("email", "ada@mail.com"), ("email", "ada@gmx.com"),
            ("email", ""), ("locale", ""), ("locale", "zh-Hant"), ("locale", "PT-br"),
            ("learner_ref", "2025/17 a"), ("learner_ref", "1E5"), ("learner_ref", "学号17"),
            ("groups", ""), ("groups", "woman;;youth"),
        ])
    func soundFields(column: String, value: String) throws {
        let findings = try CohortText.findings(column, value)
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test("Every country has its easternmost offset, so that its day is known")
    func offsets() throws {
        // A day that has begun east of UTC+14 alone has begun nowhere.
        let reader = try CohortText.reader()
        for country in try SeedFiles.load().reference.countries {
            for (day, accepted) in [("2026-05-31", true), ("2026-06-03", false)] {
                var fields = CohortText.fields(1)
                (fields[4], fields[5]) = (country.alpha2, day)
                let findings = reader.read(
                    Array("\(CohortText.header)\n\(CohortText.line(fields))\n".utf8)
                ).findings
                #expect(findings.isEmpty == accepted, "\(country.alpha2) \(day): \(findings)")
            }
        }
    }

    @Test("The cohort of the seeds has no finding")
    func demo() throws {
        let findings = try CohortText.reader().read(SeedFiles.bytes("cohorts/demo.csv")).findings
        #expect(findings.isEmpty, "\(findings)")
    }
}
