import Credentials
import Foundation
import LinkedData
import Samples

/// Measures signing and verifying beside OpenSSL's own rates.
@main
enum Bench {
    static func main() {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            let results = try Results(options)
            FileHandle.standardOutput.write(
                Data((options.isJSON ? results.json.prettyText() : results.text).utf8))
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(error is Options.Misuse ? 64 : 1)
        }
    }

    /// What the command line asks for.
    struct Options {
        var isJSON = false
        var rounds = 5
        /// Seconds of processor time for one operation in one round.
        var slice = 0.2
        /// What the names of the ways to secure badges must contain.
        var only = ""

        struct Misuse: Error, CustomStringConvertible {
            let description: String
        }

        init(_ arguments: [String]) throws {
            var rest = arguments[...]
            while let argument = rest.popFirst() {
                switch argument {
                case "--json": isJSON = true
                case "--rounds":
                    guard let text = rest.popFirst(), let count = Int(text), count > 0 else {
                        throw Misuse(description: "--rounds takes a whole number above 0")
                    }
                    rounds = count
                case "--seconds":
                    guard let text = rest.popFirst(), let seconds = Double(text), seconds > 0,
                        seconds.isFinite
                    else { throw Misuse(description: "--seconds takes a number above 0") }
                    slice = seconds
                case "--only":
                    guard let text = rest.popFirst() else {
                        throw Misuse(description: "--only takes a part of a name, such as rdfc")
                    }
                    only = text
                default:
                    throw Misuse(
                        description:
                            "\(argument) is not known; there are --json, --rounds, --seconds, --only"
                    )
                }
            }
        }
    }
}
