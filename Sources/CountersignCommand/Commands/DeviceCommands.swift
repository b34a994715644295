import ArgumentParser
import Countersign
import Foundation

/// `countersign device`: browsers and apps' clients that skip the second step.
struct DeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "List and end the devices that are not asked for the second step.",
        subcommands: [DeviceListCommand.self, DeviceForgetCommand.self]
    )
}

/// `countersign device list`
struct DeviceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List an account's remembered devices; with --json one object a line. Never a token."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The account's name, confirmed address or id.")
    var account: String

    func run() async throws {
        let devices = try await options.withHost { host in
            try await RememberedDevices(in: host.world).all(of: try await host.dossier(of: account).account.id)
        }.map(DeviceAnswer.init)
        guard options.json else { return Terminal.standardOutput.write(DeviceAnswer.table(devices)) }
        for device in devices { Terminal.standardOutput.write(try Answer.encoded(device)) }
    }
}

/// `countersign device forget`
struct DeviceForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "End one remembered device, or all: they are asked for the second step again."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The account's name, confirmed address or id.")
    var account: String

    @Argument(help: "The device's id.")
    var device: String?

    @Flag(help: "All of the account's.")
    var all = false

    func validate() throws {
        guard all != (device != nil) else { throw ValidationError("give the id of a device, or --all") }
    }

    func run() async throws {
        let count = try await options.withHost { host in
            let id = try await host.dossier(of: account).account.id
            let devices = RememberedDevices(in: host.world)
            guard let device else { return try await devices.forgetAll(of: id, client: nil, actor: .host) }
            do {
                try await devices.forget(RememberedDevice.ID(device), of: id, client: nil, actor: .host)
                return 1
            } catch CeremonyFault.gone {
                throw CommandFailure("the account has no remembered device \(Quoted.text(device))")
            }
        }
        try Answer.say(["forgotten": count], asJSON: options.json) {
            count == 1 ? "Forgot 1 device.\n" : "Forgot \(count) devices.\n"
        }
    }
}

/// One remembered device, without its token.
struct DeviceAnswer: Encodable {
    let id: String
    let appID: String?
    let address: String
    let userAgent: String
    let createdAt: Date
    let lastUsedAt: Date
    let expiresAt: Date

    private enum CodingKeys: String, CodingKey {
        case id
        case appID = "app_id"
        case address
        case userAgent = "user_agent"
        case createdAt = "created_at"
        case lastUsedAt = "last_used_at"
        case expiresAt = "expires_at"
    }

    init(_ device: RememberedDevice) {
        id = device.id.rawValue
        appID = device.appID?.rawValue
        address = device.client.address
        userAgent = device.client.userAgent
        createdAt = device.createdAt
        lastUsedAt = device.lastUsedAt
        expiresAt = device.expiresAt
    }

    static func table(_ devices: [DeviceAnswer]) -> String {
        var table = TextTable("ID", "ADDRESS", "REMEMBERED", "LAST USED", "UNTIL", "BROWSER OR APP")
        for device in devices {
            table.add(
                device.id,
                device.address,
                Moments.text(device.createdAt),
                Moments.text(device.lastUsedAt),
                Moments.text(device.expiresAt),
                device.appID ?? device.userAgent
            )
        }
        return table.text
    }
}
