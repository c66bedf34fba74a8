#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The files of a catalogue as people edit them.
public struct CatalogueFiles: Sendable {
    /// `organisations.yaml`.
    public var organisations: SourceFile
    /// `programmes.yaml`, programmes and series.
    public var programmes: SourceFile
    /// `fees.yaml`.
    public var fees: SourceFile
    /// `reference/countries.csv`.
    public var countries: SourceFile
    /// `reference/country-groups.csv`.
    public var countryGroups: SourceFile
    /// `reference/currencies.csv`.
    public var currencies: SourceFile
    /// `reference/lists.csv`; nil where there is none.
    public var lists: SourceFile?
    /// The files of the folder `logos`, by names such as `logos/itu.svg`.
    public var logos: [String: SourceFile]
    /// The files of the folder `signatures`, by names such as `signatures/director.svg`.
    public var signatures: [String: SourceFile]
    /// The files of the folder `badges`, by names such as `badges/foundations.svg`.
    public var badgeImages: [String: SourceFile]

    /// Names all files.
    public init(
        organisations: SourceFile, programmes: SourceFile, fees: SourceFile, countries: SourceFile,
        countryGroups: SourceFile, currencies: SourceFile, lists: SourceFile? = nil,
        logos: [String: SourceFile] = [:], signatures: [String: SourceFile] = [:],
        badgeImages: [String: SourceFile] = [:]
    ) {
        self.organisations = organisations
        self.programmes = programmes
        self.fees = fees
        self.countries = countries
        self.countryGroups = countryGroups
        self.currencies = currencies
        self.lists = lists
        self.logos = logos
        self.signatures = signatures
        self.badgeImages = badgeImages
    }
}

/// A catalogue with its fees and the tables they rest on, all checked against each other.
public struct CatalogueContents: Hashable, Sendable {
    /// Organisations, programmes and series.
    public let catalogue: Catalogue
    /// The fees of the advanced programmes.
    public let fees: FeeSchedule
    /// Countries, currencies and country lists.
    public let reference: ReferenceData
}

/// Reads a catalogue from the files that people edit.
public enum CatalogueLoader {
    /// Reads and checks a folder such as `seeds/`.
    ///
    /// - Parameter pictures: Examines the logos and badge images that are used.
    /// - Throws: every fault in all files.
    public static func load(
        folder: String, pictures: some PictureExamination
    ) throws(SourceFaults) -> CatalogueContents {
        try parse(read(folder: folder), pictures: pictures)
    }

    /// Checks the files and gives what they say. Pure.
    ///
    /// - Parameter pictures: Examines the logos and badge images that are used; ``applied`` where
    ///   they are those of a store.
    /// - Throws: every fault in all files.
    public static func parse(
        _ files: CatalogueFiles, pictures: some PictureExamination
    ) throws(SourceFaults) -> CatalogueContents {
        var faults: [SourceFault] = []
        var catalogue: Catalogue?
        var reference: ReferenceData?
        do throws(SourceFaults) {
            reference = try ReferenceData(
                countries: files.countries, groups: files.countryGroups,
                currencies: files.currencies, lists: files.lists)
        } catch {
            faults += error.faults
        }
        do throws(SourceFaults) {
            catalogue = try Catalogue(
                organisations: files.organisations, programmes: files.programmes,
                reference: reference, logos: files.logos, signatures: files.signatures,
                badgeImages: files.badgeImages,
                pictures: pictures)
        } catch {
            faults += error.faults
        }
        var reader = FeeReader(file: files.fees.path, catalogue: catalogue, reference: reference)
        let fees = reader.schedule(files.fees)
        faults += reader.faults
        guard let catalogue, let reference, let fees, faults.isEmpty else {
            throw SourceFaults(faults)
        }
        return CatalogueContents(catalogue: catalogue, fees: fees, reference: reference)
    }

    // MARK: Files

    private static let largestFile = 16 << 20

    /// Reads the files of a folder; the only place here that touches the disk.
    ///
    /// - Throws: a fault for each file that is missing, unreadable or larger than 16 MiB.
    public static func read(folder: String) throws(SourceFaults) -> CatalogueFiles {
        var faults: [SourceFault] = []
        func path(_ name: String) -> String {
            folder.utf8.last == UInt8(ascii: "/") ? folder + name : "\(folder)/\(name)"
        }
        func file(_ name: String) -> SourceFile {
            let path = path(name)
            do throws(SourceFault) {
                return SourceFile(path: path, bytes: try bytes(path: path))
            } catch {
                faults.append(error)
                return SourceFile(path: path, bytes: [])
            }
        }
        let endings = Picture.Form.allCases.map { ".\($0.rawValue)" }
        func pictures(_ folder: String) -> [String: SourceFile] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
            let shown = names.sorted().filter { name in
                name.first != "." && endings.contains { name.hasSuffix($0) }
            }
            return Dictionary(
                uniqueKeysWithValues: shown.map { ("\(folder)/\($0)", file("\(folder)/\($0)")) })
        }
        let files = CatalogueFiles(
            organisations: file("organisations.yaml"), programmes: file("programmes.yaml"),
            fees: file("fees.yaml"), countries: file("reference/countries.csv"),
            countryGroups: file("reference/country-groups.csv"),
            currencies: file("reference/currencies.csv"),
            lists: FileManager.default.fileExists(atPath: path("reference/lists.csv"))
                ? file("reference/lists.csv") : nil, logos: pictures("logos"),
            signatures: pictures("signatures"),
            badgeImages: pictures("badges"))
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return files
    }

    /// Reads one file, such as a new `fees.yaml`.
    ///
    /// - Throws: a fault when it is missing, unreadable or larger than 16 MiB.
    public static func readFile(_ path: String) throws(SourceFaults) -> SourceFile {
        do throws(SourceFault) {
            return SourceFile(path: path, bytes: try bytes(path: path))
        } catch {
            throw SourceFaults([error])
        }
    }

    private static func bytes(path: String) throws(SourceFault) -> [UInt8] {
        let manager = FileManager.default
        guard let attributes = try? manager.attributesOfItem(atPath: path) else {
            throw SourceFault(
                file: path, line: nil, field: "", reason: "there is no such file",
                remedy: "check the path; a catalogue's folder holds organisations.yaml, "
                    + "programmes.yaml, fees.yaml and reference/")
        }
        let size = (attributes[.size] as? UInt64) ?? (attributes[.size] as? Int).map(UInt64.init)
        guard size ?? 0 <= UInt64(largestFile) else {
            throw SourceFault(
                file: path, line: nil, field: "",
                reason: "the file is larger than \(largestFile) bytes", remedy: "make it smaller")
        }
        guard let data = manager.contents(atPath: path) else {
            throw SourceFault(
                file: path, line: nil, field: "", reason: "the file cannot be read",
                remedy: "check that it is a file and its permissions")
        }
        return Array(data)
    }
}
