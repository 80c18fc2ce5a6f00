import LogModel
import Testing

@testable import LogScanning

@Suite struct YAMLInputTests {
  private static let yaml = """
    ---
    httpRequest:
      status: 503
    labels:
      instanceId: 00aa
    insertId: xyz
    logName: projects/p/logs/run.googleapis.com%2Fstderr
    textPayload: |-
      Default STARTUP TCP probe failed
    timestamp: '2026-03-22T14:32:10.123456789Z'
    ---
    insertId: xya

    """

  @Test("entries as gcloud prints them are refused, not read as text", arguments: [64, 4096])
  func refused(blockSize: Int) throws {
    for text in [
      Self.yaml, String(Self.yaml.dropFirst(4)), Self.yaml.replacing("\n", with: "\r\n"),
    ] {
      let (entries, outcome) = try read(text, blockSize: blockSize)
      #expect(entries.isEmpty)
      #expect(
        outcome.problems.map(\.reason) == [
          "is YAML as gcloud prints by default; read it again with --format=json"
        ])
      #expect(outcome.problems.map(\.isLoss) == [true])
    }
  }

  @Test(
    "other text is read",
    arguments: [
      "---\nname: x\ninsertId: y\n", "---\nstarted\n", "labels: none\nready\n",
      "severity: ERROR x\n", "---\n---\n", "insertId\n", "---",
    ])
  func text(text: String) throws {
    let (entries, outcome) = try read(text)
    #expect(!entries.isEmpty)
    #expect(outcome.problems.isEmpty)
  }
}
