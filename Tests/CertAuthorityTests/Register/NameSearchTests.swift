import CertAuthority
import Testing

@Suite("What a name is found by")
struct NameSearchTests {
    @Test(
        "With and without accents and case, by the beginnings of words in any order",
        arguments: [
            ("Zoë Müller-Åkesson", ["zoe", "MULLER", "Müller", "mueller", "akesson zoe", "Zo Mü"]),
            ("Strauß, Jörg", ["strauss", "straus", "joerg", "JÖRG"]),
            ("Nguyễn Thị Hồng Ánh", ["nguyen thi", "Anh", "hồng"]),
            ("Tomasz Żółkiewski", ["zolkiewski", "ŻÓŁK"]),
            ("Ольга Вербицкая", ["вербицкая", "ОЛЬГА", "верб"]),
            ("Семён Ёлкин", ["семен", "елкин"]),
            ("أحمد الحدّاد", ["احمد", "الحداد", "حداد"]),
            ("منى علي", ["مني", "على"]),
            ("王小明", ["王小明", "小明", "明", "王"]),
            ("王 小明", ["王小明", "小明 王"]),
            ("김민준", ["김민준", "민준", "김"]),
            ("आरव मेहरा", ["आरव", "मेहरा"]),
            ("สมชาย ใจดี", ["สมชาย", "ใจดี", "ใจ"]),
            ("ሰላማዊት ተስፋዬ", ["ሰላማዊት", "ተስ"]),
            ("O’Connor, Seán", ["oconnor", "o'connor", "sean"]),
            ("Αλέξανδρος", ["αλεξανδροσ", "ΑΛΕΞΑΝΔΡΟΣ"]),
            ("ＷＩＤＥ Name", ["wide"]),
        ])
    func finds(_ name: String, _ asked: [String]) {
        let stored = NameSearch.stored(name)
        for text in asked {
            #expect(
                NameSearch.matches(stored: stored, asked: NameSearch.asked(text)),
                "\(text): \(NameSearch.asked(text)) in \(stored)")
        }
    }

    @Test(
        "Not by other names, the middle of words, or nothing",
        arguments: [
            ("Zoë Müller", ["ller", "zoe meier", "z m x"]), ("王小明", ["李", "王明"]),
            ("Ada Obi", ["", "  ", "--"]), ("أحمد", ["محمد"]),
        ])
    func others(_ name: String, _ asked: [String]) {
        for text in asked {
            #expect(
                !NameSearch.matches(
                    stored: NameSearch.stored(name), asked: NameSearch.asked(text)), "\(text)")
        }
    }

    @Test("A number, its address, parts of it, and what cannot be part of one")
    func numbers() throws {
        let number = try CertificateNumber.random()
        let text = number.description
        for typed in [
            text, text.lowercased(), text.replacing("-", with: ""), " \(text) ",
            "https://verify.example.org/v/\(text)?lang=fr",
        ] { #expect(RegisterSearch(typed).number == number, "\(typed)") }
        for typed in ["abc", "ab c", "zoë m", "a@b.example", "1234567890123456789", "buch"] {
            #expect(RegisterSearch(typed).numberPart == nil, "\(typed)")
        }
        #expect(RegisterSearch(" ").isEmpty)
    }

    @Test(
        "A part of a number is looked for as it is written, from where a group begins in it",
        arguments: [
            ("2t8f-w4hn", ["2T8F-W4HN"], "2T8FW4HN", true),
            ("8f-w4hn", ["8F-W4HN"], "W4HN", true), ("8f-w4", ["8F-W4"], nil, true),
            ("W4HN-C", ["W4HN-C"], "W4HNC", true),
            ("lo1i", ["1011", "101-1", "10-11", "1-011"], "1011", true),
            ("2T8FW", ["2T8F-W", "2T8-FW", "2T-8FW", "2-T8FW"], "2T8FW", true),
            ("anna", ["ANNA", "ANN-A", "AN-NA", "A-NNA"], "ANNA", false),
        ] as [(String, [String], String?, Bool)])
    func numberParts(typed: String, written: [String], fromGroup: String?, isLikely: Bool) throws {
        let part = try #require(NumberPart(typed))
        #expect(part.written == written)
        #expect(part.fromGroup == fromGroup && part.isLikely == isLikely)
    }
}
