import CertAuthority
import Credentials
import Foundation
import GRDB
import Testing
@testable import StoreSQLite
@testable import StoreSQL
@testable import TestSupport

/// Puts rows into every table of a store, by what the office does.
struct FilledStore {
    private static let programme = "advanced-generative-ai"

    let test: TestInstallation

    private var store: SQLStore { test.store }
    private var authorship: Authorship { TestInstallation.authorship }

    /// One learner's certificate, and a row of the learner's that is planned and not issued.
    struct Learner {
        let number: CertificateNumber
        let batch: Batch
        let planned: PlannedCertificate
    }

    private func usd(_ units: Int64) throws -> Money {
        Money(minorUnits: units, try #require(Currency(code: "USD", digits: 2)))
    }

    private func request(
        _ name: String, _ day: String, evidence: [Evidence] = []
    ) throws -> CertificateRequest {
        // With something in every column there is, and a name of its own in what tells learners apart.
        var row = try CohortText.wholeRow()
        row.number = 1
        row.learnerReference = "REF-\(name)"
        row.name = name
        row.email = "\(name)@learners.example"
        row.locale = try language("sw")
        row.country = "KE"
        row.completedOn = try date(day)
        return CertificateRequest(
            number: try CertificateNumber.random(), row: row,
            key: RowKey(
                programme: try slug(Self.programme), learner: row.learner,
                completedOn: row.completedOn), salt: "salt of \(name)", evidence: evidence)
    }

    private func batch(_ organisation: String, key: String) throws -> Batch {
        Batch(
            id: UUID().uuidString, programme: try slug(Self.programme),
            organisation: try slug(organisation), source: "cohort.csv",
            sourceDigest: String(repeating: "a", count: 64), key: key,
            mechanism: .dataIntegrity(.eddsaRDFC2022), settledBy: nil,
            planned: TestInstallation.instant)
    }

    /// What the learner owes by the repository's fees, where it says of whom.
    private func fee(_ request: CertificateRequest) async throws -> RowFee {
        let quote = try #require(
            try test.contents.fees.quote(
                FeeRequest(
                    programme: slug(Self.programme), country: "KE", groups: [.woman],
                    date: date("2026-06-01")),
                catalogue: test.contents.catalogue, reference: test.contents.reference))
        return RowFee(
            order: OrderRequest(
                rowKey: request.key, programme: try slug(Self.programme),
                organisation: quote.organisation, country: "KE", quote: nil),
            learnerReference: request.row.learnerReference, quote: quote,
            kept: StoredQuote(
                quote, id: try QuoteID.random(), learner: request.row.learnerReference,
                at: TestInstallation.instant, schedule: test.contents.fees,
                catalogueVersion: try await store.catalogue().version))
    }

