import StoreSQL
import CertAuthority
import Credentials
import Documents
import Foundation
import Office
import StoreSQLite
import Testing
@testable import TestSupport

/// What issuing refuses.
extension DryRunTests {
    /// Of the command and the file.
    static let cohorts: [Refusal] = [
        Refusal(name: "unknown programme", words: "there is no programme nothing") { test in
            let work = try await CohortWork(test)
            return { try await work.run(rows: 1, of: slug("nothing"), options: options($0)) }
        },
        Refusal(name: "a series as a programme", words: "ai-vibes is a series") { test in
            let work = try await CohortWork(test)
            return { try await work.run(rows: 1, of: slug("ai-vibes"), options: options($0)) }
        },
        Refusal(name: "unknown organisation", words: "there is no organisation nobody") { test in
            let work = try await CohortWork(test)
            return { try await work.run(rows: 1, by: slug("nobody"), options: options($0)) }
        },
        Refusal(name: "an organisation that may not", words: "may not issue") { test in
            let work = try await CohortWork(test)
            return {
                try await work.run(
                    rows: 1, of: slug("advanced-generative-ai"), by: slug("eac"),
                    options: options($0))
            }
        },
        Refusal(name: "a proof that the key cannot make", words: "which makes no") { test in
            let work = try await CohortWork(test)
            return { isRehearsal in
                var options = options(isRehearsal)
                options.mechanism = SecuringMechanism(named: "ecdsa-rdfc-2019")
                return try await work.run(rows: 1, options: options)
            }
        },
        Refusal(name: "unknown design", words: "no-such-design") { test in
            let work = try await CohortWork(test)
            return { isRehearsal in
                var options = options(isRehearsal)
                options.design = "no-such-design"
                return try await work.run(rows: 1, options: options)
            }
        },
        Refusal(name: "no table", words: "cut short") { test in
            let work = try await CohortWork(test)
            return { try await work.run([0x50, 0x4B, 3, 4] + [0, 0], options: options($0)) }
        },
        Refusal(name: "a value of a row", words: "no such day") { test in
            let work = try await CohortWork(test)
            let content = file([row(1), row(2, "completed_on", "2026-02-30")])
            return { try await work.run(content, options: options($0)) }
        },
        Refusal(name: "a catalogue changed past the office", words: "not as it was last applied") {
            test in
            let work = try await CohortWork(test)
            try test.tamper(
                """
                UPDATE catalogue_file SET content =
                    CAST(replace(CAST(content AS TEXT), 'Foundations of', 'Doctorate of') AS BLOB)
                WHERE path = 'programmes.yaml'
                """)
            return { try await work.run(rows: 1, options: options($0)) }
        },
    ]

    /// Of what is on record of a row.
    static let records: [Refusal] = [
        Refusal(name: "validity that has ended", words: "which is past") { test in
            try await validity(test, "P3Y")
            let work = try await CohortWork(test)
            let content = file([row(1), row(2, "completed_on", "2015-01-01")])
            return {
                try await work.run(content, options: options($0))
            }
        },
        Refusal(name: "validity beyond the calendar", words: "beyond the calendar") { test in
            try await validity(test, "P9000Y")
            let work = try await CohortWork(test)
            return {
                try await work.run(rows: 1, options: options($0))
            }
        },
        Refusal(name: "issued under another name", words: "was issued for this learner") { test in
            let work = try await CohortWork(test)
            try await work.run(rows: 1)
            let content = file([row(1, "name", "Ada Obi-Meyer")])
            return { try await work.run(content, options: options($0)) }
        },
        Refusal(name: "an erased certificate", words: "was erased on") { test in
            let work = try await CohortWork(test)
            let number = try #require(try await work.run(rows: 1).issued.first?.number)
            _ = try await test.store.erase(
                [number], reason: "asked for", TestInstallation.authorship)
            return { try await work.run(rows: 1, options: options($0)) }
        },
        Refusal(name: "a corrected certificate", words: "was corrected; the new one is") { test in
            let work = try await CohortWork(test)
            let number = try #require(try await work.run(rows: 1).issued.first?.number)
            let old = try #require(try await test.store.certificate(number))
            _ = try await test.correct(old, completedOn: "2026-05-29")
            return { try await work.run(rows: 1, options: options($0)) }
        },
        Refusal(name: "the same day under another reference", words: "certified already") { test in
            let work = try await CohortWork(test)
            try await work.run(file([row(1)]))
            let content = file([row(1, "learner_ref", "S-99")])
            return { try await work.run(content, options: options($0)) }
        },
        Refusal(name: "another day (left out)", words: "is certified already on") { test in
            let work = try await CohortWork(test)
            try await work.run(file([row(1)]))
            let content = file([row(1, "completed_on", "2026-05-29"), row(2)])
            return { try await work.run(content, options: options($0)) }
        },
        Refusal(name: "two days in the file (left out)", words: "stands in row") { test in
            let work = try await CohortWork(test)
            let content = file([row(1), row(1, "completed_on", "2026-05-29"), row(2)])
            return { try await work.run(content, options: options($0)) }
        },
        Refusal(name: "prerequisites that are required", words: "no good certificate of") { test in
            let work = try await CohortWork(test)
            return { isRehearsal in
                var options = options(isRehearsal)
                options.requiresPrerequisites = true
                return try await work.run(
                    rows: 1, of: slug("advanced-generative-ai"), options: options)
            }
        },
        Refusal(name: "an unknown series", words: "there is no series nothing") { test in
            let work = try await CohortWork(test)
            return {
                try await SeriesRun(slug("nothing"), work.setting(), options: options($0)).run()
            }
        },
        Refusal(name: "a step that is not what was signed", words: "is not as it was issued") {
            test in
            let work = try await CohortWork(test)
            let series = try #require(test.contents.catalogue.series(slug("ai-vibes")))
            for step in series.steps {
                try await test.issue("Ada Obi", programme: step.text)
            }
            try test.tamper("UPDATE learner SET email = 'eve@learners.example'")
            return {
                try await SeriesRun(
                    slug("ai-vibes"), work.setting(), options: options($0)
                ).run()
            }
        },
    ]

