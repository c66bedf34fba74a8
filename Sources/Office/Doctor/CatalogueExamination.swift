import CertAuthority
import Documents

/// Looks at the catalogue in force: that this version can read it, and that reference data are there.
struct CatalogueExamination<Store: StoreExamination> {
    let store: Store

    func checks() async throws -> [DoctorCheck] {
        guard let files = CatalogueFiles(stored: try await store.catalogue()) else {
            return [
                .finding(
                    "catalogue", "no catalogue was applied yet",
                    "\(do: .applyCatalogue(folder: "seeds/"))")
            ]
        }
        do throws(SourceFaults) {
            let contents = try CatalogueLoader.parse(files, pictures: .drawn)
            let catalogue = contents.catalogue
            return [
                .well(
                    "catalogue",
                    "\(Count(catalogue.organisations.count, "organisation")), "
                        + "\(Count(catalogue.programmes.count, "programme")), "
                        + "\(catalogue.series.count) series"),
                reference(contents.reference),
            ]
        } catch {
            let words = error.faults.map(\.description)
            return [
                .finding(
                    "catalogue",
                    "this version refuses the catalogue in force: \(words.first ?? "")"
                        + (words.count > 1 ? ", and \(words.count - 1) more" : ""),
                    "correct the files and run \(do: .applyCatalogue())")
            ]
        }
    }

    private func reference(_ data: ReferenceData) -> DoctorCheck {
        guard !data.countries.isEmpty, !data.currencies.isEmpty else {
            return .finding(
                "reference-data", "there are no countries or no currencies",
                "add reference/countries.csv and reference/currencies.csv, and apply the catalogue")
        }
        return .well(
            "reference-data",
            "\(data.countries.count) countries, \(data.currencies.count) currencies")
    }
}
