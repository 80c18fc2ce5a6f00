/// A line that a program writes when it fails: what is fixed, and what varies.
struct FailurePhrase {
  private enum Piece {
    case fixed(String)
    case varying(name: String, regex: String, sample: String)
  }

  private var pieces: [Piece]

  /// A phrase about one component, whose name makes it unlike every other.
  init(about component: String, _ generator: inout SeededGenerator) {
    let noun = generator.pick([
      "replication slot", "lease", "shard", "snapshot", "manifest", "watermark", "checkpoint",
      "partition", "token bucket", "feature table", "route", "certificate", "consumer group",
      "write-ahead segment", "tenant", "schedule", "blob", "index",
    ])
    let trouble = generator.pick([
      "is gone", "was rejected", "could not be acquired", "is older than its source",
      "does not parse", "exceeds its quota", "is held by another owner", "has no leader",
      "refers to nothing", "cannot be decrypted", "has a foreign version", "never arrived",
    ])
    let name = Piece.varying(
      name: "name", regex: #"[\w./-]+"#, sample: "\(noun.first ?? "x")-\(generator.below(9000))")
    let number = Piece.varying(
      name: "count", regex: #"\d+"#, sample: String(generator.within(2...4000)))
    switch generator.below(6) {
    case 0:
      pieces = [.fixed("\(component): \(noun) \""), name, .fixed("\" \(trouble)")]
    case 1:
      pieces = [
        .fixed("\(noun) "), name, .fixed(" of \(component) \(trouble) after "), number,
        .fixed(" attempts"),
      ]
    case 2:
      pieces = [
        .fixed("cannot start: \(component) says its \(noun) \(trouble) (code "), number,
        .fixed(")"),
      ]
    case 3:
      let delay = Piece.varying(name: "seconds", regex: #"[\d.]+"#, sample: "12.5")
      pieces = [
        .fixed("[\(component)] gave up on \(noun) after "), delay, .fixed("s: it \(trouble)"),
      ]
    case 4:
      pieces = [name, .fixed(" failed in \(component).\(noun.replacingSpaces): \(trouble)")]
    default:
      pieces = [.fixed("\(component)Error E"), number, .fixed(": \(noun) \(trouble)")]
    }
  }

  /// As a regex with named groups.
  var regex: String {
    pieces.map { piece in
      switch piece {
      case .fixed(let text): text.escapedForRegex
      case .varying(let name, let regex, _): "(?<\(name)>\(regex))"
      }
    }.joined()
  }

  /// The longest of what is fixed.
  var literal: String {
    pieces.map { if case .fixed(let text) = $0 { text } else { "" } }
      .max { $0.utf8.count < $1.utf8.count } ?? ""
  }

  /// As a program may write it.
  var sample: String {
    pieces.map { piece in
      switch piece {
      case .fixed(let text): text
      case .varying(_, _, let sample): sample
      }
    }.joined()
  }
}

extension String {
  fileprivate var replacingSpaces: String { split(separator: " ").joined(separator: "_") }

  fileprivate var escapedForRegex: String {
    var escaped = ""
    for character in self {
      if #"\.^$|?*+()[]{}"#.contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
