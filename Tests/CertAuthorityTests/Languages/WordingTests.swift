import LinkedData
import Testing
@testable import CertAuthority

@Suite("What is said to readers, in each language")
struct WordingTests {
    private static let wordings = try? Wording.all()

    private func wording(_ language: Language) throws -> Wording {
        try #require(Self.wordings?[language])
    }

    @Test("No text is missing or left over, and counted ones have the forms of their language")
    func complete() throws {
        let wordings = try Wording.all()
        #expect(Set(wordings.keys) == Set(Language.allCases))
    }

    @Test("Texts have the same places for values as in English", arguments: Language.allCases)
    func places(_ language: Language) throws {
        let (english, other) = (try wording(.english), try wording(language))
        for phrase in Phrase.allCases {
            #expect(english.isCounted(phrase) == other.isCounted(phrase), "\(phrase.rawValue)")
            let expected = try #require(english.forms(phrase)[.other]).places
            for (category, form) in other.forms(phrase) {
                // One and two can be said in words.
                let mayBeWords =
                    other.isCounted(phrase) && [.zero, .one, .two].contains(category)
                let found = mayBeWords ? form.places.union(["count"]) : form.places
                #expect(found == expected, "\(phrase.rawValue), \(category.rawValue)")
            }
        }
    }

    @Test("Texts are in the language: none is English that slipped in")
    func translated() throws {
        let english = try wording(.english)
        // One word of both.
        let shared: [Language: Set<Phrase>] = [.french: [.factsProgramme]]
        for language in Language.allCases where language != .english {
            let other = try wording(language)
            let same = Phrase.allCases.filter {
                english[$0] == other[$0] && shared[language]?.contains($0) != true
            }
            #expect(same.isEmpty, "\(language.code): \(same.map(\.rawValue))")
        }
    }

    @Test("Texts carry no markup, controls or spaces at their ends", arguments: Language.allCases)
    func plain(_ language: Language) throws {
        let wording = try wording(language)
        for phrase in Phrase.allCases {
            for form in wording.forms(phrase).values {
                let text = form.text()
                #expect(!text.contains("<") && !text.contains("&"), "\(phrase.rawValue)")
                #expect(!text.hasPrefix(" ") && !text.hasSuffix(" "), "\(phrase.rawValue)")
                #expect(!text.unicodeScalars.contains { $0.value < 0x20 }, "\(phrase.rawValue)")
            }
        }
    }

    @Test("Values stand in their places, and counts take their form")
    func values() throws {
        let english = try wording(.english)
        #expect(english.text(.verdictChecked, ["time": "now"]) == "Checked now")
        #expect(english.text(.factsHoursCount, count: 1) == "1 hour")
        #expect(english.text(.factsHoursCount, count: 1200) == "1,200 hours")
        let russian = try wording(.russian)
        #expect(
            [1, 3, 12, 22].map { russian.text(.factsHoursCount, count: $0) } == [
                "1 час", "3 часа", "12 часов", "22 часа",
            ])
        let arabic = try wording(.arabic)
        #expect(
            [1, 2, 6, 12].map { arabic.text(.factsHoursCount, count: $0) } == [
                "ساعة واحدة", "ساعتان", "6 ساعات", "12 ساعة",
            ])
    }

    @Test("A language's strings that are not whole are refused, with language and phrase")
    func faults() throws {
        let whole = try #require(try JSON.parse(Language.english.strings).objectValue)
        func fault(_ change: (inout JSONObject) -> Void) -> WordingError? {
            var strings = whole
            change(&strings)
            do throws(WordingError) {
                _ = try Wording(.english, JSON.object(strings).compactBytes())
                return nil
            } catch { return error }
        }
        #expect(fault { _ in } == nil)
        let missing = fault { $0 = $0.removing("start.title") }
        #expect(missing?.code == .missing)
        #expect(missing?.description == "en.json, start.title: there is no text")
        #expect(fault { $0["start.tilte"] = "Check" }?.code == .unknown)
        for text: JSON in ["", "{", "}", "{}", "{Name}", "a {b", 7] {
            #expect(fault { $0["start.title"] = text }?.code == .malformed, "\(text)")
        }
        #expect(fault { $0["facts.hours.count"] = ["other": "{count}"] }?.code == .plural)
        #expect(
            fault { $0["facts.hours.count"] = ["one": "1", "few": "2", "other": "3"] }?.code
                == .plural)
        #expect(
            throws: WordingError.self, performing: { try Wording(.english, Array("[]".utf8)) })
    }
}
