import LogModel
import Patterns

/// What software itself said when it ended, where no signature and no readable trace explains it.
struct LastWords {
  /// One line.
  var text: String
  var entries: [SeenEntry]

  /// Longest text that is quoted, in characters.
  private static let limit = 160

  /// Nil where something better is known, or nothing was said.
  init?(of draft: IncidentDraft, index: BootIndex) {
    guard draft.signature == nil, draft.trace == nil else { return nil }
    let boots: [ObservedBoot]
    if draft.endsInstances {
      let ends = Set(draft.entries)
      boots = index.boots(of: draft.service).map { index.boots[$0] }.filter { boot in
        AbruptEnd(of: boot).map { ends.contains($0.entry) } ?? false
      }
    } else {
      boots = draft.failedBoots.map { index.boots[$0] }
    }
    let spoken = boots.compactMap { LastWords.telling(in: $0) }
    guard let first = spoken.first else { return nil }
    let said = first.error ?? first.entry.text
    let line = said.split(separator: "\n").first { $0.contains { !$0.isWhitespace } } ?? ""
    guard !line.isEmpty else { return nil }
    text = Excerpt.middleCut(String(line.drop { $0.isWhitespace }), limit: LastWords.limit)
    entries = spoken.map(\.entry)
  }

  /// The failure marker that carries an error's text, else the end that the application logged.
  private static func telling(in boot: ObservedBoot) -> BootMarkerSighting? {
    boot.markers.first { ($0.slot == .phaseFailed || $0.slot == .failed) && $0.error != nil }
      ?? boot.markers.first { $0.isEnd && !$0.isStop && $0.layer == .application }
  }
}