    /// A learner with something in every table that holds something of learners: sponsored under a
    /// cap, certified, refused by a mail server, suspended for a reason, and planned once more.
    ///
    /// - Parameter step: The certificate that the new one rests on.
    func learner(
        _ name: String, organisation: String = "itu", key: String? = nil, pool: String = "fund",
        step: CertificateNumber? = nil
    ) async throws -> Learner {
        if try await store.pools().first(where: { $0.pool.id.text == pool }) == nil {
            try await makePool(pool)
        }
        let request = try request(
            name, "2026-05-30",
            evidence: try step.map {
                [Evidence(number: $0, title: "a step", completedOn: try date("2026-05-30"))]
            } ?? [])
        let settled = try await store.settle(
            [fee(request)], by: SettlementMeans(vouchers: [], pool: slug(pool)), authorship)
        #expect(settled.rows.first?.sponsored != nil)
        let batch = try batch(organisation, key: key ?? test.keyID)
        let issued = try await store.issue(batch, [request], lists: PlainAuthority(), authorship) {
            PlainAuthority.certificate($0, of: batch)
        }
        let number = try #require(issued.first).number
        let link = NewLink(number: number, token: try .random())
        try await store.create([link], ending: false, authorship)
        #expect(try await store.planDeliveries(of: .batch(batch.id), authorship) == 1)
        try await store.endDelivery(
            of: number, link: nil, as: .refused,
            reply: "550 5.1.1", authorship)
        try test.tamper(
            """
            INSERT INTO end_reminder (certificate, valid_until, state, since, reply)
            VALUES (?, 1861920000, 'refused', 1780272000, '550 5.1.1')
            """, [number.description])
        _ = try await store.change(
            [number], to: .suspended, reason: "was ill in spring", by: PlainAuthority(), authorship)
        let next = try self.batch(organisation, key: key ?? test.keyID)
        try await store.plan(
            next, [self.request(name, "2026-05-31")], by: PlainAuthority(), authorship)
        let planned = try await store.planned(in: next.id, after: 0, limit: 1)
        return Learner(number: number, batch: next, planned: try #require(planned.first))
    }

    private func makePool(_ name: String) async throws {
        let currency = try usd(0).currency
        try await store.create(
            SponsorPool(
                id: slug(name), sponsor: "A Fund", currency: currency,
                caps: [SponsorCap("learner=500.00", currency: currency)],
                created: TestInstallation.instant), authorship)
        _ = try await store.fund(slug(name), usd(1_000_000), note: "a gift", authorship)
    }

    /// What names no learner: another catalogue, a document key, and orders with each way of
    /// settling.
    func office(_ name: String) async throws {
        var files = try await store.catalogue().files
        files["notes/\(name).txt"] = Array("a catalogue of \(name)".utf8)
        try await store.apply(StoredCatalogue(version: 0, files: files), authorship)
        let (_, chain) = try PDFSigning.signerWithChain()
        try await store.add(
            DocumentCertificate(
                organisation: slug("itu"), chain: chain, added: TestInstallation.instant),
            authorship)
        let orders = try await store.open(
            (1...3).map { place in
                OrderRequest(
                    rowKey: RowKey(
                        programme: try slug(Self.programme), learner: "\(name)-\(place)",
                        completedOn: try date("2026-05-30")),
                    programme: try slug(Self.programme), organisation: try slug("itu"),
                    country: "KE", quote: OrderQuote(id: "by hand", amount: try usd(9_000)))
            }, authorship
        ).map(\.order.reference)
        _ = try await store.take(
            [
                Payment(
                    provider: slug("bank"), id: "transfer of \(name)", amount: usd(9_000),
                    paid: TestInstallation.instant, order: .one(orders[0]),
                    reference: "charge of \(name)")
            ],
            returns: [
                PaymentReturn(
                    kind: .chargeback, provider: slug("bank"), id: "dispute of \(name)",
                    payment: "charge of \(name)", amount: usd(9_000),
                    at: TestInstallation.instant)
            ], source: "export.csv", digest: "d", authorship)
        let waiting = try await store.returns(waiting: true)
        _ = try await store.close(
            return: #require(waiting.last).kept.number, reason: "won", authorship)
        _ = try await store.requestWaiver(orders[1], nil, reason: "a flood", authorship)
        let code = try VoucherCode.random()
        try await store.create(
            VoucherBatch(
                id: VoucherBatch.newIdentifier(),
                terms: VoucherTerms(
                    programmes: [slug(Self.programme)], organisation: nil,
                    value: .amount(usd(9_000)), uses: 2,
                    expires: TestInstallation.instant.adding(seconds: 86_400)),
                note: nil, created: TestInstallation.instant), codes: [code], authorship)
        _ = try await store.redeem(code, for: orders[2], authorship)
        await #expect(throws: VoucherError.unknown) {
            _ = try await store.redeem(.random(), for: orders[1], authorship)
        }
        let (price, zero) = (try usd(9_000), try usd(0))
        let content = Receipt.Content(
            kind: .invoice, programme: try slug(Self.programme),
            title: LocalizedText(english: "Advanced"), seller: .init(legalName: "Academy"),
            price: price, waived: zero, vouchered: zero, sponsored: zero, paid: zero)
        _ = try await store.issueReceipt(orders[1], authorship) { _, _ in content }
    }

    /// The rows of a table, by column.
    static func rows(
        _ table: StoreTable, in path: String
    ) throws -> [[String: DatabaseValue]] {
        try DatabaseQueue(path: path).read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM \(table.rawValue) ORDER BY 1").map { row in
                Dictionary(uniqueKeysWithValues: row.map { ($0, $1) })
            }
        }
    }
}
