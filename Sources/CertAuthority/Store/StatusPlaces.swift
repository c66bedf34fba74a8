package import Credentials

/// A status list that places are given out of.
package struct OpenStatusList: Sendable {
    /// Its identifier.
    package let id: String
    /// How many places were given out.
    package private(set) var used: Int
    /// A bit for each place that was ever given out.
    package private(set) var allocated: BitstringStatusList

    /// Describes a list.
    package init(id: String, used: Int, allocated: BitstringStatusList) {
        self.id = id
        self.used = used
        self.allocated = allocated
    }

    /// Whether it takes no more: once seven eighths are given out, so that a draw succeeds after eight
    /// tries on average at the worst.
    package var isFull: Bool { used >= allocated.length / 8 * 7 }

    /// Draws a place at random until one was never given out before (Bitstring Status List §4.1 asks
    /// for indexes that say nothing), and keeps it.
    ///
    /// - Parameter draw: A number from 0 up to, not including, the bound; each equally likely.
    package mutating func reserve(_ draw: (Int) throws -> Int) rethrows -> Int {
        var index: Int
        repeat { index = try draw(allocated.length) } while allocated[index]
        allocated[index] = true
        used += 1
        return index
    }
}

/// The rows of status lists within one transaction, as an engine of a store reads and writes them.
package protocol StatusListRows {
    /// The newest list of an organisation in a form, or nil.
    func newestList(of organisation: Slug, _ form: StatusListForm) throws -> OpenStatusList?
    /// How many lists an organisation has, of whatever form.
    func listCount(of organisation: Slug) throws -> Int
    /// Writes a new list down, of which nothing is given out and no bit is set.
    func insert(
        _ list: BitstringStatusList, id: String, organisation: Slug, credential: [UInt8],
        at instant: Timestamp
    ) throws
    /// Writes down what was given out of a list.
    func save(_ list: OpenStatusList) throws
    /// The bits of a list, or nil where there is none.
    func bits(of id: String) throws -> BitstringStatusList?
    /// Writes down the bits of a list, with its credential that was signed anew.
    func setBits(
        _ bits: BitstringStatusList, of id: String, credential: [UInt8], at instant: Timestamp
    ) throws
}

extension StatusListRows {
    /// Sets or clears bits of one list and has it signed anew, once.
    ///
    /// - Throws: ``StoreError`` with the code `corrupt` where the list is missing or too short; what
    ///   signing throws.
    package func set(
        _ bit: Bool, indexes: [Int], list id: String, organisation: Slug,
        by lists: some StatusListAuthority, at instant: Timestamp
    ) throws {
        guard var bits = try bits(of: id) else {
            throw StoreError(.corrupt, "the status list \(id) is missing")
        }
        for index in indexes {
            guard index < bits.length else {
                throw StoreError(.corrupt, "the status list \(id) is shorter than it was")
            }
            bits[index] = bit
        }
        let credential = try lists.statusListCredential(
            bits, id: id, organisation: organisation, at: instant)
        try setBits(bits, of: id, credential: credential, at: instant)
    }
}

/// Gives out places in the status lists of one organisation that are secured in one form. What was
/// given out is a bitmap beside the list, so nothing is ever scanned.
package struct StatusPlaces<Rows: StatusListRows> {
    private let rows: Rows
    private let organisation: Slug
    private let form: StatusListForm
    private let draw: (Int) throws -> Int
    private var current: OpenStatusList?

    /// Gives out places of an organisation's lists.
    ///
    /// - Parameters:
    ///   - mechanism: How the certificates are secured that are to point to the lists.
    ///   - draw: A number from 0 up to, not including, the bound.
    package init(
        _ rows: Rows, organisation: Slug, for mechanism: SecuringMechanism,
        draw: @escaping (Int) throws -> Int = Self.chance()
    ) {
        self.rows = rows
        self.organisation = organisation
        self.draw = draw
        form = StatusListForm(mechanism)
    }

    /// Draws from OpenSSL's randomness.
    package static func chance() -> (Int) throws -> Int {
        var supply = SecureRandomSupply()
        return { try supply.uniform(below: $0) }
    }

    /// Reserves a place; ``save()`` must follow the last.
    ///
    /// - Parameter lists: Signs a list that has to be opened.
    package mutating func reserve(
        by lists: some StatusListAuthority, at instant: Timestamp
    ) throws -> (list: String, index: Int) {
        if current == nil {
            let newest = try rows.newestList(of: organisation, form)
            current = newest?.isFull == true ? nil : newest
        }
        if current?.isFull == true { try save() }
        var list = try current ?? open(by: lists, at: instant)
        // Held once only, the bitmap is changed where it is and not copied.
        current = nil
        let index = try list.reserve(draw)
        current = list
        return (list.id, index)
    }

    /// Writes down what was given out.
    package mutating func save() throws {
        guard let list = current else { return }
        try rows.save(list)
        current = nil
    }

    private func open(
        by lists: some StatusListAuthority, at instant: Timestamp
    ) throws -> OpenStatusList {
        let id = form.identifier(
            organisation, place: try rows.listCount(of: organisation) + 1)
        let list = BitstringStatusList()
        let credential = try lists.statusListCredential(
            list, id: id, organisation: organisation, at: instant)
        try rows.insert(
            list, id: id, organisation: organisation, credential: credential, at: instant)
        return OpenStatusList(id: id, used: 0, allocated: list)
    }
}
