import LogModel
import PatternTesting

extension LeftOut {
  /// Characters of a subject that are shown.
  private static let widest = 100

  /// `fivewhys: no draft for SUBJECT: why`.
  var prose: String {
    "fivewhys: no draft for '\(visible(Excerpt.middleCut(subject, limit: LeftOut.widest)))': "
      + visible(reason.prose)
  }
}

extension LeftOut.Reason {
  fileprivate var prose: String {
    switch self {
    case .drafted(let id): "'\(id)' is its draft, which does not fire on it any more"
    case .wordless: "its messages have too few words in common"
    case .harmless: "its own words say that it is no error"
    case .silent: "the logs hold no line that says why"
    case .ambiguous: "nothing in these logs tells it apart from others"
    case .unsound(let words): words
    case .crossFire(let other): "it and '\(other)' would fire on each other's examples"
    case .overruled: "where it fires, another cause is told first"
    }
  }
}
