import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import NetworkLookup
import Office
import StoreSQLite

struct LinksSendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Mail each learner the link to their page, once.",
        discussion: """
            One message in the learner's language is sent for each certificate of the batch that is
            in good standing and has an email address. After an interruption the same command
            resumes; no message is sent twice. A message without a final reply from the server is
            in doubt and is not sent again automatically: search the server's log for its
            Message-ID, then give --arrived NUMBER, or --resend-doubtful for all others.

            Rejections caused by the server (a quota, relaying, a policy, or the same reply three
            times in a row) stop the run with exit code 33; the messages remain queued for the next
            run. Rejections of the recipient are final, with exit code 34; --retry-refused sends
            these messages again. --give-up NUMBER abandons a message that the server keeps
            rejecting temporarily.

            If the recorded name, address or completion date differs from the signed credential,
            the message is not sent: the certificate is listed and the message remains queued.

            EXAMPLES
              certctl links send B-XJ2GBTMD1Z --from "AI Skills <no-reply@example.org>" --dry-run out
              certctl links send B-XJ2GBTMD1Z --from "AI Skills <no-reply@example.org>" \\
                --server mail.example.org --user certificates --password-file /etc/mail-password
            """)

    @Argument(help: "The batch's identifier.")
    var batch: String

    @OptionGroup var mail: MailOptions

    @Option(
        help: ArgumentHelp(
            "Write the messages as files to this new folder; send and record nothing.",
            valueName: "folder"), completion: .directory)
    var dryRun: String?

    @Option(
        help: ArgumentHelp(
            "Record that a message in doubt has arrived; may be repeated.", valueName: "number"))
    var arrived: [String] = []

    @Flag(help: "Send the messages in doubt again.")
    var resendDoubtful = false

    @Flag(help: "Send the permanently rejected messages again.")
    var retryRefused = false

    @Option(
        help: ArgumentHelp(
            "Abandon a message that the server keeps deferring; may be repeated.",
            valueName: "number"))
    var giveUp: [String] = []

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let sender = try MailOptions.mailbox(mail.from, "--from")
            let replyTo = try mail.replyTo.map { try MailOptions.mailbox($0, "--reply-to") }
            let open = try await OpenInstallation(common, writable: dryRun == nil)
            guard try await open.store.batch(batch) != nil else {
                throw CommandFailure(.notFound, "there is no batch \(batch)")
            }
            let letter = try LinkLetter(
                installation: open.installation, catalogue: open.contents.catalogue, sender: sender,
                replyTo: replyTo, fallback: mail.language)
            if let dryRun { return try await write(letter, open, to: dryRun) }
            let server = try mail.mailServer()
            try await settle(open.store)
            let added = try await open.store.planDeliveries(of: batch, change.authorship)
            if added > 0 {
                Terminal.complain("\(Count(added, "message is", "messages are")) planned")
            }
            let links = try await open.store.links(.batch(batch))
            let waiting = links.filter { $0.delivery?.state == .pending && $0.state == .good }
            // libcurl is told not to touch signals, and a lost connection raises one.
            signal(SIGPIPE, SIG_IGN)
            let mailing = LinkMailing(
                store: open.store, installation: open.installation, letter: letter,
                check: LinkCheck(open.store, open.installation), sender: sender,
                transfer: MailTransfer(server), pause: .seconds(60) / mail.perMinute,
                actor: change.authorship.actor)
            let interruption = Interruption()
            let tally = try await mailing.run(waiting, interruption)
            try await report(tally, links, open, interruption)
        }
    }

    /// What the office decided about messages in doubt, refused and put off.
    private func settle(_ store: SQLiteStore) async throws {
        if retryRefused {
            let refused = try await store.links(.batch(batch)).filter {
                $0.delivery?.state == .refused && $0.state == .good
            }
            try await store.retryDeliveries(of: refused.map(\.number), change.authorship)
        }
        for number in try giveUp.map({ try CertificateNumber($0) }) {
            let reply = try await store.links(.numbers([number])).first?.delivery?.reply
            guard let reply else {
                throw CommandFailure(
                    .conflict,
                    "no server has rejected the message for \(number) so far; --give-up is for messages "
                        + "that were deferred (certctl links list)")
            }
            try await store.endDelivery(
                of: number, link: nil, as: .refused, reply: reply, change.authorship)
        }
        let numbers = try arrived.map { try CertificateNumber($0) }
        if !numbers.isEmpty {
            try await store.settleDeliveries(of: numbers, arrived: true, change.authorship)
        }
        guard resendDoubtful else { return }
        let doubtful = try await store.links(.batch(batch)).filter {
            $0.delivery?.state == .sending
        }
        guard !doubtful.isEmpty else { return }
        try await store.settleDeliveries(
            of: doubtful.map(\.number), arrived: false, change.authorship)
    }

    private func write(
        _ letter: LinkLetter, _ open: OpenInstallation<SQLiteStore>, to folder: String
    ) async throws {
        guard !FileSystem.exists(folder) else {
            throw CommandFailure(.conflict, "\(folder) exists already; name a new folder")
        }
        let links = try await open.store.links(.batch(batch)).filter {
            $0.state == .good && $0.email != nil
                && ($0.delivery == nil || $0.delivery?.state == .pending)
        }
        try FileSystem.makeFolder(folder, mode: 0o700)
        // Links are made when a message is sent; here their place is shown.
        let address = "\(open.installation.baseURL)/c/\(String(repeating: "x", count: 22))"
        let check = LinkCheck(open.store, open.installation)
        var refused: [(CertificateNumber, String)] = []
        var withheld: [(CertificateNumber, String)] = []
        for link in links {
            if let fault = try await check.fault(link, at: SystemTime.now) {
                withheld.append((link.number, fault))
                continue
            }
            do {
                let message = try letter.message(link, address: address, at: SystemTime.now)
                try FileSystem.create(
                    "\(folder)/\(link.number).eml", message.bytes, mode: 0o600)
            } catch let fault as MailAddressFault {
                refused.append((link.number, fault.description))
            }
        }
        for (number, reason) in refused { Terminal.complain("\(number): \(reason)") }
        Self.tell(withheld: withheld)
        let count = links.count - refused.count - withheld.count
        if common.json {
            Terminal.say([
                "batch": .string(batch), "written": .number(Double(count)),
                "refused": Self.json(refused), "withheld": Self.json(withheld), "dryRun": true,
            ])
        } else {
            Terminal.complain(
                "\(Count(count, "message is", "messages are")) in \(folder); nothing was sent")
        }
        if !withheld.isEmpty { throw ExitCode(ExitStatus.conflict.rawValue) }
    }

    /// Tells of those that are not written to, since what is kept of them was changed.
    static func tell(withheld: [(CertificateNumber, String)]) {
        for (number, reason) in withheld {
            Terminal.complain("\(number): skipped: \(reason)")
        }
    }

    private func report(
        _ tally: LinkMailing.Tally, _ before: [LearnerLink], _ open: OpenInstallation<SQLiteStore>,
        _ interruption: Interruption
    ) async throws {
        for (number, reason) in tally.refused {
            Terminal.complain("\(number): refused: \(reason)")
        }
        for (number, reason) in tally.deferred {
            Terminal.complain("\(number): deferred by the server: \(reason)")
        }
        Self.tell(withheld: tally.withheld)
        if let reason = tally.stopped {
            Terminal.complain("\(reason); unsent messages remain queued: run the command again")
        }
        if tally.open > 0 {
            Terminal.complain(
                "\(Count(tally.open, "message was", "messages were")) rejected at the end of the run, "
                    + "with none accepted after, so the cause may be the server, and "
                    + "\(tally.open == 1 ? "it remains" : "they remain") queued; if the address is wrong, abandon it "
                    + "with --give-up NUMBER")
        }
        let links = try await open.store.links(.batch(batch))
        let doubtful = links.filter { $0.delivery?.state == .sending }
        for link in doubtful {
            Terminal.complain(
                "\(link.number): in doubt, Message-ID "
                    + "<\(LinkMessage.identifier(link.number, open.installation))>")
        }
        let without = links.count { $0.state == .good && $0.email == nil }
        if without > 0 {
            Terminal.complain(
                "\(Count(without, "certificate has", "certificates have")) no address")
        }
        let waiting = links.count { $0.delivery?.state == .pending && $0.state == .good }
        let refused = links.count { $0.delivery?.state == .refused && $0.state == .good }
        if common.json {
            Terminal.say([
                "batch": .string(batch), "sent": .number(Double(tally.sent)),
                "refused": Self.json(tally.refused), "deferred": Self.json(tally.deferred),
                "withheld": Self.json(tally.withheld),
                "doubtful": .array(doubtful.map { .string($0.number.description) }),
                "waiting": .number(Double(waiting)),
                "refusedInAll": .number(Double(refused)),
                "stopped": tally.stopped.map { .string($0) } ?? .null,
            ])
        } else {
            Terminal.say(
                "\(tally.sent) sent, \(tally.refused.count) rejected, \(doubtful.count) in doubt, "
                    + "\(waiting) waiting")
        }
        if interruption.isRequested { throw ExitCode(interruption.status.rawValue) }
        if !doubtful.isEmpty || waiting > 0 { throw ExitCode(ExitStatus.mailFailed.rawValue) }
        guard refused > 0 else { return }
        Terminal.complain(
            "\(Count(refused, "message", "messages")) of the batch permanently rejected: certctl links "
                + "list --batch \(batch) shows which, --retry-refused sends again")
        throw ExitCode(ExitStatus.mailRefused.rawValue)
    }

    static func json(_ list: [(CertificateNumber, String)]) -> JSON {
        .array(
            list.map { number, reason in
                ["number": .string(number.description), "reason": .string(reason)]
            })
    }
}
