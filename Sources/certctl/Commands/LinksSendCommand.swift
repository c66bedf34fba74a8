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
                    "no server has refused the message for \(number) so far; --give-up is for those "
                        + "that were put off (certctl links list)")
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
            throw CommandFailure(.conflict, "\(folder) is there already; name a new folder")
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
            Terminal.complain("\(number): left out: \(reason)")
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
            Terminal.complain("\(number): put off by the server: \(reason)")
        }
        Self.tell(withheld: tally.withheld)
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

    static func json(_ list: [(CertificateNumber, String)]) -> JSON {
        .array(
            list.map { number, reason in
                ["number": .string(number.description), "reason": .string(reason)]
            })
    }
}
