import CertAuthority
import Testing
@testable import TestSupport

@Suite("Reference tables")
struct ReferenceDataTests {
    @Test("The shipped tables hold every country and the digits of ISO 4217")
    func shipped() throws {
        let reference = try SeedFiles.load().reference
        #expect(reference.countries.count == 249)
        #expect(reference.country("KE")?.name.english == "Kenya")
        #expect(reference.country("KE")?.name[try language("zh")] == "肯尼亚")
        #expect(reference.country("ke") == nil)
        #expect(reference.country("\u{212A}E") == nil)
        #expect(reference.currency("XOF")?.digits == 0)
        #expect(reference.currency("CHF")?.digits == 2)
        #expect(reference.currency("KWD")?.digits == 3)
        #expect(reference.currency("XYZ") == nil)
        #expect(
            reference.groups.map { "\($0.list)/\($0.group)" } == [
                "un-ldc/ldc", "un-lldc/lldc", "un-m49/africa", "un-m49/americas", "un-m49/asia",
                "un-m49/europe", "un-m49/oceania", "un-sids/sids", "world-bank-income/high",
                "world-bank-income/low", "world-bank-income/lower-middle",
                "world-bank-income/upper-middle",
            ])
    }

    @Test("The lists of the United Nations are whole, and the World Bank's are those of July 2026")
    func lists() throws {
        let reference = try SeedFiles.load().reference
        let status = ReferenceStatus(reference, on: try date("2026-12-01"))
        let members = Dictionary(
            uniqueKeysWithValues: status.lists.map {
                ($0.list.text, $0.members.values.reduce(0, +))
            })
        // 44 until a person confirms what the General Assembly decided of Bangladesh and Nepal.
        #expect(
            members == [
                "un-ldc": 44, "un-lldc": 32, "un-m49": 248, "un-sids": 53,
                "world-bank-income": 216,
            ])
        let pending = status.lists.flatMap(\.pending).filter { $0.until == CivilDate("2026-11-24") }
        #expect(pending.map(\.country) == ["BD", "LA", "NP"])
        for list in status.lists { #expect(list.vintage != nil, "\(list.list)") }
        for record in reference.memberships where record.list.text == "world-bank-income" {
            #expect(!record.source.contains("memory"), "\(record)")
        }
    }

    @Test("Every country has a currency that exists, but Antarctica")
    func currencies() throws {
        let reference = try SeedFiles.load().reference
        #expect(reference.countries.filter { $0.currency == nil }.map(\.alpha2) == ["AQ"])
        for country in reference.countries {
            if let code = country.currency { #expect(reference.currency(code) != nil) }
        }
    }

    @Test("Dates are half-open, unconfirmed ends end nothing, grace follows confirmed ones")
    func standing() throws {
        let reference = try SeedFiles.load().reference
        let records = reference.memberships(of: "VN", in: try slug("world-bank-income"))
        #expect(records.map(\.group.text) == ["lower-middle", "upper-middle"])
        let record = try #require(records.first)
        let year = try duration("P1Y")
        #expect(record.standing(on: try date("2023-06-30")) == nil)
        #expect(record.standing(on: try date("2023-07-01")) == .member)
        #expect(record.standing(on: try date("2026-06-30")) == .member)
        #expect(record.standing(on: try date("2026-07-01")) == nil)
        #expect(
            record.standing(on: try date("2026-07-01"), grace: year)
                == .grace(until: try date("2027-07-01")))
        #expect(record.standing(on: try date("2027-07-01"), grace: year) == nil)
        let leaving = try #require(
            reference.memberships(of: "NP", in: try slug("un-ldc")).first)
        #expect(leaving.standing(on: try date("1990-01-01")) == .member)
        #expect(leaving.standing(on: try date("2026-11-23")) == .member)
        #expect(leaving.standing(on: try date("2026-11-24")) == .endNotConfirmed)
    }
}
