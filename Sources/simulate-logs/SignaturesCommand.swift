import Glibc
import LogSimulation

/// `simulate-logs signatures`: a pattern library of any size.
struct SignaturesCommand {
  private var count: Int?
  private var seed: UInt64 = 1
  private var folder: String?

  init(_ arguments: inout ArgumentReader) throws {
    while let option = arguments.next() {
      switch option {
      case "--count": count = try arguments.number(for: option) as Int
      case "--seed": seed = try arguments.number(for: option)
      case "--output": folder = try arguments.value(for: option)
      default: throw UsageError("unknown option \(option)")
      }
    }
  }

  func run() throws {
    guard let count, count > 0, let folder else {
      throw UsageError("signatures needs --count and --output")
    }
    mkdir(folder, 0o755)
    for file in SignatureLibrary(count: count, seed: seed).files {
      try FileOutput.write(Array(file.text.utf8), to: "\(folder)/\(file.name)")
    }
  }
}
