import Countersign
import Synchronization

/// What is said here: the languages that owners offer, with their own words. Made anew when those change, never for a
/// request.
final class SpokenCatalogues: Sendable {
    private let ours: Catalogues
    private let made: Mutex<(stamp: Int, catalogues: Catalogues)?>

    init(_ ours: Catalogues) {
        self.ours = ours
        made = Mutex(nil)
    }

    func catalogues(under box: SettingsBox) -> Catalogues {
        // Read first: what changes while they are made leaves an old stamp, and they are made once more.
        let stamp = box.stamp
        return made.withLock { made in
            if let made, made.stamp == stamp { return made.catalogues }
            let catalogues = ours.offering(box.settings.own.languages).with(box.words)
            made = (stamp, catalogues)
            return catalogues
        }
    }
}
