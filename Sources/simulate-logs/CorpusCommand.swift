import LogSimulation

struct CorpusCommand {
  init(_ arguments: inout ArgumentReader) throws { try arguments.finish() }
  func run() throws {}
}
