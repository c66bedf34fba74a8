import StoreSQL
import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData
import Office
import StoreSQLite
import Synchronization
import Testing
@testable import TestSupport

@Suite("Very many certificates at once")
struct ManyStandingsTests {
    @Test("Five thousand of a batch over three lists of two organisations: one signature a list")
    func signatures() async throws {
        try await TestInstallation.with { test in
            let itu = try await issue(4_000, "itu", test, fullAfter: 1_500)
            let ilo = try await issue(1_000, "ilo", test, fullAfter: nil)
            let signed = Mutex<[String]>([])
            let lists = PlainAuthority { id in signed.withLock { $0.append(id) } }
            let numbers = itu + ilo
            let head = try await test.store.auditHead()
            let change = try await test.store.change(
                numbers, to: .revoked, reason: "void", by: lists, TestInstallation.authorship)
            #expect(change.changed == numbers)
            #expect(change.lists == ["ilo-1", "itu-1", "itu-2"])
            #expect(signed.withLock { $0 } == ["ilo-1", "itu-1", "itu-2"])
            // Each entry names a thousand.
            #expect(try await test.store.auditHead().count == head.count + 5)
            let named = try await DatabaseQueue(path: test.home.storePath).read { db in
                try String.fetchAll(
                    db, sql: "SELECT details FROM audit WHERE action = 'revoke' ORDER BY sequence")
            }
            let entries = try named.map { try JSON.parse(Array($0.utf8)) }
            #expect(
                entries.flatMap { $0["numbers"]?.arrayValue ?? [] }.map(\.stringValue)
                    == numbers.map(\.description))
        }
    }

    /// Issues in one batch; the list is as good as full after some.
    private func issue(
        _ count: Int, _ organisation: String, _ test: TestInstallation, fullAfter: Int?
    ) async throws -> [CertificateNumber] {
        let key = try Fixture.signingKey(organisation)
        try await test.store.add(key, TestInstallation.authorship)
        func batch() throws -> Batch {
            Batch(
                id: UUID().uuidString, programme: try slug("ai-foundations"),
                organisation: try slug(organisation), source: "", sourceDigest: "", key: key.id,
                mechanism: .dataIntegrity(.eddsaRDFC2022), settledBy: nil,
                planned: TestInstallation.instant)
        }
        let requests = try (1...count).map {
            try TestInstallation.request("\(organisation) \($0)", row: $0)
        }
        func issue(_ requests: [CertificateRequest]) async throws -> [Certificate] {
            let batch = try batch()
            return try await test.store.issue(
                batch, requests, lists: PlainAuthority(), TestInstallation.authorship
            ) { PlainAuthority.certificate($0, of: batch) }
        }
        guard let fullAfter else { return try await issue(requests).map(\.number) }
        let first = try await issue([requests[0]])
        try test.tamper("UPDATE status_list SET used = length / 8 * 7 - \(fullAfter)")
        return try await (first + issue(Array(requests.dropFirst()))).map(\.number)
    }

    @Test("A selection is told in its order, and what nobody was given is passed over")
    func selections() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek", "Cy Oh")
            let numbers = issued.map(\.number)
            let asked = [numbers[2], try CertificateNumber.random(), numbers[0]]
            let found = try await test.store.standings(.numbers(asked))
            #expect(found.map(\.number) == [numbers[2], numbers[0]])
            #expect(found.map(\.learner.name) == ["Cy Oh", "Ada Obi"])
            let batch = try await test.store.standings(.batch(issued[0].batch))
            #expect(batch.map(\.number) == numbers)
            #expect(try await test.store.standings(.batch("none")).isEmpty)
        }
    }

    @Test("What a change will do is told by organisation and list beforehand")
    func plan() throws {
        func standing(_ list: String, _ state: Standing.State) throws -> CertificateStanding {
            CertificateStanding(
                number: try CertificateNumber.random(),
                organisation: try slug(String(list.prefix(3))),
                learner: LearnerNames(name: ""),
                statusList: list,
                state: state, history: .none)
        }
        let standings = try [
            standing("itu-1", .good), standing("ilo-1", .good), standing("itu-2", .suspended),
            standing("itu-1", .good), standing("ilo-1", .revoked), standing("itu-1", .suspended),
        ]
        let revoking = StandingPlan(standings, to: .revoked)
        #expect(revoking.parts.map(\.list) == ["ilo-1", "itu-1", "itu-2"])
        #expect(revoking.parts.map(\.count) == [1, 3, 1])
        #expect(revoking.organisations.map(\.text) == ["ilo", "itu"])
        #expect(revoking.already == [standings[4]] && revoking.final.isEmpty)
        let suspending = StandingPlan(standings, to: .suspended)
        #expect(suspending.changing == [standings[0], standings[1], standings[3]])
        #expect(suspending.already == [standings[2], standings[5]])
        #expect(suspending.final == [standings[4]])
        let reinstating = StandingPlan(standings, to: .good)
        #expect(reinstating.changing == [standings[2], standings[5]])
        #expect(reinstating.parts.map(\.count) == [1, 1])
    }
}
