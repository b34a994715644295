import Countersign
import Hummingbird

/// `/security/devices`: the account's sessions, and the browsers that skip its second step.
///
/// To end them takes no fresh proof: it protects, and whoever has lost a phone needs it most.
enum SignedInBrowsers {
    @Sendable
    static func show(_ person: SignedIn) async throws -> Response {
        let sessions = try await SessionActs(in: person.world).all(of: person.account.id)
        let own = sessions.filter { $0.id == person.session.id }
        let others = sessions.filter { $0.id != person.session.id }
        return try person.page(
            DevicesPage(
                sessions: (own + others).map { session in
                    DevicesPage.Session(
                        id: session.id.rawValue,
                        browser: Browser(userAgent: session.client.userAgent),
                        place: session.client.address,
                        signedInAt: session.createdAt,
                        lastSeenAt: session.lastSeenAt,
                        isThisBrowser: session.id == person.session.id
                    )
                },
                remembered: try await remembered(person),
                flash: person.flash
            )
        )
    }

    private static func remembered(_ person: SignedIn) async throws -> [DevicesPage.Remembered]? {
        guard person.world.policy(for: person.dossier).rememberedDeviceDays.value > 0 else { return nil }
        let devices = try await RememberedDevices(in: person.world).all(of: person.account.id)
        let apps = devices.contains { $0.appID != nil } ? try await person.world.store.apps() : []
        return devices.map { device in
            DevicesPage.Remembered(
                id: device.id.rawValue,
                browser: Browser(userAgent: device.client.userAgent),
                app: device.appID.map { id in apps.first { $0.id == id }?.label ?? id.rawValue },
                place: device.client.address,
                since: device.createdAt,
                lastUsedAt: device.lastUsedAt,
                until: device.expiresAt,
                isThisBrowser: device.id == person.visitor.cookies.device?.device
            )
        }
    }

    @Sendable
    static func forget(_ person: SignedIn, _ form: Form) async throws -> Response {
        let id = RememberedDevice.ID(person.parameters["id"])
        try await RememberedDevices(in: person.world)
            .forget(id, of: person.account.id, client: person.client, actor: person.actor)
        return Response.seeOther("/security/devices")
            .forgettingDevice(id == person.visitor.cookies.device?.device).telling(Flash.forgotDevice)
    }

    @Sendable
    static func end(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await SessionActs(in: person.world)
            .end(Session.ID(person.parameters["id"]), of: person.account.id, client: person.client)
        return .seeOther("/security/devices").telling(Flash.signedOutDevice)
    }

    @Sendable
    static func endOthers(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await SessionActs(in: person.world).endOthers(
            keeping: person.session,
            device: person.visitor.cookies.device?.device,
            client: person.client
        )
        return .seeOther("/security/devices").telling(Flash.signedOutOthers)
    }

    @Sendable
    static func endAll(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await SessionActs(in: person.world).endAll(of: person.session, client: person.client)
        return Response.seeOther("/sign-in").signedOut().forgettingDevice()
            .telling(SignInPage.Notice.signedOutEverywhere).carrying(Carried())
    }
}
