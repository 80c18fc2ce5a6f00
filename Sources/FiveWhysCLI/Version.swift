/// The version of this program, as `--version` and every digest state it.
enum Version {
  static let current = "0.1.0"
}
