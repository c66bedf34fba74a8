public import ArgumentParser
public import CertAuthority
import Credentials
import Documents
import Foundation
import StoreAccess
import StoreSQL

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The installation folder (default: CERTAUTHORITY_HOME, else ~/.certauthority).",
            valueName: "folder"), completion: .directory)
    var home: String?

    @Flag(help: "Print the result as one JSON document.")
    var json = false

    var installationHome: InstallationHome {
        let environment = ProcessInfo.processInfo.environment
        let standard = (environment["HOME"] ?? ".") + "/.certauthority"
        return InstallationHome(path: home ?? environment["CERTAUTHORITY_HOME"] ?? standard)
    }

    /// The store, for commands that change something.
    ///
    /// - Throws: `StoreError`, also where this machine's clock is behind the record.
    func writableStore() throws -> SQLStore {
        let home = installationHome
        let store = try StoreLocation(home: home).openForWriting(home)
        try store.checkClock(toWriteAt: SystemTime.now)
        return store
    }

    /// The store, for verdicts.
    ///
    /// - Throws: `StoreError`; `CommandFailure` (`cannotTell`) where this machine's clock is behind
    ///   the record, as the public server answers then.
    func judgingStore() async throws -> SQLStore {
        let store = try readableStore()
        let newest = try await store.newestInstant()
        let now = SystemTime.now
        guard !RecordClock.canJudge(at: now, newest: newest), let newest else { return store }
        throw CommandFailure(
            .cannotTell,
            "cannot tell: the clock of this machine says \(now), and the record was changed at "
                + "\(newest); set the clock")
    }

    /// Sees that the record is in a file, for what is done with files alone.
    ///
    /// - Parameter remedy: What to do where it is in a database.
    /// - Throws: `CommandFailure` (`conflict`), which tells the remedy.
    func requireFile(_ remedy: String) throws {
        guard case .database(let address) = try StoreLocation(home: installationHome) else {
            return
        }
        throw CommandFailure(.conflict, "the record is in the database \(address); \(remedy)")
    }

    /// The store, for commands that only look.
    func readableStore() throws -> SQLStore {
        try StoreLocation(home: installationHome).openForReading()
    }

    /// Runs a command's work; an error is told in one line, or one line a fault, and becomes the
    /// exit code.
    func run(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let exit as ExitCode {
            throw exit
        } catch let faults as SourceFaults {
            let count = faults.faults.count
            for fault in faults.faults { Terminal.complain(fault.worded(\.words).description) }
            Terminal.complain("\(Count(count, "fault")); nothing was changed")
            throw ExitCode(ExitStatus.refusedInput.rawValue)
        } catch let faults as SheetTemplateFaults {
            for fault in faults.faults { Terminal.complain("\(faults.name).svg: \(fault)") }
            throw ExitCode(ExitStatus.refusedInput.rawValue)
        } catch {
            Terminal.complain("error: \(error.told)")
            throw ExitCode(ExitStatus(error).rawValue)
        }
    }
}

/// What commands take that change something.
struct ChangeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The person recorded in the audit (default: the login name, that of the person behind sudo).",
            valueName: "name"))
    var actor: String?

    func validate() throws {
        guard let actor else {
            guard Self.person == nil else { return }
            throw ValidationError(
                "The user with the number \(getuid()) has no login name on this machine, and the "
                    + "audit names people; give --actor NAME.")
        }
        do throws(ActorNameError) { try ActorName.check(actor) } catch {
            throw ValidationError("--actor: \(error).")
        }
    }

    /// Who does it, and that it is now; the actor was found when the command line was read.
    var authorship: Authorship {
        Authorship(actor: actor ?? Self.person ?? "", at: SystemTime.now)
    }

    private static var person: String? {
        ActorName.person(
            user: getuid(), environment: ProcessInfo.processInfo.environment, login: LoginName.of)
    }
}

/// The names by which the users of this machine log in.
enum LoginName {
    /// The name of a user's number; nil where there is none.
    static func of(_ user: UInt32) -> String? {
        // Asked before anything runs beside it, which the C library's one entry asks for.
        guard let name = getpwuid(user)?.pointee.pw_name else { return nil }
        return String(cString: name)
    }
}

/// The clock of this machine, read at the rim only.
enum SystemTime {
    static var now: Timestamp {
        Timestamp(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }
}

extension Slug: ExpressibleByArgument {
    /// Reads a slug from the command line.
    public init?(argument: String) { self.init(argument) }
}
