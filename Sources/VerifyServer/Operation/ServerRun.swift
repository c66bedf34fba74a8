import CertAuthority
import Documents
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import StoreAccess
import StoreSQL
import StoreSQLite
import UnixSignals

/// One run of the server, from opening the store to the end.
struct ServerRun {
    var settings: Settings
    let writer: LogWriter

    /// Returns once the server was stopped as asked.
    func run() async throws {
        var settings = settings
        let logger = Logger(label: "VerifyServer") { [writer, log = settings.log] _ in
            LineLogHandler(writer: writer, format: log.format, logLevel: log.level)
        }
        let folder = InstallationHome(path: settings.home ?? ".")
        SQLPublicRecord.waitBriefly()
        let store = try await ReopeningStore(
            try StoreLocation(home: folder, address: settings.storeAddress),
            standbyBound: settings.standbyBound, logger: logger, now: ServerApplication.now)
        let tls = try settings.tls.map(TLSCredentials.init)
        logger.info(
            "settings",
            metadata: Dictionary(
                settings.told.map { ($0.name, Logger.MetadataValue.string($0.value)) },
                uniquingKeysWith: { first, _ in first }))
        adapt(&settings, logger)
        warn(settings, logger)

        let application = try ServerApplication(
            store: store, installation: store.opened,
            designs: SheetDesigns.with(folder: folder.templatesFolder), settings: settings,
            writer: writer)
        await application.prepare()
        var services: [any Service] = [
            EventLog(events: application.events, logger: logger, interval: .seconds(10)),
            try application.application(tls: tls, logger: logger),
        ]
        if let admin = settings.admin {
            services.append(
                Listener(
                    service: application.administration(
                        host: admin.host, port: admin.port, logger: logger),
                    host: admin.host, port: admin.port))
        }
        // The group tells of services in its own words; what matters is told by us.
        var quiet = logger
        quiet.logLevel = .critical
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: services, logger: quiet))
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        let watch = Task {
            await SignalWatch(
                group: group, tls: tls, drainTime: settings.drainTime,
                metrics: application.metrics, logger: logger, writer: writer
            ).run(signals)
        }
        defer { watch.cancel() }
        try await group.run()
        logger.info("stopped")
    }

    /// Fits the number of connections to what the system allows.
    private func adapt(_ settings: inout Settings, _ logger: Logger) {
        guard let files = OpenFileLimit.raise() else { return }
        let possible = max(16, files - OpenFileLimit.reserve)
        if settings.limits.connections > possible {
            logger.warning(
                "fewer connections than asked for, since the system allows no more open files",
                metadata: ["connections": "\(possible)", "files": "\(files)"])
            settings.limits.connections = possible
        }
    }

    private func warn(_ settings: Settings, _ logger: Logger) {
        let local = ["127.0.0.0/8", "::1"].compactMap { AddressBlock($0) }
        let address = IPAddress(settings.host == "localhost" ? "127.0.0.1" : settings.host)
        let isLocal = address.map(local.contains) ?? false
        if !isLocal, settings.strictTransportSeconds == nil, settings.tls == nil {
            logger.warning(
                """
                others can reach this address, and it speaks HTTP without TLS; give a certificate, \
                or set tls.at-proxy where a proxy speaks HTTPS
                """)
        }
        if settings.trustedProxies.isEmpty, settings.strictTransportSeconds != nil,
            settings.tls == nil
        {
            logger.warning(
                """
                a proxy stands before this server, but proxies.trusted is empty: all clients count \
                as the one that the proxy is
                """)
        }
        if settings.rate.perSecond == 0 { logger.warning("no client is limited (rate.per-second)") }
        if geteuid() == 0 {
            logger.warning("running as root, which is not needed; use a user of its own")
        }
    }
}

/// Tells whose address it was that could not be listened on.
struct Listener: Service {
    let service: any Service
    let host: String
    let port: Int

    struct Failure: Error {
        let error: any Error
        let host: String
        let port: Int
    }

    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError {
            throw Failure(error: error, host: host, port: port)
        }
    }
}
