import CertAuthority
import Credentials
import Documents
import Office
import Testing

@testable import TestSupport

@Suite("What a file calls its columns")
struct ColumnNamingTests {
    private func read(
        _ header: String, _ row: String, _ programme: String = "ai-foundations",
        _ set: (inout CohortForm) -> Void = { _ in }
    ) throws -> CohortReading {
        var form = CohortForm()
        set(&form)
        return try CohortText.reader(programme).read(Array("\(header)\n\(row)\n".utf8), as: form)
    }

    @Test("Columns whose fields may be empty may be left out of the header")
    func optional() throws {
        let header = "name,email,country,completed_on,delivery"
        let row = "Ada Obi,ada@learners.example,KE,2026-05-30,hybrid"
        let reading = try read(header, row)
        #expect(reading.findings.isEmpty, "\(reading.findings)")
        let first = try #require(reading.rows.first)
        #expect(first.locale == nil && first.groups.isEmpty && first.learnerReference == nil)
        // The reference alone is enough too; a programme given one way need not have it said.
        let short = try read(
            "learner_ref,name,country,completed_on", "A-1,Ada Obi,KE,2026-05-30",
            "ai-vibes-webinar")
        #expect(short.findings.isEmpty && short.rows.first?.delivery == .webinar)
        for (header, missing) in [
            ("name,country,completed_on,delivery", ["email", "learner_ref"]),
            ("name,email,country,completed_on", ["delivery"]),
            ("email,country,completed_on,delivery", ["name"]),
        ] {
            let kinds = try read(header, "x").findings.filter { $0.kind == .missingColumn }
            #expect(kinds.map(\.column) == missing, "\(header)")
        }
    }

    @Test("A usual name is suggested with the option that maps it, in several languages")
    func suggestions() throws {
        for (name, column) in [
            ("Full name", "name"), ("Nombre completo", "name"), ("姓名", "name"),
            ("E-mail", "email"), ("Courriel", "email"), ("البلد", "country"),
            ("Completion date", "completed_on"), ("Naem", "name"), ("Student ID", "learner_ref"),
        ] {
            let fields = CohortText.header.split(separator: ",").map(String.init)
            let header = fields.map { $0 == column ? name : $0 }.joined(separator: ",")
            let reading = try read(header, CohortText.line(CohortText.fields(1)))
            let finding = try #require(reading.findings.first)
            #expect(reading.findings.map(\.kind) == [.misspelledColumn], "\(name)")
            #expect(finding.column == column && finding.value == name)
            #expect(finding.advice.remedies == [.nameColumn(column, name)])
        }
        let other = try read(
            CohortText.header + ",Phone", CohortText.line(CohortText.fields(1)) + ",0")
        #expect(other.findings.map(\.kind) == [.unknownColumn])
        #expect(other.findings.first?.advice.remedies == [.ignoreColumn("Phone")])
    }

    @Test("Mapped columns are read, ignored ones passed over, and both must be there")
    func mapping() throws {
        let header = "Ref,Full Name,name of school,E-mail,Country,Done,delivery"
        let row = "A-1,Ada Obi,St. Mary,ada@learners.example,KE,2026-05-30,hybrid"
        let set = { (form: inout CohortForm) in
            form.columns = [
                .init(.learnerReference, named: "Ref"), .init(.name, named: "full name"),
                .init(.email, named: "E-mail"), .init(.country, named: "Country"),
                .init(.completedOn, named: "Done"),
            ]
            form.ignored = ["Name of school"]
        }
        let reading = try read(header, row, "ai-foundations", set)
        #expect(reading.findings.isEmpty, "\(reading.findings)")
        #expect(reading.rows.first?.name == "Ada Obi")
        // The same, as the organisation's files usually are.
        let usual = try read(header, row) { form in
            form.usual = Organisation.CohortFiles(
                columns: [
                    .learnerReference: "Ref", .name: "Full Name", .email: "E-mail",
                    .country: "Country", .completedOn: "Done", .locale: "Language",
                ], ignored: ["Name of school", "Phone"])
        }
        #expect(usual.findings.isEmpty && usual.rows == reading.rows, "\(usual.findings)")
        let absent = try read(header, row) { form in
            set(&form)
            form.columns.append(.init(.locale, named: "Language"))
            form.ignored.append("Phone")
        }
        #expect(absent.rows.isEmpty)
        let lost = absent.findings.filter { $0.kind == .unmappedColumn }
        #expect(lost.map(\.value) == ["Phone", "Language"])
        #expect(lost.allSatisfy { $0.remedy.contains("\"Full Name\"") })
        // What is called as documented already is not mapped over.
        let twice = try read(
            "Full name,\(CohortText.header)", "x,\(CohortText.line(CohortText.fields(1)))"
        ) { $0.columns = [.init(.name, named: "Full name")] }
        #expect(twice.rows.isEmpty && twice.findings.map(\.kind).contains(.repeatedColumn))
    }

    @Test("The catalogue keeps what an organisation's files call the columns")
    func catalogue() throws {
        var files = try SeedFiles.files()
        let mapping = """
            cohorts:
                  columns: {name: Full name, completed_on: "Date of completion"}
                  ignore: [Phone, Notes]
                role: coordinator
            """
        files.organisations = try SeedFiles.edit(
            files.organisations, "role: coordinator", mapping)
        let catalogue = try CatalogueLoader.parse(files, pictures: .drawn).catalogue
        let organisation = try #require(
            catalogue.organisations.first { $0.role == .coordinator })
        #expect(
            organisation.cohortFiles
                == .init(
                    columns: [.name: "Full name", .completedOn: "Date of completion"],
                    ignored: ["Phone", "Notes"]))
    }
}
