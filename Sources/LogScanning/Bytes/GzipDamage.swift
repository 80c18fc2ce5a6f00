/// What is wrong with a gzip member.
enum GzipDamage: Error, Equatable {
  case header
  case headerCheckSum
  case method
  case data
  case checkSum
  case length

  /// In words that do not depend on the library which inflates.
  var words: String {
    switch self {
    case .header: "unknown header"
    case .headerCheckSum: "wrong check sum of a header"
    case .method: "unknown compression method"
    case .data: "invalid data"
    case .checkSum: "wrong check sum"
    case .length: "wrong length"
    }
  }
}
