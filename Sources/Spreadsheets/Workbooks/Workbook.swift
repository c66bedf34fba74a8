/// A workbook of Office Open XML (ECMA-376; ISO/IEC 29500), as Excel, LibreOffice, Google Sheets and
/// WPS write it: its sheets as tables of text. Formulas are not run; what was computed last is read.
public struct Workbook: Sendable {
    /// The first bytes of every ZIP archive that is not empty.
    private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    /// The first bytes of a compound file: the old format, and encrypted workbooks.
    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// The names of the sheets that are tables, in their order.
    public let sheetNames: [String]

    private let archive: ZipArchive
    private let limits: WorkbookLimits
    private let paths: [String]
    private let isSince1904: Bool
    private let stringsPath: String?
    private let stylesPath: String?

    /// Whether a file may be a workbook, by its first bytes.
    public static func isLikely(_ bytes: [UInt8]) -> Bool { bytes.starts(with: zip) }

    /// Opens a workbook.
    ///
    /// - Throws: ``WorkbookError``.
    public init(_ bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()) throws(WorkbookError) {
        guard !bytes.starts(with: Self.compound) else {
            throw WorkbookError(
                .otherFormat,
                "the file is a workbook of the old format (.xls), or an encrypted one",
                remedy: "save it as .xlsx without a password, or as CSV in UTF-8")
        }
        guard Self.isLikely(bytes) else {
            throw WorkbookError(
                .otherFormat, "the file is not a workbook", remedy: "save it as .xlsx")
        }
        guard bytes.count <= limits.file else {
            throw .tooLarge("the file has \(bytes.count) bytes where \(limits.file) are read")
        }
        var archive = try ZipArchive(bytes, limits: limits)
        let parts = try WorkbookParts(&archive, limits: limits)
        (sheetNames, paths) = (parts.sheets.map(\.name), parts.sheets.map(\.path))
        (isSince1904, stringsPath, stylesPath) = (
            parts.isSince1904, parts.stringsPath, parts.stylesPath
        )
        self.archive = archive
        self.limits = limits
    }

    /// A sheet's table.
    ///
    /// - Parameter name: The sheet's name in any letter case; nil for the first.
    /// - Throws: ``WorkbookError``.
    public func sheet(named name: String? = nil) throws(WorkbookError) -> SheetTable {
        var index = sheetNames.indices.first
        if let name {
            index =
                sheetNames.firstIndex { $0 == name }
                ?? sheetNames.firstIndex { $0.lowercased() == name.lowercased() }
        }
        guard let index else {
            throw WorkbookError(
                .noSheet,
                name.map { "there is no sheet \"\($0)\"" } ?? "the workbook has no sheet",
                remedy: sheetNames.isEmpty
                    ? "put the table on a sheet"
                    : "name one of \(sheetNames.prefix(20).map { "\"\($0)\"" }.joined(separator: ", "))"
            )
        }
        var archive = archive
        var formats = NumberFormats()
        if let path = stylesPath, let part = try archive.part(path) {
            formats = try NumberFormats(PartReader(part, path: path, limits: limits))
        }
        var strings: [[UInt8]] = []
        if let path = stringsPath, let part = try archive.part(path) {
            strings = try SheetReader.strings(PartReader(part, path: path, limits: limits), limits)
        }
        guard let part = try archive.part(paths[index]) else {
            throw .damaged("\(paths[index]) is missing")
        }
        var reader = SheetReader(
            name: sheetNames[index], formats: formats, strings: strings, isSince1904: isSince1904,
            limits: limits)
        try reader.read(PartReader(part, path: paths[index], limits: limits))
        return reader.table
    }
}
