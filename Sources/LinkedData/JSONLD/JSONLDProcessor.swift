/// Reads JSON-LD 1.1 documents.
///
/// A processor remembers what known contexts mean, for all documents and threads that it serves:
/// make one and keep it. Copies share that memory. Contexts that a document brings along itself,
/// and documents with a base IRI or an `expandContext`, are processed each time.
public struct JSONLDProcessor: Sendable {
    private let loader: any JSONLDContextLoader
    private let limits: JSONLDLimits
    private let memory = ContextMemory()

    /// A processor that knows the loader's contexts.
    public init(loader: any JSONLDContextLoader, limits: JSONLDLimits = .standard) {
        self.loader = loader
        self.limits = limits
    }

    /// The document in expanded form (JSON-LD 1.1 API §9.1.2 `expand`): an array of node objects.
    ///
    /// - Throws: ``JSONLDError`` with the standard's code, the name at fault and the place.
    public func expand(
        _ document: JSON, options: JSONLDOptions = JSONLDOptions()
    ) throws(JSONLDError) -> JSON {
        .array(try items(document, options: options).map(\.json))
    }

    /// The statements of the document (JSON-LD 1.1 API §9.1.2 `toRdf`), each once; blank nodes are
    /// labelled `b0`, `b1` and so on.
    ///
    /// - Throws: ``JSONLDError`` with the standard's code, the name at fault and the place.
    public func quads(
        _ document: JSON, options: JSONLDOptions = JSONLDOptions()
    ) throws(JSONLDError) -> [RDFQuad] {
        try RDFEmitter.quads(try items(document, options: options), options: options)
    }

    private func items(
        _ document: JSON, options: JSONLDOptions
    ) throws(JSONLDError) -> [ExpandedItem] {
        var contexts = ContextResolver(loader: loader, memory: memory, limits: limits)
        var active = memory.empty
        if let base = options.base {
            active = ActiveContext(ContextState(base: base), isShared: false)
        }
        if let context = options.expandContext {
            active = try contexts.apply(
                context["@context"] ?? context, to: active, .init(baseURL: options.base))
        }
        var expander = Expander(contexts: contexts, isSafe: options.isSafe, baseURL: options.base)
        return try expander.document(document, in: active)
    }
}
