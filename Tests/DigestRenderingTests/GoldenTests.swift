import DigestRendering
import Testing

@Suite struct GoldenTests {
  @Test(arguments: Sample.all.map(\.name))
  func `every format is as its golden file`(name: String) throws {
    let digest = try #require(Sample.all.first { $0.name == name }?.digest)
    for renderer in DigestRenderers.all {
      expectSnapshot(
        renderer.render(digest, options: RenderOptions()),
        "\(name).\(suffix(of: renderer.format))")
    }
  }

  @Test func `a narrow terminal wraps at words`() throws {
    let text = try #require(DigestRenderers.renderer(for: .text))
    expectSnapshot(
      text.render(Sample.referenceDigest, options: RenderOptions(width: 60)), "reference-60.txt")
    expectSnapshot(
      text.render(Sample.referenceDigest, options: RenderOptions(width: 40)), "reference-40.txt")
  }

  private func suffix(of format: DigestFormat) -> String {
    switch format {
    case .text: "txt"
    case .json: "json"
    case .markdown: "md"
    }
  }
}
