import ArgumentParser
import CertAuthority
import Documents
import Office
import Verification

/// One certificate, all of a batch, or those that a file names.
struct SelectionOptions: ParsableArguments {
    @Argument(help: "The certificate's number.")
    var number: String?

    @Option(help: ArgumentHelp("All certificates of this batch.", valueName: "batch"))
    var batch: String?

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "The certificates in a file: one number or URL per line, or a CSV with a column number.",
            valueName: "file"), completion: .file())
    var file: String?

    func validate() throws {
        guard [number, batch, file].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("Give a number, or --batch and a batch, or --from and a file.")
        }
    }

    /// The certificates that are meant, with where they stand; every bad line of a file is told.
    ///
    /// - Parameter refusal: Why one that a file names cannot be meant, and what to do; nil where it
    ///   can.
    func standings(
        _ store: some OfficeRecord,
        refusal: (CertificateStanding) -> (reason: String, remedy: String)? = { _ in nil }
    ) async throws -> [CertificateStanding] {
        if let number {
            let typed = try CertificateNumber(number)
            let found = try await store.standings(.numbers([typed]))
            guard !found.isEmpty else {
                throw CommandFailure(.notFound, "there is no certificate \(typed)")
            }
            return found
        }
        if let batch {
            guard let record = try await store.batch(batch) else {
                throw CommandFailure(.notFound, "there is no batch \(batch)")
            }
            if record.remaining > 0 {
                Terminal.complain(
                    "batch \(batch) still has \(Count(record.remaining, "certificate")) to issue; "
                        + "abandon the rest with certctl batches abandon \(batch)")
            }
            return try await store.standings(.batch(batch))
        }
        guard let file else { return [] }
        let list = try NumberList(
            file: file, try FileSystem.read(file), installation: try await store.installation(),
            extraction: .standard)
        let found = try await store.standings(.numbers(list.entries.map(\.number)))
        let known = Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0) })
        var faults: [SourceFault] = []
        for entry in list.entries {
            guard let standing = known[entry.number] else {
                faults.append(
                    list.fault(
                        entry, "there is no such certificate", "correct or remove the line"))
                continue
            }
            if let (reason, remedy) = refusal(standing) {
                faults.append(list.fault(entry, reason, remedy))
            }
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return found
    }
}

extension StatedReason {
    /// Checks a reason from the command line.
    static func check(option reason: String, about learners: some Sequence<LearnerNames>) throws {
        do throws(IssuingError) {
            try check(reason, about: learners)
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }
}

/// Asks before many are changed at once.
struct ConfirmationOptions: ParsableArguments {
    @Flag(help: "Do not ask for confirmation.")
    var yes = false

    /// Says what is going to be done, and makes sure that it is meant where it is about more than
    /// one.
    func confirm(_ count: Int, _ deed: String) throws {
        guard count > 1 else { return }
        Terminal.complain("this \(deed)")
        guard !yes else { return }
        guard Terminal.canBeAsked else {
            throw CommandFailure(
                .usage,
                "\(Count(count, "certificate")) need confirmation; give --yes, or run this at a terminal"
            )
        }
        guard Terminal.ask("Type \(count) to continue: ") == "\(count)" else {
            throw CommandFailure(.failed, "not confirmed; nothing was changed")
        }
    }
}
