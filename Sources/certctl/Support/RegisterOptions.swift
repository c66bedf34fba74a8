public import ArgumentParser
public import CertAuthority
import Credentials
import Office
import StoreSQLite
import StoreSQL

/// Which certificates of the register are meant.
struct RegisterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only of this programme or series.", valueName: "slug"))
    var programme: Slug?

    @Option(help: ArgumentHelp("Only of this organisation.", valueName: "slug"))
    var organisation: Slug?

    @Option(help: ArgumentHelp("Only of this issuing run.", valueName: "batch"))
    var batch: String?

    @Option(
        help: ArgumentHelp(
            "Only those that are good, suspended, revoked, superseded or erased.",
            valueName: "state"))
    var state: CertificateHistory.Condition?

    @Option(help: ArgumentHelp("Only of learners of this country, such as KE.", valueName: "code"))
    var country: String?

    @Option(help: ArgumentHelp("Only those issued on this day (UTC) or later.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("Only those issued on this day (UTC) or before.", valueName: "date"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Only good ones whose validity ends within this time from now, such as P60D.",
            valueName: "duration"))
    var expiringWithin: String?

    /// The filter.
    ///
    /// - Throws: `CommandFailure` (`usage`) where an option cannot be read; `notFound` where the
    ///   catalogue or the record knows no such programme, organisation or batch.
    func filter(
        of open: OpenInstallation<SQLStore>, at now: Timestamp
    ) async throws -> RegisterFilter {
        try await checkKnown(open)
        var filter = RegisterFilter()
        filter.programme = programme
        filter.organisation = organisation
        filter.batch = batch
        filter.condition = state
        if let country {
            guard country.utf8.count == 2, country.utf8.allSatisfy(ASCII.isLetter) else {
                throw CommandFailure(
                    .usage, "\"\(country)\" is not a country; write its two letters, such as KE")
            }
            filter.country = country.uppercased()
        }
        filter.issuedFrom = try from.map { try Day.start($0) }
        filter.issuedBefore = try to.map { try Day.start($0).adding(seconds: 86_400) }
        if let expiringWithin {
            guard let duration = CalendarDuration(expiringWithin),
                let end = try Day.of(now).adding(duration)
            else {
                throw CommandFailure(
                    .usage,
                    "\"\(expiringWithin)\" is not a duration; write one such as P60D or P2M")
            }
            filter.endingFrom = now
            filter.endingBefore = Timestamp(seconds: end.startUnixTime + 86_400)
        }
        return filter
    }

    /// A name that nothing has would be answered with an empty list, which reads as "none issued".
    private func checkKnown(_ open: OpenInstallation<SQLStore>) async throws {
        let catalogue = open.contents.catalogue
        if let programme, catalogue.programme(programme) == nil, catalogue.series(programme) == nil
        {
            var filter = RegisterFilter()
            filter.programme = programme
            let known = catalogue.programmes.map(\.slug.text) + catalogue.series.map(\.slug.text)
            try await check(open, filter, "programme \"\(programme)\"", among: known)
        }
        if let organisation, catalogue.organisation(organisation) == nil {
            var filter = RegisterFilter()
            filter.organisation = organisation
            try await check(
                open, filter, "organisation \"\(organisation)\"",
                among: catalogue.organisations.map(\.slug.text))
        }
        if let batch, try await open.store.batch(batch) == nil {
            throw CommandFailure(
                .notFound, "there is no batch \(batch); certctl batches list lists them")
        }
    }

    private func check(
        _ open: OpenInstallation<SQLStore>, _ filter: RegisterFilter, _ thing: String,
        among known: [String]
    ) async throws {
        // What a catalogue of earlier had may have certificates.
        guard try await open.store.count(filter) == 0 else { return }
        throw CommandFailure(
            .notFound, "there is no \(thing); there are \(known.joined(separator: ", "))")
    }
}

extension CertificateHistory.Condition: ExpressibleByArgument {}
