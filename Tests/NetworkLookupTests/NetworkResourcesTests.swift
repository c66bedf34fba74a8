import Credentials
import Testing

@testable import NetworkLookup

@Suite(.timeLimit(.minutes(5))) struct NetworkResourcesTests {
    private let network = FakeNetwork()
    private let did = "did:web:example.org:orgs:one"
    private let documentURL = "https://example.org/orgs/one/did.json"
    private let list = "https://example.org/status/1"

    @Test("A did:web and an https identifier are looked up where their documents lie")
    func documents() async throws {
        network.answer(documentURL, #"{"id":"did:web:example.org:orgs:one"}"#)
        network.answer("https://example.org/id", #"{"id":"https://example.org/id"}"#)
        let resources = network.resources()
        #expect(try found(await resources.controllerDocument(did)).id == did)
        #expect(
            try found(await resources.controllerDocument("https://example.org/id")).id
                == "https://example.org/id")
        #expect(network.asked == [documentURL, "https://example.org/id"])
    }

    @Test(
        "Other identifiers are unavailable, and nothing is asked for",
        arguments: [
            "did:example:1", "did:key:z6Mk", "did:jwk:e30", "http://example.org/id", "urn:uuid:1",
            "",
            "did:web:127.0.0.1", "did:web:example.org:..:a", "did:web:[::1]",
        ])
    func others(identifier: String) async {
        let resources = network.resources()
        #expect(reason(await resources.controllerDocument(identifier))?.isEmpty == false)
        #expect(network.asked.isEmpty)
    }

    @Test(
        "A document that is not one, or another's, is unavailable and says why",
        arguments: [
            ("<html>", "JSON"), ("[]", "object"), (#"{"id":1}"#, "id"),
            (#"{"id":"did:web:example.org:orgs:two"}"#, "orgs:two"),
        ])
    func unfit(text: String, word: String) async throws {
        network.answer(documentURL, text)
        #expect(
            try #require(reason(await network.resources().controllerDocument(did))).contains(word))
    }

    @Test("A list is looked up at its URL and handed over byte for byte")
    func lists() async throws {
        network.answer(list, "any\u{0}thing")
        #expect(
            try found(await network.resources().statusListCredential(list))
                == Array("any\u{0}thing".utf8))
        #expect(
            reason(await network.resources().statusListCredential("http://example.org/")) != nil)
        #expect(network.asked == [list])
    }

    @Test("A document is asked for again when its age is reached and not before")
    func age() async throws {
        network.answer(documentURL, #"{"id":"did:web:example.org:orgs:one"}"#)
        let resources = network.resources(CacheLimits(age: .seconds(300)))
        _ = try found(await resources.controllerDocument(did))
        network.pass(.seconds(299))
        _ = try found(await resources.controllerDocument(did))
        #expect(network.asked.count == 1)
        network.pass(.seconds(1))
        _ = try found(await resources.controllerDocument(did))
        #expect(network.asked.count == 2)
    }

    @Test(
        "A list's own time to live shortens its age and does not lengthen it",
        arguments: [
            (#"{"credentialSubject":{"ttl":60000}}"#, 60),
            (#"{"credentialSubject":[{"ttl":60000}]}"#, 60),
            (#"{"credentialSubject":{"ttl":3600000}}"#, 300),
            (#"{"credentialSubject":{"ttl":1e300}}"#, 300),
            (#"{"credentialSubject":{"ttl":-1}}"#, 300), ("no JSON", 300),
        ])
    func timeToLive(text: String, seconds: Int) async throws {
        network.answer(list, text)
        let resources = network.resources()
        _ = try found(await resources.statusListCredential(list))
        network.pass(.seconds(seconds - 1))
        _ = try found(await resources.statusListCredential(list))
        #expect(network.asked.count == 1)
        network.pass(.seconds(1))
        _ = try found(await resources.statusListCredential(list))
        #expect(network.asked.count == 2)
    }

    @Test("A list with no time to live is asked for each time")
    func zeroTimeToLive() async throws {
        network.answer(list, #"{"credentialSubject":{"ttl":0}}"#)
        let resources = network.resources()
        _ = try found(await resources.statusListCredential(list))
        _ = try found(await resources.statusListCredential(list))
        #expect(network.asked.count == 2)
    }

    @Test("A failure counts for a short while; then the host has another chance")
    func failures() async throws {
        network.fail(documentURL, .timedOut)
        let resources = network.resources()
        #expect(reason(await resources.controllerDocument(did)) == "it is timedOut")
        network.answer(documentURL, #"{"id":"did:web:example.org:orgs:one"}"#)
        network.pass(.seconds(29))
        #expect(reason(await resources.controllerDocument(did)) == "it is timedOut")
        #expect(network.asked.count == 1)
        network.pass(.seconds(1))
        #expect(try found(await resources.controllerDocument(did)).id == did)
    }

    @Test("That we were busy says nothing of the host and is not remembered")
    func busy() async throws {
        network.fail(list, .busy)
        let resources = network.resources()
        #expect(reason(await resources.statusListCredential(list)) == "it is busy")
        network.answer(list, "{}")
        #expect(try found(await resources.statusListCredential(list)) == Array("{}".utf8))
    }

    @Test("Of many entries the latest used are kept")
    func entryBound() async throws {
        let resources = network.resources(CacheLimits(entries: 2))
        for name in ["a", "b"] { network.answer("https://example.org/\(name)", "{}") }
        network.answer("https://example.org/c", "{}")
        for name in ["a", "b", "a", "c", "a", "b"] {
            _ = try found(await resources.statusListCredential("https://example.org/\(name)"))
        }
        let names = network.asked.compactMap(\.last)
        #expect(names == ["a", "b", "c", "b"])
    }

    @Test("What is kept stays below so many bytes, and what alone is more is not kept")
    func byteBound() async throws {
        let resources = network.resources(CacheLimits(bytes: 1000))
        for (name, count) in [("a", 400), ("b", 400), ("c", 400), ("d", 1000)] {
            network.answer("https://example.org/\(name)", String(repeating: " ", count: count))
        }
        for name in ["a", "b", "a", "d", "d", "a", "b", "c", "b", "a"] {
            _ = try found(await resources.statusListCredential("https://example.org/\(name)"))
        }
        let names = network.asked.compactMap(\.last)
        #expect(names == ["a", "b", "d", "d", "c", "a"])
    }

    @Test("Names that only canonical equivalence makes equal are two")
    func exactNames() async throws {
        let resources = network.resources()
        network.answer("https://example.org/\u{E9}", "1")
        network.answer("https://example.org/e\u{301}", "2")
        _ = await resources.statusListCredential("https://example.org/\u{E9}")
        _ = await resources.statusListCredential("https://example.org/e\u{301}")
        #expect(network.asked.count == 2)
    }

    @Test("Who asks for one URL at one time shares one fetch")
    func sharing() async throws {
        network.answer(list, "{}")
        network.hold()
        let resources = network.resources(CacheLimits(entries: 0))
        let list = list
        let tasks = (0..<10).map { _ in
            Task.immediate { await resources.statusListCredential(list) }
        }
        network.release()
        for task in tasks { #expect(try found(await task.value) == Array("{}".utf8)) }
        #expect(network.asked == [list])
        _ = await resources.statusListCredential(list)
        #expect(network.asked.count == 2)
    }

    @Test("Who gives up leaves at once and leaves the fetch to the others")
    func givingUp() async throws {
        network.answer(list, "{}")
        network.hold()
        let resources = network.resources()
        let list = list
        let first = Task.immediate { await resources.statusListCredential(list) }
        let second = Task.immediate { await resources.statusListCredential(list) }
        first.cancel()
        #expect(reason(await first.value)?.contains("given up") == true)
        network.release()
        #expect(try found(await second.value) == Array("{}".utf8))
        #expect(network.asked.count == 1)
        #expect(network.abandoned == 0)
    }

    @Test("When all have given up the fetch is stopped and nothing of it is kept")
    func allGivingUp() async throws {
        network.answer(list, "{}")
        network.hold()
        let resources = network.resources()
        let list = list
        let tasks = (0..<2).map { _ in
            Task.immediate { await resources.statusListCredential(list) }
        }
        for task in tasks { task.cancel() }
        for task in tasks { #expect(reason(await task.value)?.contains("given up") == true) }
        while network.abandoned == 0 { await Task.yield() }
        network.release()
        #expect(try found(await resources.statusListCredential(list)) == Array("{}".utf8))
        #expect(network.asked.count == 2)
    }

    private func found<Value>(_ lookup: Lookup<Value>) throws -> Value {
        guard case .found(let value) = lookup else {
            throw FetchError(.status, reason(lookup) ?? "")
        }
        return value
    }

    private func reason<Value>(_ lookup: Lookup<Value>) -> String? {
        guard case .unavailable(let reason) = lookup else { return nil }
        return reason
    }
}
