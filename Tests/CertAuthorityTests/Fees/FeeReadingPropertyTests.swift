import CertAuthority
import Testing
@testable import TestSupport

/// The readers of fees and tables against damaged files: nothing but a value or faults comes out.
@Suite("Damaged fee files")
struct FeeReadingPropertyTests {
    /// A file with a few bytes changed, removed, doubled or swapped for pieces that mean something.
    private static func damaged(
        _ bytes: [UInt8], _ pieces: [String], using random: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard !bytes.isEmpty else { break }
            let start = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, start + Int.random(in: 0...24, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[start] = UInt8.random(in: .min ... .max, using: &random)
            case 1: bytes.removeSubrange(start..<end)
            case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
            case 3: bytes.removeSubrange(end...)
            default:
                let piece = pieces.randomElement(using: &random) ?? ""
                bytes.replaceSubrange(start..<end, with: Array(piece.utf8))
            }
        }
        return bytes
    }

    @Test("Of fees.yaml", arguments: [17, 29, 41] as [UInt64])
    func fees(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let contents = try SeedFiles.load()
        let original = try SeedFiles.files().fees
        let pieces = [
            "amount: USD 99999999999999999999", "basis-points: 10000", "-1", "&a", "*a", "? ", "[",
            "{}", "from: 2026-02-30", "until: 0001-01-01", "hold: P9999Y", "\n", "\t", "  - ", "~",
            "rank: 1000", "where: {lists: []}", "\u{202E}", "\u{0}", "floor: XOF 1",
        ]
        var read = 0
        for _ in 0..<150 {
            let file = SourceFile(
                path: "fees.yaml", bytes: Self.damaged(original.bytes, pieces, using: &random))
            do {
                let schedule = try FeeSchedule(
                    file, catalogue: contents.catalogue, reference: contents.reference)
                read += 1
                try Self.bounded(schedule, contents, using: &random)
            } catch let error as SourceFaults {
                #expect(!error.faults.isEmpty)
                #expect(error.faults.allSatisfy { $0.file == "fees.yaml" && !$0.reason.isEmpty })
            }
        }
        // Damage to comments and texts leaves some of them whole, but not all.
        #expect((1..<150).contains(read))
    }

    /// What was read at all keeps what every schedule keeps.
    private static func bounded(
        _ schedule: FeeSchedule, _ contents: CatalogueContents, using random: inout SeededGenerator
    ) throws {
        for price in schedule.prices {
            for country in ["KE", "CK", "RW"] {
                let request = FeeRequest(
                    programme: price.programme, country: country, groups: [.youth],
                    date: try date("2026-03-01"))
                do {
                    let quote = try schedule.quote(
                        request, catalogue: contents.catalogue, reference: contents.reference)
                    let amount = try #require(quote).amount
                    #expect(amount.minorUnits >= price.floor?.minorUnits ?? 0)
                    #expect(try !(price.cap ?? price.list).isLess(than: amount))
                } catch let error as FeeError {
                    guard case .noTier = error else { throw error }
                }
            }
        }
    }

    @Test(
        "Of country-groups.csv and lists.csv, alone and as an addition",
        arguments: [5, 23] as [UInt64])
    func tables(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let files = try SeedFiles.files()
        let lines = files.countryGroups.bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: 30, omittingEmptySubsequences: false)
        let groups = SourceFile(
            path: "groups.csv",
            bytes: Array(lines.prefix(30).joined(separator: [UInt8(ascii: "\n")])))
        let lists = try #require(files.lists)
        let pieces = [
            "\"", ",", ",,,", "\n", "\r\n", "\r", "2026-02-30", "9999-12-31", "withdrawn",
            "scheduled", "KE", "un-ldc", "\u{FEFF}", "\u{0}", "07-01", "02-29",
        ]
        for _ in 0..<40 {
            let table = SourceFile(
                path: "groups.csv", bytes: Self.damaged(groups.bytes, pieces, using: &random))
            let list = SourceFile(
                path: "lists.csv", bytes: Self.damaged(lists.bytes, pieces, using: &random))
            do {
                let reference = try ReferenceData(
                    countries: files.countries, groups: table, currencies: files.currencies,
                    lists: list)
                for record in reference.memberships {
                    if let from = record.from, let until = record.until { #expect(from < until) }
                }
            } catch {
                #expect(!error.faults.isEmpty)
            }
            do {
                let addition = try ReferenceLog.adding(table, to: groups)
                // Whatever is added, nothing that was there is lost or changed.
                #expect(addition.file.bytes.starts(with: groups.bytes))
                let again = try ReferenceLog.adding(table, to: addition.file)
                #expect(again.added.isEmpty)
                #expect(again.file.bytes == addition.file.bytes || addition.added.isEmpty)
            } catch {
                #expect(!error.faults.isEmpty)
            }
        }
    }
}
