import Foundation

/// An event as it is kept, with its place in the chain once it has one.
package struct StoredEvent: Sendable {
    package let event: Event
    package var position: Int64?
    package var hash: [UInt8]?

    package init(event: Event, position: Int64? = nil, hash: [UInt8]? = nil) {
        self.event = event
        self.position = position
        self.hash = hash
    }
}

package struct SealedPosition: Sendable {
    package let eventID: Event.ID
    package let position: Int64
    package let hash: [UInt8]

    package init(eventID: Event.ID, position: Int64, hash: [UInt8]) {
        self.eventID = eventID
        self.position = position
        self.hash = hash
    }
}

/// The last sealed event: where the chain goes on.
package struct ChainHead: Sendable, Equatable {
    package let epoch: Int64
    package let position: Int64
    package let hash: [UInt8]

    package init(epoch: Int64, position: Int64, hash: [UInt8]) {
        self.epoch = epoch
        self.position = position
        self.hash = hash
    }
}
