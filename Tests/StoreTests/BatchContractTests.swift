import CertAuthority
import Credentials
import Synchronization
import Testing
@testable import TestSupport

@Suite("What every store does with plans")
struct BatchContractTests {
    /// All that a plan fixes, so that two readings can be compared.
    private struct Line: Equatable {
        let position: Int
        let number: CertificateNumber
        let row: CohortRow
        let key: RowKey
        let salt: String
        let list: String
        let index: Int

        init(_ planned: PlannedCertificate) {
            position = planned.position
            number = planned.request.number
            row = planned.request.row
            key = planned.request.key
            salt = planned.request.salt
            list = planned.statusList
            index = planned.statusIndex
        }
    }

    @Test(
        "A plan is kept whole, with a place in a status list of its own for each certificate",
        arguments: StoreKind.allCases)
    func plan(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            try await fixture.issue(fixture.requests(1...50))
            let batch = try fixture.batch(settledBy: "INV-7")
            let requests = try fixture.requests(51...350)
            let planned = try await fixture.plan(requests, batch)
            #expect(planned.map(\.position) == Array(1...300))
            #expect(planned.map(\.request.number) == requests.map(\.number))
            #expect(planned.map(\.request.row) == requests.map(\.row))
            #expect(planned.map(\.request.key) == requests.map(\.key))
            #expect(planned.map(\.request.salt) == requests.map(\.salt))
            let issued = try await fixture.contents().certificates
            #expect(Set(planned.map(\.statusIndex) + issued.map(\.statusIndex)).count == 350)
            let record = try #require(try await fixture.store.batch(batch.id))
            #expect(record.batch == batch)
            #expect(record.state == .planned && record.size == 300 && record.remaining == 300)
            #expect(try await fixture.store.batches().map(\.state) == [.finished, .planned])
            let some = try await fixture.store.planned(in: batch.id, after: 290, limit: 4)
            #expect(some.map(Line.init) == planned[290..<294].map(Line.init))
            #expect(try await fixture.store.batch("none") == nil)
        }
    }

    @Test(
        "What was recorded is struck from the plan; the last certificate finishes the run",
        arguments: StoreKind.allCases)
    func record(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let batch = try fixture.batch()
            let planned = try await fixture.plan(fixture.requests(1...5), batch)
            for (chunk, state) in [
                (planned[0..<2], BatchRecord.State.planned), (planned[2..<4], .planned),
                (planned[4..<5], .finished),
            ] {
                try await fixture.record(chunk, of: batch)
                let record = try #require(try await fixture.store.batch(batch.id))
                #expect(record.state == state)
                #expect(record.size == 5)
                #expect(record.remaining == 5 - chunk.endIndex)
                let left = try await fixture.store.planned(in: batch.id, after: 0, limit: .max)
                #expect(left.map(Line.init) == planned[chunk.endIndex...].map(Line.init))
            }
            let certificates = try await fixture.contents().certificates
            #expect(certificates.map(\.number) == planned.map(\.request.number))
            #expect(certificates.map(\.statusIndex) == planned.map(\.statusIndex))
        }
    }

    @Test(
        "What another process has recorded or given up is not recorded, and nothing is changed",
        arguments: StoreKind.allCases)
    func conflict(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let batch = try fixture.batch()
            let planned = try await fixture.plan(fixture.requests(1...6), batch)
            try await fixture.record(planned[0..<2], of: batch)
            let before = try await fixture.contents()
            // The same chunk, one that overlaps it, and one that leaves a gap.
            for chunk in [planned[0..<2], planned[1..<4], planned[4..<6]] {
                await #expect {
                    try await fixture.record(chunk, of: batch)
                } throws: { error in
                    guard let error = error as? StoreError else { return false }
                    return error.code == .conflict && error.description.contains(batch.id)
                }
                #expect(try await fixture.contents() == before)
            }
            #expect(try await fixture.store.abandon(batch: batch.id, Fixture.authorship) == 4)
            let abandoned = try await fixture.contents()
            await #expect(throws: StoreError(.conflict, "")) {
                try await fixture.record(planned[2..<4], of: batch)
            }
            #expect(try await fixture.contents() == abandoned)
        }
    }

    @Test(
        "A row that another process has issued meanwhile is not planned",
        arguments: StoreKind.allCases)
    func plannedTooLate(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            try await fixture.issue(fixture.requests(1...2))
            _ = try await fixture.plan(fixture.requests(3...4), fixture.batch())
            let before = try await fixture.contents()
            for late in [2...5, 4...5] {
                await #expect(throws: StoreError(.conflict, "")) {
                    _ = try await fixture.plan(fixture.requests(late), fixture.batch())
                }
                #expect(try await fixture.contents() == before)
            }
        }
    }

    @Test(
        "What is given up can be planned anew; what was issued stays",
        arguments: StoreKind.allCases)
    func abandon(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let batch = try fixture.batch()
            let planned = try await fixture.plan(fixture.requests(1...5), batch)
            try await fixture.record(planned[0..<2], of: batch)
            let head = try await fixture.store.auditHead()
            #expect(try await fixture.store.abandon(batch: batch.id, Fixture.authorship) == 3)
            #expect(try await fixture.store.auditHead().count == head.count + 1)
            let record = try #require(try await fixture.store.batch(batch.id))
            #expect(record.state == .abandoned && record.size == 5 && record.remaining == 0)
            #expect(try await fixture.store.certificates(programme: nil).count == 2)
            #expect(try await fixture.store.planned(in: batch.id, after: 0, limit: 9).isEmpty)
            let before = try await fixture.contents()
            await #expect(throws: StoreError(.conflict, "")) {
                _ = try await fixture.store.abandon(batch: batch.id, Fixture.authorship)
            }
            await #expect(throws: StoreError(.notFound, "")) {
                _ = try await fixture.store.abandon(batch: "none", Fixture.authorship)
            }
            #expect(try await fixture.contents() == before)
            // The places that were given up are not given out again.
            let anew = try await fixture.plan(fixture.requests(3...5), fixture.batch())
            #expect(
                Set(anew.map(\.statusIndex)).isDisjoint(with: Set(planned.map(\.statusIndex))))
        }
    }

    @Test(
        "A row that waits to be issued is found by its key, with its run",
        arguments: StoreKind.allCases)
    func rowKeys(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let batches = try [fixture.batch(), fixture.batch()]
            let first = try await fixture.plan(fixture.requests(1...2), batches[0])
            _ = try await fixture.plan(fixture.requests(3...3), batches[1])
            let keys = try fixture.requests(1...4).map(\.key)
            #expect(
                try await fixture.store.planned(rowKeys: keys).mapValues(\.batch) == [
                    keys[0]: batches[0].id, keys[1]: batches[0].id, keys[2]: batches[1].id,
                ])
            try await fixture.record(first[0..<1], of: batches[0])
            #expect(
                try await fixture.store.planned(rowKeys: keys).mapValues(\.batch) == [
                    keys[1]: batches[0].id, keys[2]: batches[1].id,
                ])
        }
    }

    @Test(
        "Many certificates are changed at once, in their order; a list is signed once",
        arguments: StoreKind.allCases)
    func changeMany(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let issued = try await fixture.issue(fixture.requests(1...30))
            let signed = Mutex<[String]>([])
            let lists = PlainAuthority { id in signed.withLock { $0.append(id) } }
            let numbers = issued[5..<25].reversed().map(\.number)
            let head = try await fixture.store.auditHead()
            let changed = try await fixture.store.change(
                numbers, to: .revoked, reason: "because", by: lists, Fixture.authorship)
            #expect(changed.changed == numbers && changed.already.isEmpty)
            #expect(changed.lists == ["itu-1"])
            let standings = try await fixture.store.standings(.numbers(numbers))
            #expect(standings.map(\.number) == numbers)
            #expect(standings.allSatisfy { $0.state == .revoked })
            #expect(signed.withLock { $0 } == ["itu-1"])
            #expect(try await fixture.store.auditHead().count == head.count + 1)
            let indexes = issued[5..<25].map(\.statusIndex).sorted()
            let list = try #require(try await fixture.store.statusList("itu-1"))
            #expect(String(decoding: list, as: UTF8.self) == "itu-1 of itu: \(indexes)")
        }
    }

    @Test("When one of many may not be changed, none is", arguments: StoreKind.allCases)
    func changeNone(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let numbers = try await fixture.issue(fixture.requests(1...4)).map(\.number)
            try await fixture.change(numbers[3], to: .revoked)
            let before = try await fixture.contents()
            for (tried, code) in [
                (numbers[0...3], StoreError.Code.conflict),
                (numbers[0...2] + [try CertificateNumber.random()], .notFound),
            ] {
                await #expect(throws: StoreError(code, "")) {
                    _ = try await fixture.store.change(
                        Array(tried), to: .suspended, reason: "because", by: PlainAuthority(),
                        Fixture.authorship)
                }
                #expect(try await fixture.contents() == before)
            }
        }
    }
}
