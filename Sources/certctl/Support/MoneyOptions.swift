public import ArgumentParser
import CertAuthority
import Credentials
import Office
import StoreSQLite
import StoreSQL

/// What commands take that write money down.
struct MoneyChangeOptions: ParsableArguments {
    @Flag(help: "Show the result, but change nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    /// The store; with `--dry-run` one that takes everything back.
    func store() throws -> SQLStore {
        let store = try common.writableStore()
        return dryRun ? store.rehearsing() : store
    }

    /// What precedes a report in words.
    var tense: String { dryRun ? "would be: " : "" }
}

/// Amounts and texts as the command line gives them.
enum Typed {
    /// An amount such as `USD 120.00`, exact in the digits of a currency that the catalogue knows.
    static func money(_ text: String, _ reference: ReferenceData) throws -> Money {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let currency = reference.currency(String(parts[0])) else {
            throw CommandFailure(
                .usage,
                "\"\(text)\" is not an amount; write a currency and digits, such as \"USD 120.00\"")
        }
        return try Money(decimal: String(parts[1]), currency)
    }

    /// One line that is kept: a reason, a note or a name.
    static func line(_ text: String, _ option: String) throws -> String {
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }),
            text.count <= 200,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw CommandFailure(
                .usage, "\(option) must have 1 to 200 characters and no line break")
        }
        return text
    }

    /// The start of a day in UTC.
    static func day(_ text: String, _ option: String) throws -> Timestamp {
        guard let day = CivilDate(text) else {
            throw CommandFailure(.usage, "\(option) must be a date such as 2026-06-30")
        }
        return Timestamp(seconds: day.startUnixTime)
    }
}

extension CommonOptions {
    /// The reference tables of the catalogue in force.
    func reference() async throws -> ReferenceData {
        try await OpenInstallation(self, writable: false).contents.reference
    }
}

extension OrderAccount.State: ExpressibleByArgument {}
