import CertAuthority
import Office
import StoreSQLite
import StoreSQL
import Testing
@testable import TestSupport

@Suite("Putting a catalogue in force, planned and done")
struct CatalogueChangeTests {
    @Test("What is in force already is not new, and applying it changes nothing")
    func same() async throws {
        try await TestInstallation.with { test in
            let before = try test.dump()
            let change = CatalogueChange(test.store, TestInstallation.authorship)
            let files = try SeedFiles.files()
            for given in [
                CatalogueChange<SQLStore>.Given.catalogue(files), .schedule(files.fees),
            ] {
                let plan = try await change.plan(given)
                #expect(!plan.isNew && plan.changedFiles.isEmpty)
                #expect(plan.difference.changes.isEmpty)
                try await change.apply(plan)
            }
            #expect(try test.dump() == before)
        }
    }

    @Test("Signing is refused by a catalogue that was changed in the store, with how to go on")
    func changed() async throws {
        try await TestInstallation.with { test in
            let work = try await CohortWork(test)
            try test.tamper(
                """
                UPDATE catalogue_file SET content = CAST(content || X'0A' AS BLOB)
                WHERE path = 'programmes.yaml'
                """)
            let refusal = await #expect(throws: (any Error).self) { try await work.run(rows: 1) }
            #expect((refusal as? OfficeRefusal)?.remedies == [.verifyAudit, .applyCatalogue()])
        }
    }
}
