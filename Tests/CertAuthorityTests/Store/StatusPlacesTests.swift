import Credentials
import Testing
@testable import CertAuthority
@testable import TestSupport

@Suite("Places in status lists, whatever holds their rows")
struct StatusPlacesTests {
    /// Lists in memory; the newest is the last.
    private final class Rows: StatusListRows {
        var lists: [(list: OpenStatusList, bits: BitstringStatusList, credential: [UInt8])] = []

        func newestList(of organisation: Slug, _ form: StatusListForm) -> OpenStatusList? {
            lists.last { StatusListForm(list: $0.list.id) == form }?.list
        }

        func listCount(of organisation: Slug) -> Int { lists.count }

        func insert(
            _ list: BitstringStatusList, id: String, organisation: Slug, credential: [UInt8],
            at instant: Timestamp
        ) {
            lists.append((OpenStatusList(id: id, used: 0, allocated: list), list, credential))
        }

        func save(_ list: OpenStatusList) {
            for index in lists.indices where lists[index].list.id == list.id {
                lists[index].list = list
            }
        }

        func bits(of id: String) -> BitstringStatusList? {
            lists.first { $0.list.id == id }?.bits
        }

        func setBits(
            _ bits: BitstringStatusList, of id: String, credential: [UInt8], at instant: Timestamp
        ) {
            for index in lists.indices where lists[index].list.id == id {
                lists[index].bits = bits
                lists[index].credential = credential
            }
        }
    }

    private let rows = Rows()
    private let instant = Timestamp(seconds: 1_780_272_000)

    private func places(
        _ draws: [Int], _ mechanism: SecuringMechanism = .dataIntegrity(.eddsaRDFC2022)
    ) throws -> StatusPlaces<Rows> {
        var left = draws[...]
        return StatusPlaces(rows, organisation: try slug("itu"), for: mechanism) { bound in
            let drawn = left.popFirst()
            let next = try #require(drawn)
            #expect(next < bound)
            return next
        }
    }

    @Test("What is drawn is given out once: a place that was given out is drawn anew")
    func once() throws {
        var places = try places([5, 5, 9, 9, 5, 7])
        let given = try (1...3).map { _ in try places.reserve(by: PlainAuthority(), at: instant) }
        #expect(given.map(\.index) == [5, 9, 7] && given.allSatisfy { $0.list == "itu-1" })
        #expect(rows.lists[0].list.used == 0, "nothing is written down before it is said so")
        try places.save()
        #expect(rows.lists[0].list.used == 3)
        // Another run draws past what this one gave out.
        var next = try self.places([9, 5, 1])
        #expect(try next.reserve(by: PlainAuthority(), at: instant).index == 1)
    }

    @Test("A list that is seven eighths full takes no more, and the next is opened and signed")
    func full() throws {
        var places = try places([0, 1, 2])
        _ = try places.reserve(by: PlainAuthority(), at: instant)
        try places.save()
        let capacity = BitstringStatusList.minimumLength / 8 * 7
        rows.lists[0].list = OpenStatusList(
            id: "itu-1", used: capacity - 1, allocated: rows.lists[0].list.allocated)
        #expect(try places.reserve(by: PlainAuthority(), at: instant) == ("itu-1", 1))
        #expect(try places.reserve(by: PlainAuthority(), at: instant) == ("itu-2", 2))
        try places.save()
        #expect(rows.lists.map(\.list.used) == [capacity, 1])
        #expect(rows.lists[1].credential == Array("itu-2 of itu: []".utf8))
    }

    @Test("Tokens have lists of their own, and the places of lists are counted over both forms")
    func forms() throws {
        var proofs = try places([1])
        var tokens = try places([1], .token(.joseCose))
        #expect(try proofs.reserve(by: PlainAuthority(), at: instant).list == "itu-1")
        #expect(try tokens.reserve(by: PlainAuthority(), at: instant).list == "itu-2.jwt")
    }

    @Test("Bits are set together and signed once; a list that is missing or too short stops it")
    func bits() throws {
        var places = try places([1])
        _ = try places.reserve(by: PlainAuthority(), at: instant)
        func set(_ indexes: [Int], list: String = "itu-1") throws {
            try rows.set(
                true, indexes: indexes, list: list, organisation: slug("itu"),
                by: PlainAuthority(), at: instant)
        }
        try set([3, 1])
        #expect(rows.lists[0].credential == Array("itu-1 of itu: [1, 3]".utf8))
        let before = rows.lists[0].bits
        for (indexes, list) in [([4, .max], "itu-1"), ([4], "itu-9")] {
            #expect(throws: StoreError(.corrupt, "")) { try set(indexes, list: list) }
        }
        #expect(rows.lists[0].bits == before)
    }
}
