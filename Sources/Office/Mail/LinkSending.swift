public import CertAuthority
public import Credentials
internal import Documents

/// Mails learners the links to their pages, each message at most once: those of a batch, or of some
/// certificates.
public struct LinkSending<Store: OfficeRecord>: Sendable {
    /// What the office decides about messages that went wrong before.
    public struct Decisions: Sendable {
        /// Whether those that were refused for good are sent again.
        public var retriesRefused = false
        /// Those that the server keeps putting off, which are ended: numbers as they were typed.
        public var givenUp: [String] = []
        /// Those in doubt that have arrived: numbers as they were typed.
        public var arrived: [String] = []
        /// Whether all others in doubt are sent again.
        public var resendsDoubtful = false

        /// Nothing is decided.
        public init() {}
    }

    /// The messages of a rehearsal.
    public struct Rehearsal: Sendable {
        /// Each message with its certificate; in the link's place stand letters x.
        public let messages: [(number: CertificateNumber, bytes: [UInt8])]
        /// Those whose address cannot be written to.
        public let refused: [MailReason]
        /// Those whose record is not what was signed.
        public let withheld: [MailReason]
    }

    let open: OpenInstallation<Store>
    let selection: CertificateSelection
    let letter: LinkLetter
    let sender: Mailbox
    let actor: String
    /// Nobody is written to by a name or at an address that was not signed.
    let check: LinkCheck<Store>
    let badges: BadgeImages
    let clock: @Sendable () -> Timestamp

    /// The messages of a selection.
    ///
    /// - Parameters:
    ///   - sender: Who writes.
    ///   - fallback: The language for learners of whom none is known.
    ///   - clock: Tells the time whenever something is written down.
    /// - Throws: ``OfficeRefusal`` where there is no such batch or certificate (`notFound`), or one
    ///   that is named gets no message (`conflict`); `WordingError`; `BadgeError`; `StoreError`.
    public init(
        _ open: OpenInstallation<Store>, _ selection: CertificateSelection, from sender: Mailbox,
        replyTo: Mailbox?, fallback: Language, actor: String,
        clock: @escaping @Sendable () -> Timestamp
    ) async throws {
        try await Self.check(selection, open.store)
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

    private static func check(_ selection: CertificateSelection, _ store: Store) async throws {
        switch selection {
        case .batch(let batch):
            guard try await store.batch(batch) != nil else {
                throw OfficeRefusal(.notFound, "there is no batch \(batch)")
            }
        case .numbers(let numbers):
            let links = try await store.links(selection)
            for number in numbers {
                guard let link = links.first(where: { $0.number == number }) else {
                    throw OfficeRefusal(.notFound, "there is no certificate \(number)")
                }
                guard link.state == .good else {
                    throw OfficeRefusal(
                        .conflict,
                        """
                        \(number) is \(link.state.rawValue), so its learner gets no message; see \
                        \(do: .show(number))
                        """)
                }
                guard link.email != nil else {
                    throw OfficeRefusal(
                        .conflict,
                        """
                        there is no address on record for \(number); \(do: .createLink(number)) \
                        shows a link to pass on by other means
                        """)
                }
            }
        }
    }

    /// Writes down what the office decided about messages in doubt, refused and put off.
    ///
    /// - Throws: ``OfficeRefusal`` (`conflict`) where one that is to be given up was not put off;
    ///   `CertificateNumber.Fault`; `StoreError`.
    public func decide(_ decisions: Decisions) async throws {
        let store = open.store
        if decisions.retriesRefused {
            let refused = try await links().filter {
                $0.delivery?.state == .refused && $0.state == .good
            }
            try await store.retryDeliveries(of: refused.map(\.number), authorship)
        }
        for number in try decisions.givenUp.map({ try CertificateNumber($0) }) {
            let reply = try await store.links(.numbers([number])).first?.delivery?.reply
            guard let reply else {
                throw OfficeRefusal(
                    .conflict,
                    """
                    no server has rejected the message for \(number) so far; --give-up is for \
                    messages that were deferred (\(do: .listMessages))
                    """)
            }
            try await store.endDelivery(
                of: number, link: nil, as: .refused, reply: reply, authorship)
        }
        let arrived = try decisions.arrived.map { try CertificateNumber($0) }
        if !arrived.isEmpty {
            try await store.settleDeliveries(of: arrived, arrived: true, authorship)
        }
        guard decisions.resendsDoubtful else { return }
        let doubtful = try await links().filter { $0.delivery?.state == .sending }
        guard !doubtful.isEmpty else { return }
        try await store.settleDeliveries(
            of: doubtful.map(\.number), arrived: false, authorship)
    }

    /// Writes down whom messages are to go to.
    ///
    /// - Returns: How many messages were added.
    /// - Throws: `StoreError`.
    public func plan() async throws -> Int {
        try await open.store.planDeliveries(of: selection, authorship)
    }

    /// The certificates with their links and messages, as they are now.
    ///
    /// - Throws: `StoreError`.
    public func links() async throws -> [LearnerLink] {
        try await open.store.links(selection)
    }

    /// The messages that would be sent; nothing is sent or recorded.
    ///
    /// - Throws: `StoreError`.
    public func rehearse() async throws -> Rehearsal {
        let links = try await links().filter {
            $0.state == .good && $0.email != nil
                && ($0.delivery == nil || $0.delivery?.state == .pending)
        }
        // Links are made when a message is sent; here their place is shown.
        let address = "\(open.installation.baseURL)/c/\(String(repeating: "x", count: 22))"
        var messages: [(CertificateNumber, [UInt8])] = []
        var refused: [MailReason] = []
        var withheld: [MailReason] = []
        for link in links {
            switch try await draft(link, address: address) {
            case .message(let message): messages.append((link.number, message.bytes))
            case .withheld(let reason): withheld.append(reason)
            case .refused(let reason): refused.append(reason)
            }
        }
        return Rehearsal(messages: messages, refused: refused, withheld: withheld)
    }

    /// Writes a certificate's message.
    ///
    /// - Throws: `StoreError`.
    func draft(_ link: LearnerLink, address: String) async throws -> MailDraft {
        let number = link.number
        if let fault = try await check.fault(link, at: clock()) {
            return .withheld(MailReason(number: number, text: fault))
        }
        guard let certificate = try await open.store.certificate(number) else {
            return .withheld(MailReason(number: number, text: "what is kept of it is gone"))
        }
        do {
            let subject = LinkLetter.Subject(
                link: link, address: address, badge: try await badges.png(of: certificate),
                isCorrection: certificate.history.supersedes != nil)
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

    var authorship: Authorship { Authorship(actor: actor, at: clock()) }
}
