internal import Synchronization

/// What a processor has learned of known contexts: their documents, and the active contexts that
/// result from them. One memory serves all documents and threads.
///
/// Only contexts derived from nothing but known documents are kept, so no document can change
/// what another one sees. Strangers can still ask for known contexts in ever new orders; when the
/// memory is full it therefore starts again.
final class ContextMemory: Sendable {
    /// The way from one active context to the next.
    struct Step: Hashable {
        enum Target: Hashable {
            case remote(ExactString)
            case scope(ObjectIdentifier)
        }

        let origin: ObjectIdentifier
        let target: Target
        let overridesProtected: Bool
        let propagates: Bool
    }

    /// Where a step leads. It keeps alive what the step names by identity.
    struct Destination: Sendable {
        let origin: ActiveContext
        let scope: ScopedContext?
        let result: ActiveContext
    }

    /// The active context of a document without base or context.
    let empty = ActiveContext(ContextState(base: nil), isShared: true)

    private let documents = BoundedMemory<ExactString, JSON>(capacity: capacity)
    /// No ``BoundedMemory``: a document takes all of it once and then reads without a lock.
    private let steps = Mutex<[Step: Destination]>([:])
    private static let capacity = 2048

    /// The steps known by now: taken once for each document, then read without a lock.
    func knownSteps() -> [Step: Destination] { steps.withLock { $0 } }

    /// Keeps where a step leads.
    func remember(_ step: Step, _ destination: Destination) {
        steps.withLock { steps in
            if steps.count >= Self.capacity { steps.removeAll() }
            steps[step] = destination
        }
    }

    /// The value of the `@context` entry of a remote document.
    func contextEntry(
        _ url: String, loader: any JSONLDContextLoader
    ) throws(JSONLDError) -> JSON {
        if let known = documents.value(ExactString(url)) { return known }
        guard let entry = try loader.context(url)["@context"] else {
            throw JSONLDError(
                .invalidRemoteContext, "\(url) is not an object with an @context entry")
        }
        documents.remember(entry, ExactString(url))
        return entry
    }
}
