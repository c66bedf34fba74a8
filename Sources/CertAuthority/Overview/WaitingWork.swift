public import Credentials

/// What waits in a record for somebody to do something about it.
public struct WaitingWork: Sendable, Equatable {
    /// Things of a kind that wait.
    public struct Queue: Sendable, Equatable {
        /// How many.
        public let count: Int
        /// Since when the first of them waits, or when the first is due; nil where none is.
        public let first: Timestamp?

        package init(count: Int, first: Timestamp?) {
            self.count = count
            self.first = first
        }
    }

    /// A status list that new certificates of an organisation are entered in.
    public struct StatusList: Sendable, Equatable {
        /// Its name.
        public let id: String
        /// Whose it is.
        public let organisation: Slug
        /// How many places were given out.
        public let used: Int
        /// How many it has.
        public let length: Int

        package init(id: String, organisation: Slug, used: Int, length: Int) {
            self.id = id
            self.organisation = organisation
            self.used = used
            self.length = length
        }
    }

    /// A key that signs.
    public struct Key: Sendable, Equatable {
        /// Its identifier, a verification method.
        public let id: String
        /// Whose it is.
        public let organisation: Slug
        /// When it was made.
        public let created: Timestamp

        package init(id: String, organisation: Slug, created: Timestamp) {
            self.id = id
            self.organisation = organisation
            self.created = created
        }
    }

    /// Certificates of unfinished batches that are still to be issued.
    public let unissued: Queue
    /// Orders that are not settled.
    public let orders: Queue
    /// Waivers that were asked for and not approved.
    public let waivers: Queue
    /// Payments that belong to no order yet.
    public let payments: Queue
    /// Refunds and chargebacks of providers that are no refund of an order yet.
    public let returns: Queue
    /// Certificates in good standing whose learner has an address, and neither link nor message.
    public let withoutLink: Queue
    /// Messages with a link that are to be sent.
    public let unsent: Queue
    /// Messages of which it is not known whether they arrived.
    public let doubtful: Queue
    /// Messages that were refused for good.
    public let refused: Queue
    /// Certificates in good standing whose validity ends soon; `first` is the first end.
    public let ending: Queue
    /// The newest list of each organisation and form.
    public let statusLists: [StatusList]
    /// The keys that sign.
    public let keys: [Key]

    package init(
        unissued: Queue, orders: Queue, waivers: Queue, payments: Queue, returns: Queue,
        withoutLink: Queue,
        unsent: Queue, doubtful: Queue, refused: Queue, ending: Queue, statusLists: [StatusList],
        keys: [Key]
    ) {
        self.unissued = unissued
        self.orders = orders
        self.waivers = waivers
        self.payments = payments
        self.returns = returns
        self.withoutLink = withoutLink
        self.unsent = unsent
        self.doubtful = doubtful
        self.refused = refused
        self.ending = ending
        self.statusLists = statusLists
        self.keys = keys
    }
}

/// What a store tells of the work that waits.
public protocol WaitingStore: Sendable {
    /// What waits.
    ///
    /// - Parameter ending: The instants between which a validity ends soon.
    func waitingWork(ending: Range<Timestamp>) async throws(StoreError) -> WaitingWork
}
