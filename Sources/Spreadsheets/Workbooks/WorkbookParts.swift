/// Where the parts of a workbook are, found by their relationships (ECMA-376 part 2, §6.5), since no
/// path is fixed.
struct WorkbookParts {
    /// The sheets that are tables, in their order, with their paths.
    private(set) var sheets: [(name: String, path: String)] = []
    /// Whether days are counted from 1904.
    private(set) var isSince1904 = false
    /// The part of the texts that cells share.
    private(set) var stringsPath: String?
    /// The part of the styles.
    private(set) var stylesPath: String?

    private struct Relationship {
        let kind: String
        let path: String
    }

    init(_ archive: inout ZipArchive, limits: WorkbookLimits) throws(WorkbookError) {
        let root = try Self.relationships(&archive, of: "", limits)
        guard let main = root.values.first(where: { $0.kind == "officeDocument" })?.path else {
            throw Self.otherFormat(archive)
        }
        guard let part = try archive.part(main) else { throw .damaged("\(main) is missing") }
        let parts = try Self.relationships(&archive, of: main, limits)
        stringsPath = parts.values.first { $0.kind == "sharedStrings" }?.path
        stylesPath = parts.values.first { $0.kind == "styles" }?.path
        var reader = try PartReader(part, path: main, limits: limits)
        var isWorkbook = false
        while let token = try reader.next() {
            guard case .start(let tag) = token else { continue }
            if tag.isCalled("workbook") {
                isWorkbook = true
            } else if tag.isCalled("workbookPr") {
                isSince1904 = ["1", "true", "on"].contains(try tag.text("date1904") ?? "")
            } else if tag.isCalled("sheet"), let name = try tag.text("name"),
                let target = try tag.text("id").flatMap({ parts[$0] }),
                target.kind == "worksheet"
            {
                sheets.append((name, target.path))
                guard sheets.count <= 1_000 else { throw .refused("there are too many sheets") }
            }
        }
        guard isWorkbook else { throw Self.otherFormat(archive) }
    }

    private static func otherFormat(_ archive: ZipArchive) -> WorkbookError {
        let reason =
            if archive.has("mimetype") || archive.has("META-INF/manifest.xml") {
                "the file is an OpenDocument spreadsheet (.ods), or another archive"
            } else if archive.has("Index/Document.iwa") {
                "the file is of Apple Numbers"
            } else if archive.has("xl/workbook.bin") {
                "the file is a binary workbook (.xlsb)"
            } else {
                "the file is an archive without a workbook in it"
            }
        return WorkbookError(
            .otherFormat, reason, remedy: "save the table as .xlsx, or as CSV in UTF-8")
    }

    /// What a part leads to, by the identifiers that it uses.
    private static func relationships(
        _ archive: inout ZipArchive, of path: String, _ limits: WorkbookLimits
    ) throws(WorkbookError) -> [String: Relationship] {
        let folder = path.split(separator: "/").dropLast().map(String.init)
        let file = path.split(separator: "/").last.map(String.init) ?? ""
        let place = (folder + ["_rels", file + ".rels"]).joined(separator: "/")
        guard let part = try archive.part(place) else { return [:] }
        var reader = try PartReader(part, path: place, limits: limits)
        var found: [String: Relationship] = [:]
        while let token = try reader.next() {
            guard case .start(let tag) = token, tag.isCalled("Relationship"),
                let identifier = try tag.text("Id"), let kind = try tag.text("Type"),
                let target = try tag.text("Target"), try tag.text("TargetMode") != "External"
            else { continue }
            found[identifier] = Relationship(
                kind: kind.split(separator: "/").last.map(String.init) ?? "",
                path: resolved(target, in: folder))
            guard found.count <= limits.parts else { throw .refused("\(place) leads too far") }
        }
        return found
    }

    /// A target as the path of a part; `..` leads out of a folder and never out of the archive.
    private static func resolved(_ target: String, in folder: [String]) -> String {
        var steps = target.hasPrefix("/") ? [] : folder
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(String(step)) }
        }
        return steps.joined(separator: "/")
    }
}
