import Foundation
import LogModel
import Testing

@testable import DigestRendering

/// The decisions behind an incident in every format, and the document against its schema.
@Suite struct ExplanationTests {
  private func document(_ explanation: Explanation) -> String {
    ExplanationRenderers.render(explanation, as: .json, options: RenderOptions())
  }

  @Test func `every explanation is a valid document`() throws {
    let documents = Sample.explanations.map { (name: $0.name, text: document($0.explanation)) }
    #expect(try SchemaValidator.explanation.violations(in: documents) == [])
  }

  @Test func `the schema refuses what is no explanation`() throws {
    let valid = document(Sample.explanations[0].explanation)
    let broken = [
      ("unknown member", #""sections":"#, "\"x\": 1,\n\"sections\":"),
      ("another version", "fivewhys.explanation/1", "fivewhys.explanation/2"),
      ("unknown verdict", #""verdict": "rejected""#, #""verdict": "refused""#),
      ("a count below zero", #""furtherEvidence": 11"#, #""furtherEvidence": -1"#),
      ("no incident of a digest", #""kind": "crash-loop""#, #""kind": "crash""#),
      ("no evidence of a digest", #""severity": "ERROR""#, #""severity": "BAD""#),
      ("no sections", #""sections":"#, #""parts":"#),
    ]
    for (name, part, other) in broken {
      let text = valid.replacing(part, with: other)
      #expect(text != valid, "\(name): the document was not changed")
      #expect(
        try !SchemaValidator.explanation.violations(in: [(name, text)]).isEmpty, "\(name)")
    }
  }

  @Test func `the incident is the digest's`() throws {
    func parsed(_ text: String) throws -> [String: Any] {
      try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
    for (name, explanation) in Sample.explanations {
      let told = try parsed(document(explanation))
      let renderer = try #require(DigestRenderers.renderer(for: .json))
      let digest = try parsed(
        renderer.render(
          Sample.digest([explanation.incident], input: Sample.input(files: 1, entries: 9)),
          options: RenderOptions()))
      let incident = try #require((digest["incidents"] as? [[String: Any]])?.first)
      #expect(
        NSDictionary(dictionary: try #require(told["incident"] as? [String: Any]))
          == NSDictionary(dictionary: incident), "\(name)")
    }
  }

  @Test(arguments: DigestFormat.allCases)
  func `no character of an explanation acts on the screen`(format: DigestFormat) {
    for (name, explanation) in Sample.explanations {
      for width in [40, 80, 140] {
        let text = ExplanationRenderers.render(
          explanation, as: format, options: RenderOptions(width: width))
        let active = text.unicodeScalars.first { $0 != "\n" && HostileText.acts($0) }
        #expect(active == nil, "\(name): U+\(String(active?.value ?? 0, radix: 16))")
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "\(name)")
      }
    }
  }

  @Test(arguments: [32, 40, 60, 80, 140])
  func `no line of an explanation is wider than the screen`(width: Int) {
    for (name, explanation) in Sample.explanations {
      let text = ExplanationRenderers.render(
        explanation, as: .text, options: RenderOptions(width: width))
      for line in text.split(separator: "\n") {
        #expect(DisplayWidth.columns(line) <= width, "\(name): \(line)")
      }
    }
  }

  @Test func `colour adds nothing but colour to an explanation`() {
    for (name, explanation) in Sample.explanations {
      let plain = ExplanationRenderers.render(explanation, as: .text, options: RenderOptions())
      let colored = ExplanationRenderers.render(
        explanation, as: .text, options: RenderOptions(color: true))
      #expect(colored != plain, "\(name)")
      #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain, "\(name)")
    }
  }

  @Test func `log text makes no markup of an explanation`() throws {
    for (name, explanation) in Sample.explanations {
      let text = ExplanationRenderers.render(
        explanation, as: .markdown, options: RenderOptions())
      let expected = explanation.sections.flatMap(\.decisions).count
      let bullets = text.split(separator: "\n").filter { $0.hasPrefix("- **") }
      #expect(bullets.count == expected, "\(name)")
      let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }
      #expect(headings.count == 1 + explanation.sections.count, "\(name)")
      for line in HostileText.outsideCode(text) {
        let bare = HostileText.withoutEscapes(line).replacing(/\*\*[a-z ]+\*\*/, with: "")
        for target in bare.matches(of: /\]\(([^)]*)\)/).map({ String($0.1) }) {
          #expect(target.hasPrefix("https://console.cloud.google.com/logs/query;"), "\(target)")
        }
        let rest = bare.replacing(/\[[^\[\]]*\]\([^)]*\)/, with: "")
        for active in ["<", ">", "[", "]", "@", "http:", "https:", "www.", "~", "*"] {
          #expect(!rest.contains(active), "\(name): \(active) in: \(rest)")
        }
      }
    }
  }
}
