import Glibc
import LogModel
import Testing

@testable import LogScanning

@Suite struct PipeTests {
  /// What a thread is to write into a pipe, piece by piece.
  private final class Writer: @unchecked Sendable {
    let path: String
    let pieces: [[UInt8]]
    private var thread = pthread_t()

    init(path: String, pieces: [[UInt8]]) {
      self.path = path
      self.pieces = pieces
    }

    func start() {
      pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let writer = Unmanaged<Writer>.fromOpaque(argument).takeUnretainedValue()
          let descriptor = open(writer.path, O_WRONLY)
          for piece in writer.pieces {
            _ = write(descriptor, piece, piece.count)
            sched_yield()
          }
          close(descriptor)
          return nil
        }, Unmanaged.passUnretained(self).toOpaque())
    }

    func join() { pthread_join(thread, nil) }
  }

  private func withPipe(_ body: (String) throws -> Void) throws {
    let file = try TemporaryFile([])
    unlink(file.path)
    try #require(mkfifo(file.path, 0o600) == 0)
    try body(file.path)
  }

  @Test("pieces of any size make the same entries", arguments: [1, 3, 700])
  func pieces(size: Int) throws {
    let text = Array((Sample.entries.joined(separator: "\n") + "\n").utf8)
    for bytes in [text, gzip(text)] {
      try withPipe { path in
        let pieces = stride(from: 0, to: bytes.count, by: size).map {
          Array(bytes[$0..<min($0 + size, bytes.count)])
        }
        let writer = Writer(path: path, pieces: pieces)
        writer.start()
        var ids: [String] = []
        let reader = EntryReader(
          input: InputObject(kind: .file(path: path)), options: ReadOptions())
        let outcome = reader.readAll(progress: nil) {
          ids.append(String(decoding: $0.insertIdBytes, as: UTF8.self))
        }
        writer.join()
        #expect(ids == (0..<6).map { "id\($0)" })
        #expect(outcome.problems.isEmpty)
        #expect(outcome.bytesRead == bytes.count)
      }
    }
  }

  @Test func stoppingDoesNotWaitForASilentWriter() throws {
    try withPipe { path in
      // Held open for writing, so that the pipe never ends by itself.
      let descriptor = open(path, O_RDWR)
      defer { close(descriptor) }
      let text = Array((Sample.entries.joined(separator: "\n") + "\n").utf8)
      #expect(write(descriptor, text, text.count) == text.count)
      let reader = EntryReader(input: InputObject(kind: .file(path: path)), options: ReadOptions())
      let outcome = reader.readAll(progress: nil) { _ in reader.stop() }
      #expect(outcome.entries == 1)
    }
  }

  @Test func bytesAtHandAreReadLikeAFile() throws {
    let text = Array((Sample.entries.joined(separator: "\n") + "\n").utf8)
    for bytes in [text, gzip(text), []] {
      let input = InputObject(kind: .memory(name: "example", bytes: bytes))
      var ids: [String] = []
      let outcome = EntryReader(input: input, options: ReadOptions()).readAll(progress: nil) {
        ids.append(String(decoding: $0.insertIdBytes, as: UTF8.self))
      }
      #expect(ids == (bytes.isEmpty ? [] : (0..<6).map { "id\($0)" }))
      #expect(outcome.problems.isEmpty)
      #expect(outcome.bytesRead == bytes.count)
    }
  }
}
