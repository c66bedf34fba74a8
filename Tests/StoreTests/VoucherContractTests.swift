import CertAuthority
import Credentials
import Foundation
import GRDB
import StoreSQLite
import StoreSQL
import Testing
@testable import TestSupport

@Suite("The contract of a store: vouchers")
struct VoucherContractTests {
    private func batch(
        _ fixture: MoneyFixture, codes count: Int = 1, uses: Int = 1,
        value: VoucherTerms.Value = .share(.whole), programme: String = MoneyFixture.programme
    ) async throws -> (id: String, codes: [VoucherCode]) {
        let codes = try (0..<count).map { _ in try VoucherCode.random() }
        let batch = VoucherBatch(
            id: try VoucherBatch.newIdentifier(),
            terms: VoucherTerms(
                programmes: [try slug(programme)], organisation: nil, value: value, uses: uses,
                expires: Fixture.authorship.at.adding(seconds: 86_400)), note: "for a test",
            created: Fixture.authorship.at)
        try await fixture.store.create(batch, codes: codes, fixture.by("office"))
        return (batch.id, codes)
    }

    /// Expects that a code is refused and that, but for the count of unknown ones, nothing changed.
    private func expectRefusal(
        _ fixture: MoneyFixture, _ error: VoucherError, _ code: VoucherCode,
        _ order: OrderReference, after seconds: Int64 = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let before = try await fixture.contents()
        await #expect(throws: error, sourceLocation: sourceLocation) {
            _ = try await fixture.store.redeem(
                code, for: order, fixture.by("office", after: seconds))
        }
        let after = try await fixture.contents()
        #expect(after.orders == before.orders, sourceLocation: sourceLocation)
        #expect(after.vouchers == before.vouchers, sourceLocation: sourceLocation)
    }

    @Test("A code of one use settles one order", arguments: StoreKind.allCases)
    func single(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let orders = try await fixture.open(1...2)
            let (id, codes) = try await batch(fixture)
            let record = try await fixture.store.redeem(
                codes[0], for: orders[0], fixture.by("office"))
            #expect(record.account.state == .settled)
            #expect(
                try record.entries.last?.event
                    == .vouchered(try fixture.usd(12_000), voucher: "\(id)/1"))
            try await expectRefusal(fixture, .usedForThisOrder, codes[0], orders[0])
            try await expectRefusal(fixture, .usedUp, codes[0], orders[1])
            let report = try #require(try await fixture.store.voucherReports().first)
            #expect(report.size == 1 && report.redemptions == 1 && report.revoked == 0)
            #expect(report.settled == [try fixture.usd(12_000)])
        }
    }

    @Test("A code of many uses settles so many orders, each once", arguments: StoreKind.allCases)
    func many(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let orders = try await fixture.open(1...3)
            let (_, codes) = try await batch(
                fixture, uses: 2, value: .amount(fixture.usd(5_000)))
            for order in orders[0...1] {
                let record = try await fixture.store.redeem(
                    codes[0], for: order, fixture.by("office"))
                #expect(try record.account.outstanding == fixture.usd(7_000))
                try await expectRefusal(fixture, .usedForThisOrder, codes[0], order)
            }
            try await expectRefusal(fixture, .usedUp, codes[0], orders[2])
            // What a cancelled order used can be used again.
            _ = try await fixture.store.cancel(orders[0], reason: "x", fixture.by("office"))
            _ = try await fixture.store.redeem(codes[0], for: orders[2], fixture.by("office"))
            let report = try #require(try await fixture.store.voucherReports().first)
            #expect(report.redemptions == 2)
            #expect(report.settled == [try fixture.usd(10_000)])
        }
    }

    @Test(
        "Beyond its scope, once it expired or was revoked, a code settles nothing",
        arguments: StoreKind.allCases)
    func scope(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try await fixture.open(1...1)[0]
            let (_, other) = try await batch(fixture, programme: "advanced-machine-learning")
            try await expectRefusal(
                fixture, .otherProgramme(try slug(MoneyFixture.programme)), other[0], order)
            let (id, codes) = try await batch(fixture, codes: 3)
            let expires = Fixture.authorship.at.adding(seconds: 86_400)
            try await expectRefusal(fixture, .expired(expires), codes[0], order, after: 86_400)
            let actor = fixture.by("office")
            #expect(
                try await fixture.store.revokeVouchers(
                    of: id, place: 2, reason: "lost", actor) == 1)
            try await expectRefusal(fixture, .revoked, codes[1], order)
            try await fixture.expectRefusal(.conflict, "already") {
                _ = try await fixture.store.revokeVouchers(of: id, place: 2, reason: "lost", actor)
            }
            try await fixture.expectRefusal(.notFound) {
                _ = try await fixture.store.revokeVouchers(of: id, place: 4, reason: "lost", actor)
            }
            #expect(try await fixture.store.identify(codes[2], actor).place == 3)
            #expect(
                try await fixture.store.revokeVouchers(
                    of: id, place: nil, reason: "lost", actor) == 2)
            try await expectRefusal(fixture, .revoked, codes[0], order)
        }
    }

    @Test(
        "Unknown codes are counted, and after a hundred within an hour none is looked at",
        arguments: StoreKind.allCases)
    func guessing(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try await fixture.open(1...1)[0]
            let (_, codes) = try await batch(fixture)
            let before = try await fixture.contents()
            for place in 0..<VoucherGuessing.most {
                let guess = try VoucherCode.random()
                let authorship = fixture.by("office", after: Int64(place))
                await #expect(throws: VoucherError.unknown) {
                    // Every way in is counted, rehearsals too.
                    switch place % 3 {
                    case 0: _ = try await fixture.store.redeem(guess, for: order, authorship)
                    case 1: _ = try await fixture.store.identify(guess, authorship)
                    default:
                        _ = try await (fixture.store as? SQLStore)?.rehearsing()
                            .redeem(guess, for: order, authorship)
                    }
                }
            }
            let after = try await fixture.contents()
            #expect(after.orders == before.orders && after.vouchers == before.vouchers)
            #expect(after.auditCount == before.auditCount + Int64(VoucherGuessing.most))
            let last = Int64(VoucherGuessing.most - 1)
            try await expectRefusal(fixture, .tooManyUnknown, codes[0], order, after: last)
            // The first of them is an hour old, and no longer counts.
            let hour = VoucherGuessing.window
            try await expectRefusal(fixture, .tooManyUnknown, codes[0], order, after: hour - 1)
            _ = try await fixture.store.redeem(
                codes[0], for: order, fixture.by("office", after: hour))
        }
    }

    @Test("No code can be read from the store's files")
    func hashed() async throws {
        try await TestInstallation.with { test in
            let fixture = MoneyFixture(
                base: Fixture(
                    store: test.store,
                    key: SigningKey(
                        id: test.keyID, organisation: try slug("itu"),
                        publicKey: test.key.publicKey, created: TestInstallation.instant)),
                store: test.store)
            let orders = try await fixture.open(1...1)
            let (_, codes) = try await batch(fixture, codes: 20)
            _ = try await fixture.store.redeem(codes[0], for: orders[0], fixture.by("office"))
            #expect(
                try test.fetch(
                    Int.self, "SELECT count(*) FROM voucher WHERE digest = ?", [codes[3].digest])
                    == 1)
            let files = ["", "-wal"].compactMap {
                FileManager.default.contents(atPath: test.home.storePath + $0)
            }
            #expect(files.count == 2)
            for code in codes {
                let grouped = String(code.description.dropFirst(2))
                for text in [grouped, grouped.filter { $0 != "-" }] {
                    for form in [text, text.lowercased(), String(text.dropLast())] {
                        #expect(files.allSatisfy { $0.range(of: Data(form.utf8)) == nil })
                    }
                }
            }
        }
    }
}
