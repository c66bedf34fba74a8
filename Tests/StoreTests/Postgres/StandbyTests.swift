import CertAuthority
import Credentials
import Foundation
import Testing
@testable import StorePostgres
@testable import StoreSQL
@testable import TestSupport

@Suite(
    "Standbys of a store in PostgreSQL", .serialized,
    .enabled(if: TestPostgres.isInstalled, Comment(rawValue: TestPostgres.absence)))
struct StandbyTests {
    /// A primary with a standby that it waits for, and a store with one certificate.
    private struct Cluster {
        let primary: String
        let standby: String
        let store: SQLStore
        let number: CertificateNumber
        let memory: String

        func address(_ folder: String) throws -> PostgresAddress {
            try TestPostgres.address("postgres", in: folder)
        }

        /// What the public side says from a server.
        func state(at folder: String, bound: Int = 30) async throws -> Standing.State? {
            let record = try SQLPublicRecord(address(folder), standbyBound: bound)
            return try await record.verificationRecord(of: number)?.certificate.standing.state
        }
    }

    private static let revoked = Authorship(
        actor: "tester", at: TestInstallation.instant.adding(seconds: 60))

    private static func with(_ body: (Cluster) async throws -> Void) async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            let (primary, standby) = (try TestPostgres.newFolder(), try TestPostgres.newFolder())
            defer { for folder in [primary, standby] { try? TestPostgres.kill(folder) } }
            try TestPostgres.initialise(primary)
            try TestPostgres.serve(primary, ["synchronous_standby_names=copy"])
            try TestPostgres.runAsServer(
                "pg_basebackup",
                ["-h", primary, "-U", "postgres", "-D", "\(standby)/data", "-R", "-c", "fast"])
            try TestPostgres.serve(
                standby,
                ["primary_conninfo=host=\(primary) user=postgres application_name=copy"])
            let memory = test.home.path + "/acknowledged-head"
            let address = try TestPostgres.address("postgres", in: primary)
            let empty = try SQLStore.createEmpty(at: address)
            _ = try await test.store.copy(into: empty)
            let store = try SQLStore(address, memory: memory)
            try PostgresBeat.write(at: address)
            let cluster = Cluster(
                primary: primary, standby: standby, store: store, number: number, memory: memory)
            // What is flushed there is not shown there yet.
            var state: Standing.State?
            for _ in 0..<200 where state != .good {
                state = try? await cluster.state(at: standby)
                usleep(50_000)
            }
            try #require(state == .good)
            try await body(cluster)
        }
    }

    private static func revoke(_ cluster: Cluster) async throws {
        _ = try await cluster.store.change(
            [cluster.number], to: .revoked, reason: "a reason", by: PlainAuthority(), revoked)
    }

    @Test(
        "What is acknowledged as revoked is revoked on the standby too, and stays when it takes over"
    )
    func takingOver() async throws {
        try await Self.with { cluster in
            #expect(try await cluster.state(at: cluster.standby) == .good)
            try await Self.revoke(cluster)
            #expect(try await cluster.state(at: cluster.standby) == .revoked)
            try TestPostgres.kill(cluster.primary)
            try TestPostgres.runAsServer("pg_ctl", ["promote", "-D", "\(cluster.standby)/data"])
            #expect(try await cluster.state(at: cluster.standby) == .revoked)
            // It has all that was acknowledged, so the office goes on there.
            let promoted = try SQLStore(
                cluster.address(cluster.standby), memory: cluster.memory)
            try TestPostgres.query(
                cluster.standby, "postgres", "ALTER SYSTEM SET synchronous_standby_names = ''")
            try TestPostgres.query(cluster.standby, "postgres", "SELECT pg_reload_conf()")
            try await promoted.apply(try await promoted.catalogue(), Self.revoked)
            #expect(try await promoted.checkAudit().findings.isEmpty)
        }
    }

    @Test(
        "A standby that does not follow is told to the office, and answers nothing once it is late")
    func paused() async throws {
        try await Self.with { cluster in
            try TestPostgres.query(cluster.standby, "postgres", "SELECT pg_wal_replay_pause()")
            let error = await #expect(throws: StoreError.self) { try await Self.revoke(cluster) }
            #expect(error?.code == .unconfirmed)
            // It is written all the same.
            #expect(try await cluster.state(at: cluster.primary) == .revoked)
            let late = await #expect(throws: StoreError.self) {
                try await cluster.state(at: cluster.standby, bound: 1)
            }
            #expect(late?.code == .busy)
            #expect(late?.description.contains("behind") == true)
            try TestPostgres.query(cluster.standby, "postgres", "SELECT pg_wal_replay_resume()")
            try PostgresBeat.write(at: cluster.address(cluster.primary))
            var state: Standing.State?
            for _ in 0..<100 where state != .revoked {
                state = try? await cluster.state(at: cluster.standby, bound: 5)
                usleep(100_000)
            }
            #expect(state == .revoked)
        }
    }

    @Test(
        "A standby refuses what writes, and a server that lost what it acknowledged is not written to"
    )
    func lost() async throws {
        try await Self.with { cluster in
            let onStandby = try SQLStore(cluster.address(cluster.standby))
            await #expect(throws: StoreError(.denied, "")) {
                try await onStandby.apply(try await onStandby.catalogue(), Self.revoked)
            }
            // The standby is cut off, and the primary goes on alone and is then lost.
            try TestPostgres.kill(cluster.standby)
            try TestPostgres.query(
                cluster.primary, "postgres", "ALTER SYSTEM SET synchronous_standby_names = ''")
            try TestPostgres.kill(cluster.primary)
            try TestPostgres.serve(cluster.primary, [])
            let alone = try SQLStore(cluster.address(cluster.primary), memory: cluster.memory)
            try await alone.apply(try await alone.catalogue(), Self.revoked)
            try TestPostgres.kill(cluster.primary)
            try TestPostgres.serve(cluster.standby, [])
            try TestPostgres.runAsServer("pg_ctl", ["promote", "-D", "\(cluster.standby)/data"])
            let promoted = try SQLStore(
                cluster.address(cluster.standby), memory: cluster.memory)
            let error = await #expect(throws: StoreError.self) {
                try await promoted.apply(try await promoted.catalogue(), Self.revoked)
            }
            #expect(error?.code == .auditBroken)
            #expect(error?.description.contains("lost what was acknowledged") == true)
        }
    }
}
