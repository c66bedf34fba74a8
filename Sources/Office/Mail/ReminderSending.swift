public import CertAuthority
public import Credentials
internal import Documents

/// Certificates by their ends.
public struct EndSelection: Sendable {
    /// They end after this instant,
    public let start: Timestamp
    /// and not after this one.
    public let end: Timestamp
    /// Of this programme only; nil for all.
    public let programme: Slug?

    /// Those that end after an instant and within a duration of its day.
    ///
    /// - Throws: ``OfficeRefusal`` (`invalid`) where that lies beyond the calendar.
    public init(
        within duration: CalendarDuration, of instant: Timestamp, programme: Slug? = nil
    ) throws(OfficeRefusal) {
        guard let last = try CivilDate(of: instant).adding(duration)?.adding(days: 1) else {
            throw OfficeRefusal(.invalid, "that duration ends beyond the calendar")
        }
        start = instant
        end = Timestamp(seconds: last.startUnixTime)
        self.programme = programme
    }
}

/// Reminds learners that their certificates end soon: each once for each end, whatever becomes of the
/// process meanwhile. The message has no secret link; its button leads to the public page.
public struct ReminderSending<Store: OfficeRecord>: Sendable {
    /// The messages of a rehearsal.
    public struct Rehearsal: Sendable {
        /// Each message with its certificate.
        public internal(set) var messages: [(number: CertificateNumber, bytes: [UInt8])] = []
        /// Those whose address cannot be written to.
        public internal(set) var refused: [MailReason] = []
        /// Those whose record is not what was signed.
        public internal(set) var withheld: [MailReason] = []
    }

    private let open: OpenInstallation<Store>
    private let selection: EndSelection
    private let letter: LinkLetter
    let sender: Mailbox
    private let actor: String
    private let check: LinkCheck<Store>
    private let badges: BadgeImages
    private let clock: @Sendable () -> Timestamp

    /// The reminders of a selection.
    ///
    /// - Parameters:
    ///   - sender: Who writes.
    ///   - fallback: The language for learners of whom none is known.
    ///   - clock: Tells the time whenever something is written down.
    /// - Throws: `WordingError`; `BadgeError`.
    public init(
        _ open: OpenInstallation<Store>, _ selection: EndSelection, from sender: Mailbox,
        replyTo: Mailbox?, fallback: Language, actor: String,
        clock: @escaping @Sendable () -> Timestamp
    ) throws {
        self.open = open
        self.selection = selection
        self.sender = sender
        self.actor = actor
        self.clock = clock
        letter = try LinkLetter(
            installation: open.installation, catalogue: open.contents.catalogue, sender: sender,
            replyTo: replyTo, fallback: fallback)
        check = LinkCheck(open.store, open.installation)
        badges = BadgeImages(store: open.store, installation: open.installation)
    }

    /// The certificates that end, with their reminders as they are now, in the order of their ends.
    ///
    /// - Throws: `StoreError`.
    public func reminders() async throws -> [EndReminder] {
        try await open.store.endingCertificates(
            after: selection.start, until: selection.end, programme: selection.programme)
    }

    /// Writes down that reminders are to be sent.
    ///
    /// - Returns: How many were added.
    /// - Throws: `StoreError`.
    public func plan() async throws -> Int {
        let unplanned = try await reminders().filter { $0.message == nil }
        guard !unplanned.isEmpty else { return 0 }
        return try await open.store.planReminders(unplanned, authorship)
    }

    /// Has reminders in doubt, or refused for good, wait to be sent again; or writes down that those
    /// in doubt have arrived.
    ///
    /// - Parameter next: `pending` or `sent`.
    /// - Returns: How many were moved.
    /// - Throws: `StoreError`.
    public func settle(
        _ state: LinkDelivery.State, as next: LinkDelivery.State
    ) async throws -> Int {
        let stuck = try await reminders().filter { $0.message?.state == state }
        for reminder in stuck {
            try await open.store.moveReminder(
                reminder, from: state, to: next, reply: nil, isSettled: true, authorship)
        }
        return stuck.count
    }

    /// The messages that would be sent; nothing is sent or recorded.
    ///
    /// - Throws: `StoreError`.
    public func rehearse() async throws -> Rehearsal {
        var rehearsal = Rehearsal()
        for reminder in try await reminders()
        where reminder.message == nil || reminder.message?.state == .pending {
            switch try await draft(reminder, ()) {
            case .message(let message):
                rehearsal.messages.append((reminder.link.number, message.bytes))
            case .withheld(let reason): rehearsal.withheld.append(reason)
            case .refused(let reason): rehearsal.refused.append(reason)
            }
        }
        return rehearsal
    }

    /// Sends what waits; as ``LinkSending/send(by:pace:shouldStop:progress:)``.
    public func send(
        by transfer: some MessageTransfer, pace: @Sendable () async throws -> Void,
        shouldStop: @Sendable () -> Bool,
        progress: @Sendable (_ done: Int, _ of: Int) -> Void
    ) async throws -> MailTally {
        try await sendAll(by: transfer, pace: pace, shouldStop: shouldStop, progress: progress)
    }

    private var authorship: Authorship { Authorship(actor: actor, at: clock()) }
}

extension ReminderSending: MailQueue {
    func waiting() async throws -> [EndReminder] {
        try await reminders().filter { $0.message?.state == .pending }
    }

    func number(of reminder: EndReminder) -> CertificateNumber { reminder.link.number }

    func delivery(of reminder: EndReminder) -> LinkDelivery? { reminder.message }

    func attempt() throws {}

    func draft(_ reminder: EndReminder, _: Void) async throws -> MailDraft {
        let number = reminder.link.number
        if let fault = try await check.fault(reminder.link, at: clock()) {
            return .withheld(MailReason(number: number, text: fault))
        }
        guard let certificate = try await open.store.certificate(number),
            certificate.validUntil == reminder.validUntil
        else {
            return .withheld(MailReason(number: number, text: "its end was changed meanwhile"))
        }
        do {
            let subject = LinkLetter.Subject(
                reminding: reminder, address: open.installation.verificationURL(number),
                badge: try await badges.png(of: certificate))
            return .message(try letter.message(subject, at: clock()))
        } catch let error as StoreError {
            throw error
        } catch let fault as MailAddressFault {
            return .refused(MailReason(number: number, text: RemedyText(fault.description)))
        } catch {
            return .withheld(
                MailReason(number: number, text: "its badge cannot be drawn: \("\(error)")"))
        }
    }

    func begin(_ reminder: EndReminder, _: Void) async throws {
        try await open.store.moveReminder(
            reminder, from: .pending, to: .sending, reply: nil, isSettled: false, authorship)
    }

    func end(
        _ reminder: EndReminder, _ attempt: Void?, as state: LinkDelivery.State, reply: String?
    ) async throws {
        try await open.store.moveReminder(
            reminder, from: attempt == nil ? .pending : .sending, to: state, reply: reply,
            isSettled: false, authorship)
    }
}
