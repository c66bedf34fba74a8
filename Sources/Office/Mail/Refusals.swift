/// Refusals of a run that look like the recipients' matter, until it is known whether they are.
///
/// A server that has had enough of us may call that a missing mailbox, or give no reason. So a refusal
/// is the recipient's once the server has taken another message behind it; several of one kind in a
/// row, with nothing taken behind them, are the server's.
struct Refusals<Message: Sendable>: Sendable {
    /// A message and what it was refused with.
    typealias Refusal = (message: Message, refusal: MessageRefusal)

    /// So many of one kind in a row are the server's matter.
    static var limit: Int { 3 }

    private var open: [Refusal] = []
    /// How many at the end of those are of one kind and directly behind one another.
    private var row = 0

    /// Nothing was refused yet.
    init() {}

    /// Takes a refusal.
    ///
    /// - Returns: False once it is the last of a row that is too long: then the server refuses
    ///   everyone.
    mutating func add(_ message: Message, _ refusal: MessageRefusal) -> Bool {
        row = row > 0 && open.last?.refusal == refusal ? row + 1 : 1
        open.append((message, refusal))
        return row < Self.limit
    }

    /// Something else than a refusal for good has happened, which tells nothing of those before.
    mutating func interrupt() { row = 0 }

    /// The server has taken a message over.
    ///
    /// - Returns: The refusals before it, which are the recipients' matter.
    mutating func accepted() -> [Refusal] {
        defer { self = Refusals() }
        return open
    }

    /// The run is over.
    ///
    /// - Parameter isRefusingAll: Whether the server was found to refuse everyone.
    /// - Returns: The recipients' matter: what the server says to be about a mailbox, and says of one
    ///   alone. All others wait.
    mutating func end(isRefusingAll: Bool) -> (final: [Refusal], waiting: [Refusal]) {
        defer { self = Refusals() }
        let final = open.filter { one in
            !isRefusingAll && one.refusal.namesRecipient
                && open.count { $0.refusal == one.refusal } == 1
        }
        let waiting = open.filter { one in !final.contains { $0.refusal == one.refusal } }
        return (final, waiting)
    }
}
