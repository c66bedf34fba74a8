import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import NetworkLookup
import Office
import StoreSQLite
import Synchronization

struct LinksSendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Mail learners the links to their pages, each once.",
        discussion: """
            Each certificate of the batch that is in good standing and has an address gets one message,
            in the learner's language. Interrupted, the same command goes on; what was sent is never
            sent again. A message of which the server did not say whether it took it is in doubt and
            is left alone: look at the server's log for its Message-ID, then say --arrived NUMBER, or
            --resend-doubtful for all others.

            Refusals that are the server's matter (a quota, relaying, policy, or the same reply three
            times in a row) stop the run; the messages wait for the next one, and the exit code is 33.
            Those that are the recipient's are final: the exit code is 34, and --retry-refused sends
            them again. A message that is refused time and again as if it were the server's matter is
            ended with --give-up NUMBER.

            A learner whose name, address or day on record is not what was signed is not written to;
            the certificate is named, and the message waits.

            EXAMPLES
              certctl links send B-XJ2GBTMD1Z --from "AI Skills <no-reply@example.org>" --dry-run out
              certctl links send B-XJ2GBTMD1Z --from "AI Skills <no-reply@example.org>" \\
                --server mail.example.org --user certificates --password-file /etc/mail-password
            """)

    @Argument(help: "The batch.")
    var batch: String

    @OptionGroup var mail: MailOptions

    @Option(
        help: "Write the messages as files into this new folder, and send and record nothing.")
    var dryRun: String?

    @Option(help: "A message in doubt that has arrived; may be given several times.")
    var arrived: [String] = []

    @Flag(help: "Send the messages in doubt again.")
    var resendDoubtful = false

    @Flag(help: "Send the messages that were refused for good again.")
    var retryRefused = false

    @Option(
        help: "A message that the server keeps putting off and that is not to be sent any more.")
    var giveUp: [String] = []

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let sender = try MailOptions.mailbox(mail.from, "--from")
            let replyTo = try mail.replyTo.map { try MailOptions.mailbox($0, "--reply-to") }
            let open = try await OpenInstallation(common, writable: dryRun == nil)
            let sending = try await LinkSending(
                open, batch: batch, from: sender, replyTo: replyTo, fallback: mail.language,
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

    private var decisions: LinkSending<SQLiteStore>.Decisions {
        var decisions = LinkSending<SQLiteStore>.Decisions()
        decisions.retriesRefused = retryRefused
        decisions.givenUp = giveUp
        decisions.arrived = arrived
        decisions.resendsDoubtful = resendDoubtful
        return decisions
    }

    private func write(
        _ sending: LinkSending<SQLiteStore>, to folder: String
    ) async throws {
        guard !FileSystem.exists(folder) else {
            throw CommandFailure(.conflict, "\(folder) is there already; name a new folder")
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
            Terminal.complain("\(number): left out: \(reason)")
        }
    }

    private func report(
        _ tally: LinkSending<SQLiteStore>.Tally, _ links: [LearnerLink],
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
                "\(tally.sent) sent, \(tally.refused.count) refused, \(doubtful.count) in doubt, "
                    + "\(waiting) waiting")
        }
        if interruption.isRequested { throw ExitCode(interruption.status.rawValue) }
        if !doubtful.isEmpty || waiting > 0 { throw ExitCode(ExitStatus.mailFailed.rawValue) }
        guard refused > 0 else { return }
        Terminal.complain(
            "\(Count(refused, "message", "messages")) of the batch refused for good: certctl links "
                + "list --batch \(batch) shows which, --retry-refused sends again")
        throw ExitCode(ExitStatus.mailRefused.rawValue)
    }

    /// Tells what was not sent, and why.
    private func tell(_ tally: LinkSending<SQLiteStore>.Tally) {
        for refused in tally.refused {
            Terminal.complain("\(refused.number): refused: \(refused.text.told)")
        }
        for deferred in tally.deferred {
            Terminal.complain("\(deferred.number): put off by the server: \(deferred.text.told)")
        }
        Self.tell(withheld: tally.withheld.map(\.pair))
        if let reason = tally.stopped {
            Terminal.complain("\(reason); what was not sent waits: run the command again")
        }
        if tally.open > 0 {
            Terminal.complain(
                "\(Count(tally.open, "message was", "messages were")) refused at the end of the run, "
                    + "with none taken behind, so it may be the server's matter, and "
                    + "\(tally.open == 1 ? "it waits" : "they wait"); if the address is wrong, end it "
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

extension LinkSending.Reason {
    fileprivate var pair: (CertificateNumber, String) { (number, text.told) }
}
