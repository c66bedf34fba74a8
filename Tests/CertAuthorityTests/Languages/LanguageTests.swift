import CertAuthority
import Credentials
import Testing

@Suite("The languages of readers")
struct LanguageTests {
    @Test(
        "A reader gets the language asked for, else the first that is accepted, else English",
        arguments: [
            (nil, nil, "en"), ("sw", "fr", "sw"), ("SW", nil, "sw"), ("pt-BR", nil, "pt"),
            ("xx", "fr", "fr"), ("", "fr", "fr"), ("../etc", nil, "en"),
            (nil, "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"),
            (nil, "de, ru;q=0.5, zh-Hant-TW;q=0.6", "zh"), (nil, "en;q=0.5,ar;q=0.501", "ar"),
            (nil, "de", "en"), (nil, "*", "en"), (nil, "de, *;q=0.1", "en"),
            (nil, "fr;q=0", "en"), (nil, "es;q=0, pt", "pt"), (nil, "zh-CN,zh;q=0.9", "zh"),
            // Equal weights: the first.
            (nil, "es, ar", "es"), (nil, "ar,es", "ar"),
            // Malformed ranges are passed over.
            (nil, ";;;,,fr;q=", "en"), (nil, "fr;q=2, es;q=0.1", "es"),
            (nil, "fr;q=0.1234, es;q=0.1", "es"), (nil, "fr ; q=0.9", "fr"),
            (nil, "\tru\t,es;q=0.9", "ru"), (nil, "fr_CA", "en"), (nil, "fr;level=1", "en"),
            (nil, String(repeating: "xx,", count: 32) + "fr", "en"),
        ] as [(String?, String?, String)])
    func negotiation(_ asked: String?, _ accepted: String?, _ expected: String) {
        #expect(Language.preferred(asked: asked, accepted: accepted).code == expected)
    }

    @Test("Each language has a name, a tag of its own and a direction")
    func languages() {
        #expect(Language.allCases.map(\.code) == ["ar", "en", "es", "fr", "pt", "ru", "sw", "zh"])
        #expect(Language.allCases.map { $0.tag.text } == Language.allCases.map(\.code))
        #expect(Set(Language.allCases.map(\.ownName)).count == 8)
        #expect(Language.allCases.filter { $0.direction == .rightToLeft } == [.arabic])
    }

    @Test("Counts take the forms of the CLDR")
    func plurals() {
        let numbers = [0, 1, 2, 3, 10, 11, 12, 21, 22, 25, 100, 101, 111, 1_000_000, -1]
        func forms(_ language: Language) -> String {
            numbers.map { language.pluralCategory(of: $0).rawValue }.joined(separator: " ")
        }
        #expect(
            forms(.arabic)
                == "zero one two few few many many many many many other other many other one")
        #expect(
            forms(.russian)
                == "many one few few many many many one few many many one many many one")
        #expect(
            forms(.english) == "other one" + String(repeating: " other", count: 12) + " one")
        #expect(forms(.swahili) == forms(.english))
        #expect(
            forms(.french) == "one one" + String(repeating: " other", count: 11) + " many one")
        #expect(forms(.portuguese) == forms(.french))
        #expect(
            forms(.spanish) == "other one" + String(repeating: " other", count: 11) + " many one")
        #expect(Set(forms(.chinese).split(separator: " ")) == ["other"])
        for language in Language.allCases {
            let met = Set((0...1_000).map { language.pluralCategory(of: $0) })
            #expect(met.isSubset(of: language.pluralCategories))
        }
    }

    @Test("Days, instants and numbers are written as the language writes them")
    func dates() throws {
        let day = try #require(CivilDate("2026-11-01"))
        #expect(
            Language.allCases.map { $0.text(day) } == [
                "1 نوفمبر 2026", "1 November 2026", "1 de noviembre de 2026", "1er novembre 2026",
                "1 de novembro de 2026", "1 ноября 2026\u{A0}г.", "1 Novemba 2026", "2026年11月1日",
            ])
        let instant = try #require(Timestamp("2026-11-21T07:05:59Z"))
        #expect(
            Language.allCases.map { $0.text(instant) } == [
                "21 نوفمبر 2026، 07:05\u{A0}UTC", "21 November 2026, 07:05\u{A0}UTC",
                "21 de noviembre de 2026, 07:05\u{A0}UTC", "21 novembre 2026 à 07:05\u{A0}UTC",
                "21 de novembro de 2026, 07:05\u{A0}UTC", "21 ноября 2026\u{A0}г., 07:05\u{A0}UTC",
                "21 Novemba 2026, 07:05\u{A0}UTC", "2026年11月21日 07:05\u{A0}UTC",
            ])
        #expect(Language.english.text(Timestamp(seconds: -1)) == "31 December 1969, 23:59\u{A0}UTC")
        let beyond = Timestamp(seconds: 300_000_000_000)
        #expect(Language.french.text(beyond) == beyond.description)
        #expect(
            Language.allCases.map { $0.text(1_234_567) } == [
                "1,234,567", "1,234,567", "1.234.567", "1\u{202F}234\u{202F}567", "1.234.567",
                "1\u{A0}234\u{A0}567", "1,234,567", "1,234,567",
            ])
        #expect(Language.spanish.text(1234) == "1234")
        #expect(Language.english.text(-1234) == "-1,234")
        #expect(Language.english.text(999) == "999")
    }

    @Test("Every month has a name of its own in every language", arguments: Language.allCases)
    func months(_ language: Language) {
        let days = (1...12).compactMap { CivilDate(year: 2026, month: $0, day: 2) }
        #expect(Set(days.map { language.text($0) }).count == 12)
    }
}
