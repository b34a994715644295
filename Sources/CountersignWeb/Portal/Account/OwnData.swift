import Countersign
import Hummingbird

/// `/security/data.json`: all that is kept about a person, for them to take along (GDPR articles 15 and 20). Never a
/// secret: nobody should carry one about in a file.
enum OwnData {
    private static let eventsAtOnce = 500

    @Sendable
    static func download(_ person: FreshlySignedIn) async throws -> Response {
        let events = try await events(of: person)
        let world = person.world
        let id = person.account.id
        let sessions = try await SessionActs(in: world).all(of: id)
        let devices = try await RememberedDevices(in: world).all(of: id)
        let browsers = try await world.store.knownBrowsers(of: id)
        let requests = try await world.store.recoveries(of: id)
        let text = JSONText.object { json in
            json.member("made_at", Timestamp.text(of: world.now()))
            json.object("account") { json in
                json.account(person.account)
                json.member("language", orNull: person.account.language)
                json.member("deletion_due_at", orNull: (person.account.deletion?.dueAt).map(Timestamp.text))
                json.member("password_changed_at", orNull: person.account.passwordChangedAt.map(Timestamp.text))
            }
            json.array("factors") { json in
                for factor in person.dossier.factors { json.element { $0.factor(factor) } }
            }
            json.object("backup_codes") { json in
                json.member("left", person.dossier.backupCodes?.left ?? 0)
                json.member("made_at", orNull: (person.dossier.backupCodes?.createdAt).map(Timestamp.text))
            }
            json.array("sessions") { json in
                for session in sessions {
                    json.element { json in
                        json.member("signed_in_at", Timestamp.text(of: session.createdAt))
                        json.member("last_seen_at", Timestamp.text(of: session.lastSeenAt))
                        json.client(session.client)
                    }
                }
            }
            json.array("remembered_devices") { json in
                for device in devices {
                    json.element { json in
                        json.member("remembered_at", Timestamp.text(of: device.createdAt))
                        json.member("last_used_at", Timestamp.text(of: device.lastUsedAt))
                        json.member("expires_at", Timestamp.text(of: device.expiresAt))
                        json.client(device.client)
                    }
                }
            }
            json.array("known_browsers") { json in
                for browser in browsers {
                    json.element { json in
                        json.member("known_since", Timestamp.text(of: browser.createdAt))
                        json.member("last_used_at", Timestamp.text(of: browser.lastUsedAt))
                        json.client(browser.client)
                    }
                }
            }
            json.array("recovery_requests") { json in
                for request in requests {
                    json.element { json in
                        json.member("reference", request.reference)
                        json.member("state", request.state.rawValue)
                        json.member("asked_at", Timestamp.text(of: request.askedAt))
                        if let said = try? Recovery(in: world).details(of: request) {
                            json.member("reason", said.reason)
                            json.member("contact", said.contact)
                        }
                        json.client(request.client)
                    }
                }
            }
            json.array("events") { json in
                for stored in events {
                    let personal = world.personal(of: stored.event, account: person.account)
                    json.element { $0.event(stored, personal: personal) }
                }
            }
        }
        return .download(text.bytes, type: "application/json", name: "countersign-data.json")
    }

    /// All of them, newest first.
    private static func events(of person: FreshlySignedIn) async throws -> [StoredEvent] {
        var all: [StoredEvent] = []
        var before: Int64?
        while true {
            let page = try await person.world.store.events(of: person.account.id, before: before, limit: eventsAtOnce)
            // Those without a position come with the first page alone.
            all += page
            guard page.count == eventsAtOnce, let last = page.last?.position, last != before else { return all }
            before = last
        }
    }
}

extension JSONText {
    fileprivate mutating func client(_ client: Client) {
        member("address", client.address)
        member("user_agent", client.userAgent)
    }
}
