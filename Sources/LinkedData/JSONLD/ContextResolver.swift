/// Context Processing (JSON-LD 1.1 API §4.1) for one document.
struct ContextResolver {
    /// How a local context is applied.
    struct Manner {
        /// The address of the document that has the context.
        var baseURL: String?
        /// The remote contexts that led here, outermost first.
        var chain: [String] = []
        var overridesProtected = false
        var propagates = true
        /// False while a term's own context is only checked: a remote context that is already
        /// being read is then passed over, not refused.
        var followsCycles = true
        /// True when the context comes from a known document.
        var isKnown = false
    }

    let loader: any JSONLDContextLoader
    let memory: ContextMemory
    var budget: JSONLDBudget
    private var known: [ContextMemory.Step: ContextMemory.Destination]
    private var own: [ContextMemory.Step: ContextMemory.Destination] = [:]

    init(loader: any JSONLDContextLoader, memory: ContextMemory, limits: JSONLDLimits) {
        self.loader = loader
        self.memory = memory
        budget = JSONLDBudget(limits)
        known = memory.knownSteps()
    }

    /// Applies a term's own context to the active one.
    mutating func apply(
        _ scope: ScopedContext, to active: ActiveContext, overridesProtected: Bool, propagates: Bool
    ) throws(JSONLDError) -> ActiveContext {
        let step = ContextMemory.Step(
            origin: ObjectIdentifier(active), target: .scope(ObjectIdentifier(scope)),
            overridesProtected: overridesProtected, propagates: propagates)
        if let result = try recall(step) { return result }
        let result = try apply(
            scope.local, to: active,
            Manner(
                baseURL: scope.baseURL, overridesProtected: overridesProtected,
                propagates: propagates, isKnown: active.isShared))
        remember(step, .init(origin: active, scope: scope, result: result))
        return result
    }

    /// Applies a local context to the active one.
    mutating func apply(
        _ local: JSON, to active: ActiveContext, _ manner: Manner
    ) throws(JSONLDError) -> ActiveContext {
        try budget.descend()
        defer { budget.ascend() }
        var result = active
        let propagates = local["@propagate"]?.boolValue ?? manner.propagates
        if !propagates, active.state.previous == nil {
            var state = active.state
            state.previous = active
            result = ActiveContext(state, isShared: active.isShared && manner.isKnown)
        }
        switch local {
        case .array(let contexts):
            for (index, context) in contexts.enumerated() {
                do throws(JSONLDError) {
                    result = try applyOne(context, to: result, manner, propagates: propagates)
                } catch {
                    throw error.under(index)
                }
            }
        default:
            result = try applyOne(local, to: result, manner, propagates: propagates)
        }
        return result
    }

    private mutating func applyOne(
        _ context: JSON, to active: ActiveContext, _ manner: Manner, propagates: Bool
    ) throws(JSONLDError) -> ActiveContext {
        try budget.spend()
        switch context {
        case .null:
            guard manner.overridesProtected || !active.state.hasProtectedTerms else {
                throw JSONLDError(
                    .invalidContextNullification, "a null context would drop protected terms")
            }
            var state = ContextState(base: active.state.originalBase)
            if propagates, state.base == nil { return memory.empty }
            state.previous = propagates ? nil : active
            return ActiveContext(state, isShared: active.isShared && manner.isKnown)
        case .string(let reference):
            return try applyRemote(reference, to: active, manner)
        case .object(let definition):
            return try apply(definition: definition, to: active, manner)
        default:
            throw JSONLDError(
                .invalidLocalContext, "a context is an object, an address or null")
        }
    }

    private mutating func applyRemote(
        _ reference: String, to active: ActiveContext, _ manner: Manner
    ) throws(JSONLDError) -> ActiveContext {
        let url = try address(reference, manner)
        if manner.chain.contains(where: { $0.isExactly(url) }) {
            if !manner.followsCycles { return active }
            throw JSONLDError(.recursiveContextInclusion, "the context \(url) includes itself")
        }
        try budget.spendRemoteContext(url)
        let isWhole = manner.chain.isEmpty && manner.followsCycles
        let step = ContextMemory.Step(
            origin: ObjectIdentifier(active), target: .remote(ExactString(url)),
            overridesProtected: manner.overridesProtected, propagates: true)
        if isWhole, let result = try recall(step) { return result }

        let loaded = try memory.contextEntry(url, loader: loader)
        var inner = manner
        inner.baseURL = url
        inner.chain.append(url)
        inner.propagates = true
        inner.isKnown = true
        let result = try apply(loaded, to: active, inner)
        if isWhole { remember(step, .init(origin: active, scope: nil, result: result)) }
        return result
    }

    private mutating func apply(
        definition: JSONObject, to active: ActiveContext, _ manner: Manner
    ) throws(JSONLDError) -> ActiveContext {
        let definition = try withImport(definition, manner)
        try budget.spend(active.state.terms.count / 4)
        var reader = TermDefiner(
            state: active.state, local: definition, baseURL: manner.baseURL,
            overridesProtected: manner.overridesProtected)
        try reader.readEntries(isRemote: !manner.chain.isEmpty)
        for member in definition.members where !TermDefiner.isEntry(member.name) {
            do throws(JSONLDError) {
                try budget.spend()
                try reader.define(member.name)
            } catch {
                throw error.under(member.name)
            }
        }
        let result = ActiveContext(reader.state, isShared: active.isShared && manner.isKnown)
        for (term, scope) in reader.scopes { try check(scope, of: term, in: result, manner) }
        return result
    }

    /// A term's own context must be sound where it is defined, used or not.
    private mutating func check(
        _ scope: ScopedContext, of term: String, in active: ActiveContext, _ manner: Manner
    ) throws(JSONLDError) {
        var inner = manner
        inner.overridesProtected = true
        inner.propagates = true
        inner.followsCycles = false
        do throws(JSONLDError) {
            _ = try apply(scope.local, to: active, inner)
        } catch {
            if error.code == .limitExceeded || error.code == .contextOverflow { throw error }
            throw JSONLDError(.invalidScopedContext, "the context of \(term): \(error)")
                .under(term)
        }
    }

    private func withImport(
        _ definition: JSONObject, _ manner: Manner
    ) throws(JSONLDError) -> JSONObject {
        guard let value = definition["@import"] else { return definition }
        guard let reference = value.stringValue else {
            throw JSONLDError(.invalidImportValue, "@import names one context by its address")
        }
        let url = try address(reference, manner)
        guard var merged = try memory.contextEntry(url, loader: loader).objectValue else {
            throw JSONLDError(.invalidRemoteContext, "the context of \(url) is not an object")
        }
        guard merged["@import"] == nil else {
            throw JSONLDError(.invalidContextEntry, "\(url) is imported and has @import itself")
        }
        for member in definition.members where !member.name.isExactly("@import") {
            merged[member.name] = member.value
        }
        return merged
    }

    private func address(_ reference: String, _ manner: Manner) throws(JSONLDError) -> String {
        if let base = manner.baseURL { return IRI.resolve(reference, against: base) }
        guard IRI.hasScheme(reference) else {
            throw JSONLDError(
                .loadingDocumentFailed, "the context \(reference) is not an absolute address")
        }
        return reference
    }

    private mutating func recall(_ step: ContextMemory.Step) throws(JSONLDError) -> ActiveContext? {
        try budget.spend()
        return known[step]?.result ?? own[step]?.result
    }

    private mutating func remember(
        _ step: ContextMemory.Step, _ destination: ContextMemory.Destination
    ) {
        own[step] = destination
        if destination.origin.isShared, destination.result.isShared {
            memory.remember(step, destination)
        }
    }
}
