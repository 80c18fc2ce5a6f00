import LogModel
import Patterns

/// What the matcher found on messages of late, to be found again on messages of the same shape
/// without automaton or regex.
///
/// Rules that only ask for what such messages have in common are decided once. Of what they captured
/// the places are kept, for the digits there may differ; a rule that may tell digits apart, or that
/// asks for fields, is tried on every entry. A bounded table.
final class RememberedFindings {
  /// Of entries with a message of one shape and without a stack trace, all on which its findings may
  /// depend but the digits and the fields.
  struct Key: Equatable {
    var shape: UInt32
    /// See ``RuleFinder/kind(of:)``.
    var kind: UInt32
    var severity: Severity
    /// Of the request; -1 for none.
    var status: Int

    fileprivate var pair: Int {
      var hash = ContentHash()
      hash.combine(UInt64(shape) << 32 | UInt64(kind))
      hash.combine(
        UInt64(truncatingIfNeeded: status) << 16 | UInt64(truncatingIfNeeded: severity.rawValue))
      return Int(truncatingIfNeeded: hash.value) & (RememberedFindings.pairs - 1)
    }
  }

  /// What is known of the entries of a key.
  enum Outcome {
    /// No rule holds of any.
    case nothing
    case findings(Findings)
    /// Nothing that could be relied on.
    case uncertain
    /// There was one before.
    case seen
    case unknown
  }

  final class Findings {
    /// By rule, ascending.
    let items: [Item]
    /// Predicates that the automaton reports of each message.
    let hits: [Int]
    /// The findings, where they are the same for all entries.
    let same: [EntryMatcher.Finding]?

    init(items: [Item], hits: [Int]) {
      self.items = items
      self.hits = hits
      same =
        items.contains { $0.isTried || !$0.captured.isEmpty } ? nil : items.map(\.finding)
    }
  }

  struct Item {
    /// With its captures, where they are the same for all entries.
    var finding: EntryMatcher.Finding
    /// Whether the rule is to be tried on every entry.
    var isTried = false
    /// Where its captures stand in the message; empty where they are the same for all entries.
    var captured: [CapturedRange] = []
  }

  private static let pairs = 1 << 11

  private struct Slot {
    var key: Key
    var kind: Kind

    enum Kind: UInt8 {
      case vacant, seen, uncertain, nothing, findings
    }
  }

  /// By twos: a key is in either place of its pair.
  @exclusivity(unchecked) private var slots: [Slot]
  @exclusivity(unchecked) private var findings: [Findings?]
  /// Of each pair, which was asked for last; the other one makes room.
  @exclusivity(unchecked) private var latest: [UInt8]

  init() {
    let nobody = Key(shape: 0, kind: 0, severity: .default, status: -1)
    let count = 2 * RememberedFindings.pairs
    slots = Array(repeating: Slot(key: nobody, kind: .vacant), count: count)
    findings = Array(repeating: nil, count: count)
    latest = Array(repeating: 0, count: RememberedFindings.pairs)
  }

  /// What is known; where it is nothing, the key counts as seen from now on.
  @inline(__always)
  func outcome(_ key: Key) -> Outcome {
    let pair = key.pair
    var place = 2 &* pair &+ Int(latest[pair])
    if slots[place].key != key || slots[place].kind == .vacant {
      place ^= 1
      latest[pair] ^= 1
      if slots[place].key != key || slots[place].kind == .vacant {
        set(.seen, nil, key, at: place)
        return .unknown
      }
    }
    switch slots[place].kind {
    case .vacant: return .unknown
    case .seen: return .seen
    case .uncertain: return .uncertain
    case .nothing: return .nothing
    case .findings: return findings[place].map { .findings($0) } ?? .uncertain
    }
  }

  private func set(_ kind: Slot.Kind, _ found: Findings?, _ key: Key, at place: Int) {
    slots[place] = Slot(key: key, kind: kind)
    findings[place] = found
  }

  /// To be called for the key that was last asked for.
  ///
  /// - Parameter found: nil where nothing can be relied on.
  func remember(_ found: Findings?, for key: Key) {
    let pair = key.pair
    let place = 2 * pair + Int(latest[pair])
    guard let found else { return set(.uncertain, nil, key, at: place) }
    let isNothing = found.items.isEmpty
    set(isNothing ? .nothing : .findings, isNothing ? nil : found, key, at: place)
  }
}

/// Where in a message a named group of a regex took part.
struct CapturedRange {
  var name: String
  var range: Range<Int>
}

extension Condition {
  /// Whether the message decides, with the source, the severity and the status of an entry without a
  /// stack trace, and digits do not.
  func isDecided(byShapes sensitivity: DigitSensitivity) -> Bool {
    switch self {
    case .message(let predicate): !sensitivity.isSensitive[predicate.id]
    case .field: false
    case .severity, .source, .httpStatus, .exception: true
    case .any(let conditions), .all(let conditions):
      conditions.allSatisfy { $0.isDecided(byShapes: sensitivity) }
    case .not(let condition): condition.isDecided(byShapes: sensitivity)
    }
  }

  /// Where what ``captures(of:)`` tells stands in the message, each name once; only of a condition
  /// that is decided by shapes.
  func captured(in view: EntryView) -> [CapturedRange] {
    var captured: [CapturedRange] = []
    collect(from: view, into: &captured)
    return captured
  }

  private func collect(from view: EntryView, into captured: inout [CapturedRange]) {
    switch self {
    case .message(let predicate):
      view.forEachMessageCapture(predicate) { name, range in
        guard !captured.contains(where: { $0.name == name }) else { return }
        captured.append(CapturedRange(name: name, range: range))
      }
    case .any(let conditions):
      for condition in conditions where condition.holds(of: view) {
        condition.collect(from: view, into: &captured)
      }
    case .all(let conditions):
      for condition in conditions { condition.collect(from: view, into: &captured) }
    case .field, .exception, .severity, .source, .httpStatus, .not: return
    }
  }
}
