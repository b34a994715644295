import Foundation

/// Asks the system whether an address can be listened on, before anything is opened: so the message can say which
/// setting is meant, and not only that something is in use.
enum FreeAddress {
    static func check(_ setting: any AnySetting, _ endpoint: Endpoint) throws {
        guard endpoint.port > 0, let why = obstacle(to: endpoint) else { return }
        throw CommandFailure("\(setting.name): cannot listen on \(endpoint.settingText): \(why)")
    }

    /// Nil if nothing stands in the way.
    private static func obstacle(to endpoint: Endpoint) -> String? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(endpoint.host, String(endpoint.port), &hints, &found)
        guard code == 0, let address = found else { return String(cString: gai_strerror(code)) }
        defer { freeaddrinfo(found) }
        let descriptor = socket(address.pointee.ai_family, address.pointee.ai_socktype, address.pointee.ai_protocol)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        // As the server itself does: connections that have ended do not keep an address from being used.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
            return errno == EADDRINUSE ? "another program does" : String(cString: strerror(errno))
        }
        return nil
    }
}
