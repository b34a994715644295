import Countersign
import Foundation
import Logging
import Synchronization

/// The web side of Countersign: the rules it stands on, how pages are drawn, and what the operator set about requests.
///
/// A class because every request holds on to it: one reference is counted, and not a dozen.
package final class Web: Sendable {
    package let world: Surroundings
    package let settings: WebSettings
    package let templates: Templates
    /// Our words, in every language that we have.
    package let catalogues: Catalogues
    private let spoken: SpokenCatalogues
    /// What is shown where there is no page; the portal's own.
    let faultPage: FaultAnswer
    let apiKeys: APIKeyCache
    let readiness: Readiness
    let validation: ValidationServer
    let forwarders: UntrustedForwarders

    /// - Throws: `TemplateFault` or `Catalogue.Fault` if what was compiled in cannot be read.
    package convenience init(world: Surroundings, settings: WebSettings = WebSettings()) throws {
        try self.init(world: world, settings: settings, faultPage: Portal.fault)
    }

    init(world: Surroundings, settings: WebSettings, faultPage: @escaping FaultAnswer) throws {
        self.world = world
        self.settings = settings
        self.faultPage = faultPage
        templates = try Templates()
        catalogues = try Catalogues()
        spoken = SpokenCatalogues(catalogues)
        apiKeys = APIKeyCache()
        readiness = Readiness()
        validation = ValidationServer(in: world)
        forwarders = UntrustedForwarders()
    }

    /// For times that pages and mails write out.
    var timeZone: TimeZone { world.settings.own.timeZone.flatMap { TimeZone(identifier: $0) } ?? settings.timeZone }

    /// The languages that are offered here, with owners' own words.
    var offered: Catalogues { spoken.catalogues(under: world.settingsBox) }

    /// From now on `/readyz` says that nothing new should be sent here, while what runs is finished.
    package func announceEnd() {
        readiness.end()
    }

    /// A mail in the language of its reader.
    package func mail(of notice: Notice) throws -> NoticeMail {
        let rules = world.settings
        return try NoticeMail(
            notice,
            in: offered.words(in: notice.language, zone: timeZone),
            organisation: rules.organisationName,
            host: URLComponents(string: rules.publicURL)?.host ?? "",
            templates: templates
        )
    }

    /// Whether browsers reach us over TLS, here or at a proxy.
    var isSecure: Bool { world.settings.publicURL.hasPrefix("https://") }
}

/// What the operator may set about requests and pages, apart from the rules.
package struct WebSettings: Sendable {
    /// Peers whose forwarding headers are believed.
    package var trustedProxies: [AddressBlock] = []
    /// For times that pages write out.
    package var timeZone = TimeZone.gmt
    /// What the system says of its own clock.
    package var clock: @Sendable () -> ClockWord = { .notKnown }
    /// What `/metrics` answers with; nil where nothing is measured.
    package var exposition: (@Sendable () async -> String)?

    package init() {}
}
