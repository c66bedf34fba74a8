public import Synchronization

/// What was found out of late, for whoever asks next on any thread: at most so many values, each
/// under all that it was made from, so that nothing kept can be out of date.
///
/// Public, so that the compiler may specialise it in other modules.
public final class BoundedMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline let values: Mutex<Generations<Key, Value>>

    /// - Parameter capacity: How many values are kept at most; half of them for certain.
    @inlinable
    public init(capacity: Int) { values = Mutex(Generations(capacity: capacity)) }

    /// The value of that key, where it is still known.
    @inlinable
    public func value(_ key: Key) -> Value? { values.withLock { $0.value(key) } }

    /// Keeps a value.
    @inlinable
    public func remember(_ value: Value, _ key: Key) {
        values.withLock { _ = $0.remember(value, key) }
    }

    /// The value of that key: as it is known, or made now and kept. Several who ask at once may each
    /// make it, since nobody waits for another.
    @inlinable
    public func recall<Failure: Error>(
        _ key: Key, _ make: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        if let known = value(key) { return known }
        let made = try make()
        remember(made, key)
        return made
    }
}
