import ArgumentParser
import CertAuthority
import Foundation
import Testing

@testable import certctl

@Suite("scripts/install")
struct InstallingTests {
    private func install(_ stage: String, _ arguments: String...) async throws -> Program.Outcome {
        let folder = URL(filePath: try Program.product("certctl")).deletingLastPathComponent().path
        let programs = arguments.contains("--uninstall") ? [] : ["--programs", folder]
        return try await Program.run(
            "python3",
            [Repository.file("scripts/install"), "--destdir", stage, "--prefix", "/usr"] + programs
                + arguments)
    }

    private func files(_ folder: String) -> Set<String> {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return Set(
            (paths ?? []).filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(
                    atPath: folder + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
            })
    }

    @Test(
        "Both programs tell the one version of the project", arguments: ["certctl", "VerifyServer"])
    func version(program: String) async throws {
        let told = try await Program(try Program.product(program), ["--version"]).outcome()
        #expect(told.status == 0)
        #expect(String(decoding: told.output, as: UTF8.self) == ProductVersion.current + "\n")
    }

    @Test("Every command has a manual page and a completion; all that was installed is removed")
    func installing() async throws {
        let stage = try TemporaryFolder.make()
        defer { TemporaryFolder.remove(stage) }
        let done = try await install(stage)
        try #require(done.status == 0, "\(done.complaints)")
        let installed = files(stage)
        var questions: [String] = []
        for named in NamedCommand.all {
            let name = named.path.replacing(" ", with: "-")
            let page = try String(
                contentsOfFile: stage + "/usr/share/man/man1/\(name).1", encoding: .utf8)
            #expect(page.contains(".Nm \(name)\n"), "\(named.path)")
            #expect(page.contains(".Sh SYNOPSIS") && page.contains(".Sh OPTIONS"), "\(named.path)")
            let hasExample = page.contains(".Sh EXAMPLES")
            #expect(hasExample || !named.command.configuration.subcommands.isEmpty, "\(named.path)")
            if named.path != "certctl" { questions.append(named.path) }
        }
        #expect(installed.contains("usr/share/man/man8/VerifyServer.8"))
        for program in ["certctl", "VerifyServer"] {
            #expect(installed.contains("usr/bin/\(program)"))
            #expect(installed.contains("usr/share/zsh/site-functions/_\(program)"))
            #expect(installed.contains("usr/share/fish/vendor_completions.d/\(program).fish"))
        }
        #expect(try await bashCompletes(stage, questions) == questions)

        let removed = try await install(stage, "--uninstall")
        #expect(removed.status == 0, "\(removed.complaints)")
        #expect(files(stage).isEmpty)
        let again = try await install(stage, "--uninstall")
        #expect(again.status == 1)
        #expect(again.complaints.contains("nothing was installed there"))
    }

    /// Asks bash to complete the last word of each command line from all but its last letter.
    private func bashCompletes(_ stage: String, _ lines: [String]) async throws -> [String] {
        let script = """
            source "$1"; shift
            for line in "$@"; do
                COMP_WORDS=($line); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
                last=${COMP_WORDS[COMP_CWORD]}
                COMP_WORDS[COMP_CWORD]=${last%?}
                COMP_LINE=${line%?}; COMP_POINT=${#COMP_LINE}
                _certctl certctl "${last%?}" "${COMP_WORDS[COMP_CWORD - 1]}"
                for reply in "${COMPREPLY[@]}"; do
                    if [[ ${reply% } == "$last" ]]; then echo "$line"; fi
                done
            done
            """
        let outcome = try await Program.run(
            "bash",
            ["-c", script, "ask", stage + "/usr/share/bash-completion/completions/certctl"] + lines)
        #expect(outcome.complaints.isEmpty)
        return String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
            .map(String.init)
    }

    @Test("--dry-run names the files that are installed, and writes nothing")
    func dryRun() async throws {
        let stage = try TemporaryFolder.make()
        defer { TemporaryFolder.remove(stage) }
        let outcome = try await install(stage, "--dry-run")
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
        #expect(lines.contains("would install \(stage)/usr/share/man/man1/certctl-issue.1"))
        #expect(lines.count > NamedCommand.all.count)
        #expect(files(stage).isEmpty)
    }

    @Test("A list that leads out of the prefix removes nothing")
    func damagedList() async throws {
        let stage = try TemporaryFolder.make()
        defer { TemporaryFolder.remove(stage) }
        let folder = stage + "/usr/share/certauthority"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data("kept".utf8).write(to: URL(filePath: stage + "/kept"))
        for name in ["../kept", stage + "/kept"] {
            try Data("\(name)\n".utf8).write(to: URL(filePath: folder + "/installed-files"))
            let outcome = try await install(stage, "--uninstall")
            #expect(outcome.status == 1)
            #expect(outcome.complaints.contains("nothing was removed"))
            #expect(FileManager.default.fileExists(atPath: stage + "/kept"))
        }
    }

    @Test("A command line that is not understood: 64")
    func usage() async throws {
        for arguments in [["--none"], ["--prefix", "relative"]] {
            let outcome = try await Program.run(
                "python3", [Repository.file("scripts/install")] + arguments)
            #expect(outcome.status == 64)
            #expect(outcome.output.isEmpty)
        }
    }
}
