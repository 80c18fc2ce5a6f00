private import Glibc

/// The names in a directory, without `.` and `..`, in the order of their bytes.
struct DirectoryListing: Sendable {
  var names: [String] = []
  /// Names that are not UTF-8, shown as well as can be: they cannot be opened by these.
  var unreadableNames: [String] = []

  /// - Throws: the error number.
  init(_ path: String) throws(SystemFailure) {
    guard let directory = opendir(path) else { throw SystemFailure(code: errno) }
    defer { closedir(directory) }
    while true {
      errno = 0
      guard let entry = readdir(directory) else {
        if errno != 0 { throw SystemFailure(code: errno) }
        break
      }
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { name in
        Array(name.prefix { $0 != 0 })
      }
      if let name = String(validating: bytes, as: UTF8.self) {
        if name != ".", name != ".." { names.append(name) }
      } else {
        unreadableNames.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    unreadableNames.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A path within a directory, written as the user wrote the directory.
  static func path(_ directory: String, _ name: String) -> String {
    if directory.isEmpty { return name }
    return directory.hasSuffix("/") ? directory + name : directory + "/" + name
  }
}
