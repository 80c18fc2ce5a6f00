import LogModel
import LogScanning

private import Glibc

/// Turns what the user names into the objects to read, each once.
struct InputExpansion {
  private(set) var objects: [InputObject] = []
  /// Inputs that were named and cannot be read.
  private(set) var problems: [Problem] = []
  /// Named inputs behind which there is no log, such as a pattern that no file matches.
  private(set) var vain: [Problem] = []
  /// Named inputs that this very run would overwrite.
  private(set) var clashes: [String] = []
  /// Bytes of all objects as they are stored; nil where one has no size.
  private(set) var totalBytes: Int? = 0

  /// Files that this very run writes. Met in a directory, they are passed over.
  private let outputs: Set<FileIdentity>
  private var seenFiles: Set<FileIdentity> = []
  private var seenDirectories: Set<FileIdentity> = []
  private var hasStandardInput = false

  init(outputs: Set<FileIdentity> = []) { self.outputs = outputs }

  /// Adds what a PATH of the command line stands for. A file that exists is itself, also where its
  /// name looks like a pattern.
  mutating func add(operand: String) {
    if operand == "-" {
      addStandardInput()
    } else if NamePattern.isPattern(operand), (try? FileStatus(path: operand)) == nil {
      let matches = PathPattern(operand).matches()
      if matches.isEmpty {
        vain.append(Problem(file: operand, reason: "no file matches this pattern"))
      }
      // Nobody means a pipe by `*`: to open one would wait for its writer.
      for path in matches where (try? FileStatus(path: path))?.kind != .stream { add(path: path) }
    } else {
      add(path: operand)
    }
  }

  /// Adds a file, or all logs of a directory, under the very name given.
  mutating func add(path: String) {
    do {
      let status = try FileStatus(path: path)
      switch status.kind {
      case .directory:
        let before = objects.count
        let isNew = !seenDirectories.contains(status.identity)
        addDirectory(path, status.identity)
        if isNew, objects.count == before, !problems.contains(where: { $0.file == path }) {
          vain.append(Problem(file: path, reason: "holds no log files", isLoss: false))
        }
      case .unreadable:
        problems.append(Problem(file: path, reason: "is neither a file nor a directory"))
      case .regular, .stream, .link:
        if outputs.contains(status.identity) {
          clashes.append(path)
        } else {
          addFile(path, status)
        }
      }
    } catch {
      problems.append(Problem(file: path, reason: error.text))
    }
  }

  mutating func addStandardInput() {
    guard !hasStandardInput else { return }
    hasStandardInput = true
    do {
      let status = try FileStatus(descriptor: STDIN_FILENO)
      guard status.kind != .regular || seenFiles.insert(status.identity).inserted else { return }
      totalBytes = status.kind == .regular ? totalBytes.map { $0 + status.size } : nil
      objects.append(InputObject(kind: .standardInput))
    } catch {
      problems.append(Problem(file: "-", reason: "standard input is closed"))
    }
  }

  private mutating func addFile(_ path: String, _ status: FileStatus) {
    guard seenFiles.insert(status.identity).inserted else { return }
    totalBytes = status.kind == .regular ? totalBytes.map { $0 + status.size } : nil
    objects.append(InputObject(kind: .file(path: path)))
  }

  /// Depth is bounded: a directory is entered once, and paths have a greatest length.
  private mutating func addDirectory(_ path: String, _ identity: FileIdentity) {
    guard seenDirectories.insert(identity).inserted else { return }
    let listing: DirectoryListing
    do {
      listing = try DirectoryListing(path)
    } catch {
      problems.append(Problem(file: path, reason: error.text))
      return
    }
    for name in listing.unreadableNames where !name.hasPrefix(".") {
      problems.append(
        Problem(
          file: DirectoryListing.path(path, name),
          reason: "its name is not UTF-8; rename it or pipe it in"))
    }
    for name in listing.names where !name.hasPrefix(".") {
      let path = DirectoryListing.path(path, name)
      do {
        let status = try FileStatus(path: path)
        if status.kind == .directory {
          addDirectory(path, status.identity)
        } else if status.kind == .regular, !outputs.contains(status.identity),
          isLog(name, at: path)
        {
          addFile(path, status)
        }
      } catch {
        // A link that leads nowhere is nothing that was promised to be a log.
        if LogFileName.verdict(name) == .log {
          problems.append(Problem(file: path, reason: error.text))
        }
      }
    }
  }

  private func isLog(_ name: String, at path: String) -> Bool {
    switch LogFileName.verdict(name) {
    case .log: true
    case .other: false
    case .unknown: LogFileName.contentLooksLikeLog(path: path)
    }
  }
}
