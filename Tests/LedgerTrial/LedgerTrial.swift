import CertAuthority
import Credentials
import Foundation
import StoreSQLite
import StoreSQL

/// A tool for tests: works on the ledger of a store at random, from as many processes as are
/// started, and adds it up afterwards.
///
///     LedgerTrial prepare STORE             a new store with three pools
///     LedgerTrial work STORE SEED EVENTS    that many transfers, the same for the same seed alone
///     LedgerTrial check STORE               adds all up; exit code 1 where anything is wrong
@main
struct LedgerTrial {
    static let instant = Timestamp(seconds: 1_780_272_000)

    static func main() async {
        do {
            switch Array(CommandLine.arguments.dropFirst()) {
            case let words where words.count == 2 && words[0] == "prepare":
                try await prepare(words[1])
            case let words where words.count == 4 && words[0] == "work":
                guard let seed = UInt64(words[2]), let events = Int(words[3]) else { fallthrough }
                var worker = try await Worker(path: words[1], seed: seed)
                try await worker.work(events)
                print(
                    worker.counts.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", "))
            case let words where words.count == 2 && words[0] == "check":
                print(try await Check(path: words[1]).run())
            default: throw Failure("usage: prepare STORE | work STORE SEED EVENTS | check STORE")
            }
        } catch {
            FileHandle.standardError.write(Data("LedgerTrial: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func prepare(_ path: String) async throws {
        let authorship = Authorship(actor: "trial", at: instant)
        try SQLStore.create(
            path: path,
            installation: Installation(
                name: "Trial", baseURL: "https://verify.example.org", created: instant), authorship)
        let store = try SQLStore(path: path, access: .readWrite)
        for (name, code, digits) in [("cents", "USD", 2), ("francs", "XOF", 0), ("fils", "KWD", 3)]
        {
            guard let id = Slug(name), let currency = Currency(code: code, digits: digits) else {
                throw Failure("\(name) is no pool")
            }
            // A cap that is met often, and one whose buckets are many.
            let caps = try [
                "country:KE/month=\(units(20_000, digits))", "learner=\(units(900, digits))",
            ]
            .map { text in try SponsorCap(text, currency: currency) }
            try await store.create(
                SponsorPool(
                    id: id, sponsor: "Trial", currency: currency, caps: caps, created: instant),
                authorship)
        }
    }

    private static func units(_ minor: Int64, _ digits: Int) throws -> String {
        guard let currency = Currency(code: "USD", digits: digits) else { throw Failure("digits") }
        return Money(minorUnits: minor, currency).decimal
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
