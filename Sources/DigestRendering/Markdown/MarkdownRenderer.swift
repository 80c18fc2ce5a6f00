public import LogModel

public struct MarkdownRenderer: DigestRenderer {
  public init() {}

  public var format: DigestFormat { .markdown }

  public func render(_ digest: Digest, options: RenderOptions) -> String { "" }
}
