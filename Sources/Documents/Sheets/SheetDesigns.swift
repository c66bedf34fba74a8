public import CertAuthority

/// The designs that there are: the three that come with the program, and an operator's own.
public struct SheetDesigns: Sendable {
    /// The design that is used where none is named.
    public static let standard = "classic"

    private let templates: [String: SheetTemplate]

    /// The names in their order, the standard one first.
    public var names: [String] {
        templates.keys.sorted { ($0 == Self.standard ? "" : $0) < ($1 == Self.standard ? "" : $1) }
    }

    /// The shipped designs alone.
    ///
    /// - Throws: ``SheetTemplateFaults`` where the program itself is at fault.
    public init() throws(SheetTemplateFaults) {
        templates = [
            "classic": try SheetTemplate(
                name: "classic", bytes: PackageResources.classic_svg),
            "modern": try SheetTemplate(name: "modern", bytes: PackageResources.modern_svg),
            "quiet": try SheetTemplate(name: "quiet", bytes: PackageResources.quiet_svg),
        ]
    }

    private init(_ templates: [String: SheetTemplate]) { self.templates = templates }

    /// The shipped designs with those of a folder, whose files are `NAME.svg`; one that is named
    /// as a shipped design takes its place. A folder that is not there adds nothing.
    ///
    /// - Throws: ``SheetTemplateFaults`` for the first template that cannot be used, ``FileError``
    ///   where one cannot be read.
    public static func with(folder: String) throws -> SheetDesigns {
        var templates = try SheetDesigns().templates
        for (name, bytes) in try files(in: folder) {
            templates[name] = try SheetTemplate(name: name, bytes: bytes)
        }
        return SheetDesigns(templates)
    }

    /// The templates of a folder, unchecked, in the order of their names.
    ///
    /// - Throws: ``FileError`` where one cannot be read.
    public static func files(
        in folder: String
    ) throws(FileError) -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        for file in FileSystem.names(in: folder).sorted()
        where file.utf8.suffix(4).elementsEqual(".svg".utf8) {
            let name = String(file.dropLast(4))
            guard Slug(name) != nil else { continue }
            files.append((name, try FileSystem.read("\(folder)/\(file)", limit: 2 << 20)))
        }
        return files
    }

    /// The design of that name.
    ///
    /// - Throws: ``SheetFault`` naming those that there are.
    public func template(_ name: String) throws(SheetFault) -> SheetTemplate {
        guard let template = templates[name] else {
            throw SheetFault(
                .unknownDesign,
                "there is no design \(SourceFault.printable(name)); there are "
                    + names.joined(separator: ", "))
        }
        return template
    }
}
