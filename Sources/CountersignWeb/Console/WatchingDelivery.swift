import Countersign
import Hummingbird

/// `/admin/delivery`: what became of mails, and a test.
enum WatchingDelivery {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.demand(.seeDelivery)
        let week = try await TakeFigures(in: staff.world).weeks().last
        return try staff.page(
            DeliveryPage(
                mail: week?.figures.mail ?? Figures.Mail(),
                takenAt: week?.takenAt,
                testTo: staff.may(.sendTestMail) ? staff.account.confirmedEmail : nil,
                flash: staff.flash
            )
        )
    }

    /// `POST /admin/delivery/test`: to one's own address, so that it is no way to mail others.
    @Sendable
    static func test(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        try staff.demand(.sendTestMail)
        guard let address = staff.account.confirmedEmail else { throw PageFault.refused }
        let world = staff.world
        let now = world.now()
        try await world.commit([
            try world.event(.testMailSent, about: nil, by: staff.actor, from: staff.client, at: now),
            try world.mail(
                .testMail,
                to: address,
                language: staff.account.language,
                account: staff.account.id,
                facts: ["name": staff.account.shownName],
                at: now
            ),
        ])
        return Response.seeOther("/admin/delivery").telling(Flash.testMailSent)
    }
}
