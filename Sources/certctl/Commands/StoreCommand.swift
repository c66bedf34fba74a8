import ArgumentParser
import CertAuthority
import Foundation
import LinkedData
import StoreAccess
import StoreSQL

/// Where the record is kept.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Move the record to another database, and look after one.",
        subcommands: [
            StoreCopyCommand.self, StoreGrantCommand.self, StoreBeatCommand.self,
        ])
}

/// Copies the record into another database.
struct StoreCopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Copy the whole record into an empty database or a new file, and compare them.",
        discussion: """
            Every row is copied and then compared to the last byte; the audit of the copy is checked.
            Nobody can write to the record meanwhile. With --use the installation keeps its record in
            the copy from then on; the store before stays where it is, but is not used any more.
            Restart the public server then.

            EXAMPLES
              certctl store copy postgresql://office@db.example.org/certauthority --use
              certctl store copy /backup/record.sqlite
            """)

    @Argument(
        help: "postgresql://… of an empty database, or the path of a file that is not there yet.")
    var target: String

    @Flag(help: "Keep the record in the copy from now on.")
    var use = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let home = common.installationHome
            let isDatabase = target.hasPrefix("postgresql://") || target.hasPrefix("postgres://")
            let location: StoreLocation =
                isDatabase ? .database(address: target) : .file(path: target)
            if use, !isDatabase, target != home.storePath {
                throw CommandFailure(
                    .usage,
                    "with --use a file must be \(home.storePath), where the record is sought")
            }
            let source = try common.writableStore()
            let copy = try location.createEmpty()
            let use = use
            do {
                report(
                    try await source.copy(into: copy) {
                        if use { try home.use(location) }
                    })
            } catch {
                // What was made here must not pass for the record, unless it is the record by now.
                let isInUse = use && !FileSystem.exists(home.storeAddressPath)
                if case .file(let path) = location, !isInUse {
                    for suffix in ["", "-wal", "-shm"] { FileSystem.remove(path + suffix) }
                }
                throw error
            }
        }
    }

    private func report(_ counts: [StoreCopy.Count]) {
        let rows = counts.reduce(0) { $0 + $1.rows }
        if common.json {
            var tables = JSONObject()
            for count in counts { tables[count.table] = .number(Double(count.rows)) }
            Terminal.say([
                "rows": .number(Double(rows)), "tables": .object(tables), "used": .bool(use),
            ])
            return
        }
        Terminal.say("\(Count(rows, "row")) copied to \(target), equal to the last byte")
        if use {
            Terminal.complain("the record is in the copy from now on; restart the public server")
        }
    }
}

extension InstallationHome {
    /// Has the record be sought in a copy from now on. A file that held it is put aside, so that a
    /// command that has it open already is refused and writes nothing that would be lost.
    fileprivate func use(_ location: StoreLocation) throws(FileError) {
        let aside = ".before-copy"
        if FileSystem.exists(storeAddressPath) {
            try FileSystem.move(storeAddressPath, to: storeAddressPath + aside)
        }
        guard case .database(let address) = location else { return }
        try note(storeAddress: address)
        for suffix in ["", "-wal", "-shm"] where FileSystem.exists(storePath + suffix) {
            try FileSystem.move(storePath + suffix, to: storePath + aside + suffix)
        }
    }
}

/// Gives the users of a database their rights.
struct StoreGrantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Give two database users their rights on a PostgreSQL store.",
        discussion: """
            To be run as the owner of the tables. The office writes what the programs write and
            can neither change nor remove what is to stay. The public server reads what is public:
            no address, no reference, no country of a learner, no order and no payment. The users
            must be there; what rights they had on these tables before is taken from them.

            EXAMPLE
              certctl store grant --office certauthority_office --verifier certauthority_verifier
            """)

    @Option(help: ArgumentHelp("The user by which certctl works.", valueName: "user"))
    var office: String?

    @Option(help: ArgumentHelp("The user by which VerifyServer reads.", valueName: "user"))
    var verifier: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard office != nil || verifier != nil else {
            throw ValidationError("Name a user with --office or --verifier.")
        }
    }

    func run() async throws {
        try await common.run {
            try StoreLocation(home: common.installationHome).grant(
                office: office, verifier: verifier)
            for (user, words) in [(office, "writes"), (verifier, "reads what is public")] {
                if let user { Terminal.complain("\(user) \(words)") }
            }
        }
    }
}

/// Shows standbys that time goes on.
struct StoreBeatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "beat",
        abstract: "Write the time into a PostgreSQL store, again and again.",
        discussion: """
            By it a standby, and a public server that reads there, knows how far it is behind. Run it
            as a service beside the office; without it a standby answers *cannot tell* after 30
            seconds (store.standby-seconds).

            EXAMPLES
              certctl store beat
              certctl store beat --once
            """)

    @Option(help: ArgumentHelp("How many seconds between two beats.", valueName: "seconds"))
    var every = 5

    @Flag(help: "Beat once and end.")
    var once = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...60).contains(every) else { throw ValidationError("--every is 1 to 60.") }
    }

    func run() async throws {
        try await common.run {
            let location = try StoreLocation(home: common.installationHome)
            try location.beat()
            var isFailing = false
            while !once {
                try await Task.sleep(for: .seconds(every))
                do throws(StoreError) {
                    try location.beat()
                    isFailing = false
                } catch {
                    // A primary that is away is waited for; standbys notice by themselves.
                    if !isFailing { Terminal.complain("no beat: \(error.told)") }
                    isFailing = true
                }
            }
        }
    }
}
