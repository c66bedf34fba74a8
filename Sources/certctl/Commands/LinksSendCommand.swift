import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import NetworkLookup
import Office
import StoreSQLite
import StoreSQL
import Synchronization

struct LinksSendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Mail each learner the link to their page, once.",
        discussion: """
            One message in the learner's language, as plain text and HTML with the badge, is sent
            for each certificate of the batch that is in good standing and has an email address; or
            for one certificate, such as a corrected one, if its number is given. After an interruption the same command
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
              certctl links send 7K3M-9QXD-2T8F-W4HN-C --from "AI Skills <no-reply@example.org>" \\
                --server mail.example.org
            """)

    @Argument(
        help: ArgumentHelp(
            "The batch's identifier, or a certificate's number.", valueName: "batch or number"))
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
            let sending = try await LinkSending(
                open, selection, from: sender, replyTo: replyTo, fallback: mail.language,
                actor: change.authorship.actor, clock: { SystemTime.now })
            if let dryRun { return try await write(sending, to: dryRun) }
            let server = try mail.mailServer()
            try await sending.decide(decisions)
            let added = try await sending.plan()
            if added > 0 {
                Terminal.complain("\(Count(added, "message is", "messages are")) planned")
            }
            // libcurl is told not to touch signals, and a lost connection raises one.
            signal(SIGPIPE, SIG_IGN)
            let interruption = Interruption()
            let pace = Pace(.seconds(60) / mail.perMinute)
            let progress = Mutex<Progress?>(nil)
            let tally = try await sending.send(
                by: CurlMessages(server), pace: { try await pace.wait() },
                shouldStop: { interruption.isRequested }
            ) { done, count in
                progress.withLock { progress in
                    if done == 0 {
                        progress = Progress(total: count, noun: "messages")
                    } else {
                        progress?.show(done)
                    }
                }
            }
            try report(tally, try await sending.links(), open.installation, interruption)
        }
    }

    /// A number has a check symbol, which no batch's identifier has by chance.
    private var selection: CertificateSelection {
        (try? CertificateNumber(batch)).map { .numbers([$0]) } ?? .batch(batch)
    }

    private var decisions: LinkSending<SQLStore>.Decisions {
        var decisions = LinkSending<SQLStore>.Decisions()
        decisions.retriesRefused = retryRefused
        decisions.givenUp = giveUp
        decisions.arrived = arrived
        decisions.resendsDoubtful = resendDoubtful
        return decisions
    }

    private func write(
        _ sending: LinkSending<SQLStore>, to folder: String
    ) async throws {
        guard !FileSystem.exists(folder) else {
            throw CommandFailure(.conflict, "\(folder) exists already; name a new folder")
        }
        try FileSystem.makeFolder(folder, mode: 0o700)
        let rehearsal = try await sending.rehearse()
        for (number, bytes) in rehearsal.messages {
            try FileSystem.create("\(folder)/\(number).eml", bytes, mode: 0o600)
        }
        for refused in rehearsal.refused {
            Terminal.complain("\(refused.number): \(refused.text.told)")
        }
        Self.tell(withheld: rehearsal.withheld.map(\.pair))
        let count = rehearsal.messages.count
        if common.json {
            Terminal.say([
                "batch": .string(batch), "written": .number(Double(count)),
                "refused": Self.json(rehearsal.refused.map(\.pair)),
                "withheld": Self.json(rehearsal.withheld.map(\.pair)), "dryRun": true,
            ])
        } else {
            Terminal.complain(
                "\(Count(count, "message is", "messages are")) in \(folder); nothing was sent")
        }
        if !rehearsal.withheld.isEmpty { throw ExitCode(ExitStatus.conflict.rawValue) }
    }

    /// Tells of those that are not written to, since what is kept of them was changed.
    static func tell(withheld: [(CertificateNumber, String)]) {
        for (number, reason) in withheld {
            Terminal.complain("\(number): skipped: \(reason)")
        }
    }

    private func report(
        _ tally: MailTally, _ links: [LearnerLink],
        _ installation: Installation, _ interruption: Interruption
    ) throws {
        tell(tally)
        let doubtful = links.filter { $0.delivery?.state == .sending }
        for link in doubtful {
            Terminal.complain(
                "\(link.number): in doubt, Message-ID "
                    + "<\(LinkMessage.identifier(link.number, installation))>")
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
                "refused": Self.json(tally.refused.map(\.pair)),
                "deferred": Self.json(tally.deferred.map(\.pair)),
                "withheld": Self.json(tally.withheld.map(\.pair)),
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
            "\(Count(refused, "message", "messages")) permanently rejected: certctl links list "
                + "\(selection == .batch(batch) ? "--batch " : "")\(batch) shows which, "
                + "--retry-refused sends again")
        throw ExitCode(ExitStatus.mailRefused.rawValue)
    }

    /// Tells what was not sent, and why.
    private func tell(_ tally: MailTally) {
        for refused in tally.refused {
            Terminal.complain("\(refused.number): refused: \(refused.text.told)")
        }
        for deferred in tally.deferred {
            Terminal.complain("\(deferred.number): deferred by the server: \(deferred.text.told)")
        }
        Self.tell(withheld: tally.withheld.map(\.pair))
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
    }

    static func json(_ list: [(CertificateNumber, String)]) -> JSON {
        .array(
            list.map { number, reason in
                ["number": .string(number.description), "reason": .string(reason)]
            })
    }
}

extension MailReason {
    /// Both.
    var pair: (CertificateNumber, String) { (number, text.told) }
}
