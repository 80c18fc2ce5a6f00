/// Why a flag does not take a value.
enum BadValue: Error, Equatable {
  /// What would have been taken, e.g. `text, json or markdown`.
  case expected(String)
  /// A value that is understood but refused, and why.
  case refused(String)
}
