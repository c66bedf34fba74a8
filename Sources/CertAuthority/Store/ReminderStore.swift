public import Credentials

/// Which certificates end soon, and who was reminded of it: each learner once for each end.
public protocol ReminderStore: Sendable {
    /// The certificates whose end lies after one instant and not after another, in the order of their
    /// ends.
    ///
    /// Left out are those that are not in good standing, whose learner has no address, or one that
    /// the mail server refused for good when the link was sent, and those whose learner (of the same
    /// reference with the same organisation) has a newer certificate of the same programme.
    ///
    /// - Parameter programme: Of this programme only; nil for all.
    func endingCertificates(
        after instant: Timestamp, until end: Timestamp, programme: Slug?
    ) async throws(StoreError) -> [EndReminder]

    /// Writes down that reminders are to be sent; those that were planned before stay as they are.
    ///
    /// - Returns: How many were added.
    func planReminders(_ reminders: [EndReminder], _ authorship: Authorship) async throws -> Int

    /// Writes down how far a reminder has come.
    ///
    /// - Parameters:
    ///   - state: Where it stands so far, and nothing else is changed.
    ///   - reply: The codes of the server's reply; never its words.
    ///   - isSettled: Whether a person decided it.
    /// - Throws: ``StoreError``, `conflict` where it does not stand so (any more), and where it is to be
    ///   begun although the certificate is not in good standing any more.
    func moveReminder(
        _ reminder: EndReminder, from state: LinkDelivery.State, to next: LinkDelivery.State,
        reply: String?, isSettled: Bool, _ authorship: Authorship
    ) async throws
}
