/// A shell pattern over a path, for shells and schedulers that do not expand it: `*`, `?`, `[…]`
/// within a component, and `**` for any number of directories.
struct PathPattern: Sendable {
  private let components: [Substring]
  private let isAbsolute: Bool

  init(_ pattern: String) {
    components = pattern.split(separator: "/")
    isAbsolute = pattern.hasPrefix("/")
  }

  /// Paths that match, sorted within each directory. What cannot be listed matches nothing. `**`
  /// follows no symbolic links, and nothing but a dot in the pattern finds hidden names.
  func matches() -> [String] {
    var found: [String] = []
    expand(components[...], below: isAbsolute ? "/" : "", into: &found)
    return found
  }

  private func expand(
    _ rest: ArraySlice<Substring>, below directory: String, into found: inout [String]
  ) {
    guard let component = rest.first else {
      if !directory.isEmpty { found.append(directory) }
      return
    }
    let others = rest.dropFirst()
    if component == "**" {
      // Several in a row mean the same as one.
      if others.first != "**" { expand(others, below: directory, into: &found) }
      for name in names(in: directory) where !name.hasPrefix(".") {
        let path = DirectoryListing.path(directory, name)
        guard let status = try? FileStatus(path: path, followsLinks: false) else { continue }
        if status.kind == .directory {
          expand(rest, below: path, into: &found)
        } else if others.isEmpty {
          found.append(path)
        }
      }
    } else if NamePattern.isPattern(component) {
      let pattern = NamePattern(component)
      for name in names(in: directory) where pattern.matches(name) {
        let path = DirectoryListing.path(directory, name)
        guard let status = try? FileStatus(path: path) else { continue }
        if others.isEmpty || status.kind == .directory {
          expand(others, below: path, into: &found)
        }
      }
    } else {
      let path = DirectoryListing.path(directory, String(component))
      guard (try? FileStatus(path: path)) != nil else { return }
      expand(others, below: path, into: &found)
    }
  }

  private func names(in directory: String) -> [String] {
    (try? DirectoryListing(directory.isEmpty ? "." : directory))?.names ?? []
  }
}
