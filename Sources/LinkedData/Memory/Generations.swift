/// Values of late, of a bounded number: what was not asked for while as many others came is
/// forgotten.
///
/// Two generations: what is asked for moves to the younger; when that is full, the older goes. So
/// half as many as may be kept are kept for certain.
///
/// Public, so that the compiler may specialise it in other modules.
public struct Generations<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline let capacity: Int
    @usableFromInline var young: [Key: Value] = [:]
    @usableFromInline var old: [Key: Value] = [:]

    /// - Parameter capacity: How many values are kept at most.
    @inlinable
    public init(capacity: Int) { self.capacity = max(2, capacity) }

    /// The value of that key, where it is still known.
    @inlinable
    public mutating func value(_ key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old[key] else { return nil }
        remember(value, key)
        return value
    }

    /// Keeps a value.
    ///
    /// - Returns: True where a new generation began with it.
    @inlinable
    @discardableResult
    public mutating func remember(_ value: Value, _ key: Key) -> Bool {
        let isFull = young.count >= capacity / 2
        if isFull {
            old = young
            young = [:]
        }
        young[key] = value
        return isFull
    }
}
