public import LogModel

/// The renderers there are. To add one: its file, its case in ``DigestFormat``, one line here.
public enum DigestRenderers {
  public static let all: [any DigestRenderer] = [
    TextRenderer(),
    JSONRenderer(),
    MarkdownRenderer(),
  ]

  /// The renderer of a format; nil for a format that none writes.
  public static func renderer(for format: DigestFormat) -> (any DigestRenderer)? {
    all.first { $0.format == format }
  }

  /// Writes a digest in a format.
  public static func render(
    _ digest: Digest, as format: DigestFormat, options: RenderOptions
  ) -> String {
    renderer(for: format)?.render(digest, options: options) ?? ""
  }
}