    /// Of keys and documents.
    static let keys: [Refusal] = [
        Refusal(name: "no key", words: "has no signing key") { test in
            let work = try await CohortWork(test)
            return {
                try await work.run(
                    rows: 1, by: slug("undp"), options: options($0))
            }
        },
        Refusal(name: "a wrong passphrase", words: "the passphrase does not open") { test in
            var work = try await CohortWork(test)
            work.passphrase = "another passphrase"
            return { [work] in try await work.run(rows: 1, options: options($0)) }
        },
        Refusal(name: "a key file that is gone", words: "is missing; restore it") { test in
            let work = try await CohortWork(test)
            try FileManager.default.removeItem(atPath: try keyFile(test))
            return { try await work.run(rows: 1, options: options($0)) }
        },
        Refusal(name: "a key that others can read", words: "can be read by others") { test in
            let work = try await CohortWork(test)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: try keyFile(test))
            return { try await work.run(rows: 1, options: options($0)) }
        },
        Refusal(name: "a damaged key", words: "cannot be used") { test in
            let work = try await CohortWork(test)
            try Data("no key".utf8).write(to: URL(filePath: try keyFile(test)))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: try keyFile(test))
            return { try await work.run(rows: 1, options: options($0)) }
        },
        Refusal(name: "documents that nobody can sign", words: "no certificate to sign documents") {
            test in
            var work = try await CohortWork(test)
            work.documents = try DocumentFolder(
                test.home.path + "/papers", work.open, SheetRequest(form: .pdf),
                signedWith: PassphraseSource(isAtHand: true) { [] }, at: TestInstallation.instant)
            return { [work] in try await work.run(rows: 1, options: options($0)) }
        },
        Refusal(name: "a folder of documents that is a file", words: "papers") { test in
            var work = try await CohortWork(test)
            try Data().write(to: URL(filePath: test.home.path + "/papers"))
            work.documents = try DocumentFolder(
                test.home.path + "/papers", work.open, SheetRequest(form: .pdf), signedWith: nil,
                at: TestInstallation.instant)
            return { [work] in try await work.run(rows: 1, options: options($0)) }
        },
    ]

    /// Of batches that were interrupted.
    static let batches: [Refusal] = [
        Refusal(name: "rows that a plan has otherwise", words: "has planned it as") { test in
            let work = try await interrupted(test)
            let content = file((1...5).map { row($0, "name", "Chen Wei-\($0)") })
            return { try await work.run(content, options: options($0)) }
        },
        Refusal(name: "a plan that was changed", words: "is not as it was made") { test in
            let work = try await interrupted(test)
            try test.tamper("UPDATE planned_certificate SET country = 'NG' WHERE position = 4")
            return { try await work.run(rows: 5, options: options($0)) }
        },
        Refusal(name: "the key of an interrupted batch", words: "is missing; restore it") { test in
            let work = try await interrupted(test)
            try FileManager.default.removeItem(atPath: try keyFile(test))
            return { try await work.run(rows: 5, options: options($0)) }
        },
        Refusal(name: "an unknown batch", words: "there is no batch B-0") { test in
            let work = try await CohortWork(test)
            return { try await BatchRun(work.setting(), isRehearsal: $0).run("B-0") }
        },
        Refusal(name: "a finished batch", words: "is finished already") { test in
            let work = try await CohortWork(test)
            let batch = try #require(try await work.run(rows: 1).batches.first)
            return { try await BatchRun(work.setting(), isRehearsal: $0).run(batch) }
        },
        Refusal(name: "a changed batch, resumed", words: "is not as it was made") { test in
            let work = try await interrupted(test)
            try test.tamper("UPDATE planned_certificate SET country = 'NG' WHERE position = 4")
            let batch = try #require(try await test.store.batches().first?.batch.id)
            return { try await BatchRun(work.setting(), isRehearsal: $0).run(batch) }
        },
    ]

    /// Of fees.
    static let money: [Refusal] = [
        Refusal(name: "means for a free programme", words: "is free") { test in
            let work = try await CohortWork(test)
            return { try await settle(work, test, "ai-foundations", makesOrders: true, $0) }
        },
        Refusal(name: "rows that nothing settles", words: "waiting 1") { test in
            let work = try await CohortWork(test)
            return { try await settle(work, test, "advanced-generative-ai", $0) }
        },
        Refusal(name: "an unknown voucher", words: "voucher of line 1", isCounted: true) {
            test in
            let work = try await CohortWork(test)
            let code = try VoucherCode.random()
            let line = VoucherLine(line: 1, learner: nil, code: code)
            return {
                try await settle(work, test, "advanced-generative-ai", vouchers: [line], $0)
            }
        },
        Refusal(name: "an unknown pool", words: "nobodys-pool") { test in
            let work = try await CohortWork(test)
            return {
                try await settle(
                    work, test, "advanced-generative-ai", pool: slug("nobodys-pool"), $0)
            }
        },
    ]
}
