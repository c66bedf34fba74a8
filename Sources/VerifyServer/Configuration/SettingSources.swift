import CertAuthority
import Configuration
import Foundation

/// Where each setting comes from: flags before the environment before the file before what holds
/// otherwise.
struct SettingSources: Sendable {
    /// A value and who gave it.
    struct Given: Equatable, Sendable {
        let value: String
        let origin: String
    }

    private let reader: ConfigReader
    private let origins: [SettingName: String]

    /// Puts the sources in order.
    ///
    /// - Parameters:
    ///   - flags: Settings of the command line, by name.
    ///   - environment: All of it; the prefix is ours, and a name behind it that is unknown is
    ///     refused.
    ///   - file: The settings' file, if there is one.
    /// - Throws: ``SettingFaults`` with every unknown name.
    init(
        flags: [(name: String, value: String)], environment: [String: String],
        file: (path: String, entries: [SettingsFile.Entry])?
    ) throws(SettingFaults) {
        var faults: [String] = []
        var origins: [SettingName: String] = [:]
        func known(_ name: String, _ origin: String) -> SettingName? {
            if let setting = SettingName(rawValue: name) { return setting }
            faults.append(Self.unknown(name, origin, among: SettingName.allCases.map(\.rawValue)))
            return nil
        }
        func values(
            _ entries: [(name: String, value: String, origin: String)]
        ) -> [AbsoluteConfigKey: ConfigValue] {
            var values: [AbsoluteConfigKey: ConfigValue] = [:]
            for (name, value, origin) in entries {
                guard let setting = known(name, origin) else { continue }
                origins[setting] = origin
                values[AbsoluteConfigKey(Self.key(setting))] = ConfigValue(
                    .string(value), isSecret: false)
            }
            return values
        }

        // Weakest first, so that the strongest has the last word on the origin.
        let inFile = values(
            (file?.entries ?? []).map { ($0.name, $0.value, "\(file?.path ?? ""):\($0.line)") })
        let ours = environment.filter { $0.key.hasPrefix(SettingName.variablePrefix) }
        let variables = Dictionary(
            SettingName.allCases.map { ($0.variable, $0) }, uniquingKeysWith: { first, _ in first })
        for name in ours.keys.sorted() {
            if let setting = variables[name] {
                origins[setting] = name
            } else if name != Self.fileVariable {
                faults.append(Self.unknown(name, "the environment", among: Array(variables.keys)))
            }
        }
        let inFlags = values(flags.map { ($0.name, $0.value, "the command line") })
        if !faults.isEmpty { throw SettingFaults(faults) }
        self.origins = origins
        reader = ConfigReader(providers: [
            InMemoryProvider(name: "flags", values: inFlags),
            EnvironmentVariablesProvider(environmentVariables: ours)
                .prefixKeys(with: ["verifyserver"]),
            InMemoryProvider(name: "file", values: inFile),
            InMemoryProvider(
                name: "standard",
                values: Dictionary(
                    SettingName.allCases.compactMap { setting in
                        setting.standard.map {
                            (
                                AbsoluteConfigKey(Self.key(setting)),
                                ConfigValue(.string($0), isSecret: false)
                            )
                        }
                    }, uniquingKeysWith: { first, _ in first })),
        ])
    }

    /// Names the settings' file; the flag `--config` is stronger.
    static let fileVariable = SettingName.variablePrefix + "CONFIG"

    /// What holds for a setting; nil where nobody gave one that has no standard.
    func given(_ setting: SettingName) -> Given? {
        reader.string(forKey: Self.key(setting)).map {
            Given(value: $0, origin: origins[setting] ?? "standard")
        }
    }

    /// What is in force, for the log: names of files are told, and there is nothing else to hide.
    func told(home: String?) -> [(name: String, value: String)] {
        SettingName.allCases.compactMap { setting in
            let value = setting == .home ? home : given(setting)?.value
            return value.map { (setting.rawValue, $0) }
        }
    }

    private static func key(_ setting: SettingName) -> ConfigKey {
        ConfigKey(setting.rawValue.split(separator: ".").map(String.init))
    }

    private static func unknown(_ name: String, _ origin: String, among names: [String]) -> String {
        let meant = SettingsFile.nearest(to: name, among: names.sorted())
        return "\(origin): there is no setting \(name)"
            + (meant.map { "; did you mean \($0)?" } ?? "")
    }
}

/// Everything that is wrong with the settings, one a line.
struct SettingFaults: Error, Equatable, CustomStringConvertible {
    let faults: [String]

    init(_ faults: [String]) { self.faults = faults }

    var description: String { faults.joined(separator: "\n") }
}
