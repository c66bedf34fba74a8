/// Resources that have nothing: only what a credential carries in itself can be verified.
public struct NoResources: VerificationResources {
    /// Has nothing.
    public init() {}

    /// Nothing is found.
    public func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        .unavailable("nothing may be looked up here")
    }

    /// Nothing is found.
    public func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        .unavailable("nothing may be looked up here")
    }
}
