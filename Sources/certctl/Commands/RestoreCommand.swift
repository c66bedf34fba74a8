import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore the record from a backup.",
        discussion: """
            Stop the public server first; the command fails while another process has the store
            open. The backup is checked and compared with the current store. If the store has later
            changes, the loss is listed and nothing is changed; --accept-loss restores anyway. The
            loss is shown and must be confirmed at the terminal; scripts give --yes.

            The current store is kept beside the restored one. Revocations, suspensions, assigned
            status list indexes and keys are carried over from it, so no revoked certificate
            becomes valid again. Status lists are signed again only if the backup and the store
            have diverged; this needs the passphrase.

            EXAMPLES
              certctl restore /backup/monday.sqlite --dry-run
              certctl restore /backup/monday.sqlite --accept-loss
              certctl restore /backup/monday.sqlite --yes
            """)

    @Argument(help: "The backup file, written by certctl backup.", completion: .file())
    var file: String

    @Flag(help: "Restore although changes since the backup are lost.")
    var acceptLoss = false

    @Flag(help: "Check the backup and list the loss, but change nothing.")
    var dryRun = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let home = common.installationHome
            try common.requireFile(
                "restore the file in a new folder (--home), then copy the record into the database: "
                    + "certctl store copy")
            let restore = try StoreRestore(backup: file, home: home)
            let loss: RestoreLoss
            do {
                try restore.checkClock(toWriteAt: change.authorship.at)
                loss = try restore.loss()
                guard loss.isNothing || acceptLoss || dryRun else {
                    report(loss, nil)
                    throw CommandFailure(
                        .restoreLoses,
                        "nothing was changed; give --accept-loss to restore \(file) anyway")
                }
                if !dryRun {
                    try confirmation.confirm(
                        Deed(
                            words:
                                "puts \(file) in the place of the store, which is kept beside it",
                            facts: loss.isNothing ? ["nothing is lost"] : loss.lines))
                }
            } catch {
                restore.discard()
                throw error
            }
            guard !dryRun else {
                restore.discard()
                report(loss, nil)
                if !loss.isNothing { throw ExitCode(ExitStatus.restoreLoses.rawValue) }
                return
            }
            let lists = RestoredLists(
                installation: try restore.installation(), keys: try restore.currentKeys(),
                folder: home.keys, passphrase: passphrase)
            let done = try restore.finish(accepting: loss, lists: lists, change.authorship)
            report(loss, done)
        }
    }

    private func report(_ loss: RestoreLoss, _ done: RestoreReport?) {
        if common.json {
            var document = loss.document
            document["restored"] = .bool(done != nil)
            if let done {
                document["head"] = done.head.document
                document["kept"] = done.kept.map { .string($0) } ?? .null
                var carried = JSONObject()
                for (state, numbers) in done.carriedOver {
                    carried[state] = .array(numbers.map { .string($0) })
                }
                document["carriedOver"] = .object(carried)
            }
            return Terminal.say(.object(document))
        }
        for line in loss.lines { Terminal.say(line) }
        guard let done else {
            if loss.isNothing { Terminal.complain("restoring \(file) would lose nothing") }
            return
        }
        for (state, numbers) in done.carriedOver.sorted(by: { $0.key < $1.key }) {
            for number in numbers { Terminal.say("carried over: \(number) is \(state)") }
        }
        if let kept = done.kept { Terminal.complain("the previous store is kept as \(kept)") }
        Terminal.complain(
            "restored; the audit has \(Count(done.head.count, "entry")). Start the public server now"
        )
    }
}

/// Signs status lists with the keys that are at hand when a store is put back; reads a key, and asks
/// for its passphrase, only where a list has to be signed.
private struct RestoredLists: StatusListAuthority {
    let installation: Installation
    let keys: [Slug: String]
    let folder: KeyFolder
    let passphrase: PassphraseOptions

    func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at instant: Timestamp
    ) throws -> [UInt8] {
        guard let key = keys[organisation] else {
            throw CommandFailure(
                .keyMissing, "the status list \(id) must be signed, and \(organisation) has no key")
        }
        let signer = try CredentialSigner(
            issuer: installation.did(of: organisation), keyID: key,
            key: try folder.load(
                id: key, organisation: organisation, passphrase: try passphrase.passphrase()))
        return try StatusListSigner(installation: installation, signer: signer)
            .statusListCredential(list, id: id, organisation: organisation, at: instant)
    }
}

extension RestoreLoss {
    /// The loss as a JSON object.
    fileprivate var document: JSONObject {
        var document = JSONObject()
        document["backup"] = backup.document
        document["present"] = present?.document ?? .null
        document["unreadable"] = unreadable.map { .string($0) } ?? .null
        document["lostEntries"] = .number(Double(entries))
        document["lostCertificates"] = .array(
            certificates.map {
                [
                    "number": .string($0.number), "batch": .string($0.batch),
                    "state": .string($0.state),
                ]
            })
        document["otherStandings"] = .array(
            standings.map {
                [
                    "number": .string($0.number), "present": .string($0.present),
                    "backup": .string($0.backup),
                ]
            })
        document["lostBatches"] = .array(batches.map { .string($0) })
        document["newerKeys"] = .array(keys.map { .string($0) })
        document["catalogueDiffers"] = .bool(changesCatalogue)
        return document
    }

    /// The loss in lines for people: every certificate that was revoked or suspended by its number,
    /// the others by their batch.
    fileprivate var lines: [String] {
        var lines: [String] = []
        if let unreadable {
            lines.append("the loss cannot be determined: \(unreadable)")
            lines.append("revocations made since the backup would be lost")
        }
        guard entries > 0 else { return lines }
        lines.append("lost: \(entries) audit entries after entry \(common)")
        let byBatch = Dictionary(grouping: certificates.filter { $0.state == "good" }, by: \.batch)
        for (batch, numbers) in byBatch.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "lost: \(Count(numbers.count, "certificate")) of batch \(batch), "
                    + numbers.prefix(3).map(\.number).joined(separator: ", ")
                    + (numbers.count > 3 ? " … (all with --json)" : ""))
        }
        for certificate in certificates where certificate.state != "good" {
            lines.append(
                "to be carried over: \(certificate.number) is \(certificate.state) and not in the "
                    + "backup")
        }
        for standing in standings {
            let final = standing.backup == "revoked" ? "revoked" : standing.present
            lines.append(
                "to be carried over: \(standing.number) is \(standing.present) and was "
                    + "\(standing.backup); it will be \(final)")
        }
        for batch in batches { lines.append("lost: batch \(batch)") }
        for key in keys { lines.append("to be carried over: the key \(key)") }
        if changesCatalogue { lines.append("the catalogue will be that of the backup") }
        return lines
    }
}
