import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office
import StoreSQLite
import StoreSQL
import Synchronization

/// Which certificates end soon.
struct EndOptions: ParsableArguments {
    @Option(
        name: .customLong("expiring-within"),
        help: ArgumentHelp(
            "The certificates that end within this duration from today, such as P60D or P3M.",
            valueName: "duration"))
    var within = "P60D"

    @Option(help: ArgumentHelp("Only certificates of this programme.", valueName: "slug"))
    var programme: Slug?

    /// The certificates that are meant, from now on.
    func selection() throws -> EndSelection {
        guard let duration = CalendarDuration(within) else {
            throw CommandFailure(
                .usage,
                "--expiring-within \"\(within)\" is not a duration; write days, months or years such "
                    + "as P60D, P3M or P1Y")
        }
        return try EndSelection(within: duration, of: SystemTime.now, programme: programme)
    }
}

struct LinksEndingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ending", abstract: "List certificates that end soon, with their reminders.",
        discussion: """
            Listed are certificates in good standing with an email address, the earliest end first.
            Left out are learners who have a newer certificate of the same programme, and addresses
            that the mail server rejected permanently.

            EXAMPLES
              certctl links ending --expiring-within P60D
              certctl links ending --programme machine-learning --json
            """)

    @OptionGroup var ends: EndOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let selection = try ends.selection()
            let reminders = try await common.readableStore().endingCertificates(
                after: selection.start, until: selection.end, programme: selection.programme)
            guard !common.json else {
                return Terminal.say(["certificates": .array(reminders.map(\.document))])
            }
            var table = TextTable("NUMBER", "NAME", "PROGRAMME", "VALID UNTIL", "REMINDER")
            for reminder in reminders {
                table.add(
                    "\(reminder.link.number)", reminder.link.name, reminder.link.programme.text,
                    reminder.lastDay?.description ?? "-", reminder.messageText)
            }
            Terminal.say(table)
            Terminal.complain(
                "\(Count(reminders.count, "certificate ends", "certificates end")) within "
                    + "\(ends.within)")
        }
    }
}

struct LinksRemindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remind",
        abstract: "Mail each learner, once, that a certificate ends soon.",
        discussion: """
            One message in the learner's language for each certificate that certctl links ending
            lists, once for each certificate and end: it names the last day, links to the public
            page and says how to renew. After an interruption the same command resumes; no message
            is sent twice. A message without a final reply is in doubt and is not sent again until
            --arrived or --resend-doubtful decides. Rejections are treated as by certctl links
            send, with the same exit codes (33, 34).

            EXAMPLES
              certctl links remind --expiring-within P60D --from "AI Skills <no-reply@example.org>" --dry-run out
              certctl links remind --expiring-within P60D --from "AI Skills <no-reply@example.org>" \\
                --server mail.example.org --user certificates --password-file /etc/mail-password
            """)

    @OptionGroup var ends: EndOptions
    @OptionGroup var mail: MailOptions

    @Option(
        help: ArgumentHelp(
            "Write the messages as files to this new folder; send and record nothing.",
            valueName: "folder"), completion: .directory)
    var dryRun: String?

    @Flag(help: "Record that the messages in doubt have arrived.")
    var arrived = false

    @Flag(help: "Send the messages in doubt again.")
    var resendDoubtful = false

    @Flag(help: "Send the permanently rejected messages again.")
    var retryRefused = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard !(arrived && resendDoubtful) else {
            throw ValidationError("Give --arrived or --resend-doubtful, not both.")
        }
    }

    func run() async throws {
        try await common.run {
            let sender = try MailOptions.mailbox(mail.from, "--from")
            let replyTo = try mail.replyTo.map { try MailOptions.mailbox($0, "--reply-to") }
            let open = try await OpenInstallation(common, writable: dryRun == nil)
            let sending = try ReminderSending(
                open, try ends.selection(), from: sender, replyTo: replyTo,
                fallback: mail.language, actor: change.authorship.actor,
                clock: { SystemTime.now })
            if let dryRun { return try await write(sending, to: dryRun) }
            let server = try mail.mailServer()
            if arrived { _ = try await sending.settle(.sending, as: .sent) }
            if resendDoubtful { _ = try await sending.settle(.sending, as: .pending) }
            if retryRefused { _ = try await sending.settle(.refused, as: .pending) }
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
            try report(tally, try await sending.reminders(), interruption)
        }
    }

    private func write(
        _ sending: ReminderSending<SQLStore>, to folder: String
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
        LinksSendCommand.tell(withheld: rehearsal.withheld.map(\.pair))
        let count = rehearsal.messages.count
        if common.json {
            Terminal.say([
                "written": .number(Double(count)),
                "refused": LinksSendCommand.json(rehearsal.refused.map(\.pair)),
                "withheld": LinksSendCommand.json(rehearsal.withheld.map(\.pair)),
                "dryRun": true,
            ])
        } else {
            Terminal.complain(
                "\(Count(count, "message is", "messages are")) in \(folder); nothing was sent")
        }
        if !rehearsal.withheld.isEmpty { throw ExitCode(ExitStatus.conflict.rawValue) }
    }

    private func report(
        _ tally: MailTally, _ reminders: [EndReminder], _ interruption: Interruption
    ) throws {
        for (reasons, verb) in [(tally.refused, "refused"), (tally.deferred, "deferred")] {
            for reason in reasons {
                Terminal.complain("\(reason.number): \(verb): \(reason.text.told)")
            }
        }
        LinksSendCommand.tell(withheld: tally.withheld.map(\.pair))
        if let reason = tally.stopped {
            Terminal.complain("\(reason); unsent messages remain queued: run the command again")
        }
        let doubtful = reminders.filter { $0.message?.state == .sending }
        for reminder in doubtful {
            Terminal.complain(
                "\(reminder.link.number): in doubt; give --arrived or --resend-doubtful once the "
                    + "server's log was searched")
        }
        let waiting = reminders.count { $0.message?.state == .pending }
        let refused = reminders.count { $0.message?.state == .refused }
        if common.json {
            Terminal.say([
                "sent": .number(Double(tally.sent)),
                "refused": LinksSendCommand.json(tally.refused.map(\.pair)),
                "deferred": LinksSendCommand.json(tally.deferred.map(\.pair)),
                "withheld": LinksSendCommand.json(tally.withheld.map(\.pair)),
                "doubtful": .array(doubtful.map { .string("\($0.link.number)") }),
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
        if refused > 0 { throw ExitCode(ExitStatus.mailRefused.rawValue) }
    }
}

extension EndReminder {
    /// Where its message stands, in a word.
    fileprivate var messageText: String {
        switch message?.state {
        case nil: "-"
        case .pending: "to be sent"
        case .sending: "in doubt"
        case .sent: "sent \(message?.since.dateText ?? "")"
        case .refused: "refused"
        }
    }

    fileprivate var document: JSON {
        var document = JSONObject()
        document["number"] = .string("\(link.number)")
        document["name"] = .string(link.name)
        document["programme"] = .string(link.programme.text)
        document["organisation"] = .string(link.organisation.text)
        document["validUntil"] = .string(validUntil.description)
        if let message {
            var state = JSONObject()
            state["state"] = .string(message.state.rawValue)
            state["since"] = .string(message.since.description)
            state["reply"] = message.reply.map { .string($0) }
            document["reminder"] = .object(state)
        }
        return .object(document)
    }
}
