import Hummingbird
import Logging

/// Answers "hello" to every request and does nothing else: what the framework alone can do on a
/// machine, to hold the server's speed against.
@main
struct BareServer {
    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 8081
        let router = Router()
        router.get("/**") { _, _ in "hello" }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            logger: Logger(label: "BareServer"))
        try await application.runService()
    }
}
