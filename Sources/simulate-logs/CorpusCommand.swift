import Glibc
import LogSimulation

/// `simulate-logs corpus`: a big file for benchmarks.
struct CorpusCommand {
  private var kind: CorpusKind?
  private var form = CorpusForm.ndjson
  private var bytes: Int?
  private var seed: UInt64 = 1
  private var level = 6
  private var incidents: Int?
  private var path: String?
  private var diagnosisPath: String?

  init(_ arguments: inout ArgumentReader) throws {
    while let option = arguments.next() {
      switch option {
      case "--kind":
        let text = try arguments.value(for: option)
        guard let kind = CorpusKind(rawValue: text) else {
          throw UsageError("unknown kind \(text)")
        }
        self.kind = kind
      case "--form":
        let text = try arguments.value(for: option)
        guard let form = CorpusForm(rawValue: text) else {
          throw UsageError("unknown form \(text)")
        }
        self.form = form
      case "--bytes": bytes = try arguments.number(for: option) as Int
      case "--seed": seed = try arguments.number(for: option)
      case "--level": level = try arguments.number(for: option)
      case "--incidents": incidents = try arguments.number(for: option) as Int
      case "--output": path = try arguments.value(for: option)
      case "--diagnosis": diagnosisPath = try arguments.value(for: option)
      default: throw UsageError("unknown option \(option)")
      }
    }
  }

  func run() async throws {
    guard let kind, let bytes, bytes > 0, let path else {
      throw UsageError("corpus needs --kind, --bytes and --output")
    }
    if let incidents, kind != .mixed || incidents < 0 {
      throw UsageError("--incidents is a count and goes with --kind mixed")
    }
    let plan = CorpusPlan(
      kind: kind, form: form, bytes: bytes, seed: seed, incidents: incidents)
    if let diagnosisPath {
      guard let diagnosis = plan.diagnosis else {
        throw UsageError("--diagnosis goes with --kind mixed")
      }
      try FileOutput.write(
        JSONWriter.encode(diagnosis.json, style: .gcloud) + [0x0A], to: diagnosisPath)
    }
    let file = try FileOutput(path)
    let writer = CorpusWriter(
      plan, level: level, threads: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let report = try await writer.write { try file.append($0) }
    let ratio = Double(Int(report.ratio * 100)) / 100
    FileOutput.error(
      "\(path): \(report.entries) entries, \(report.bytes) bytes, \(report.compressedBytes) compressed, \(ratio):1\n"
    )
  }
}
