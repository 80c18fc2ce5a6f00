public import LogModel

/// Writes a digest in one form.
///
/// A pure function: the same digest and options give the same bytes. The result ends with a newline.
/// Whatever the logs hold, a result for people contains no control character but newline (and, where
/// `options.color` is set, the renderer's own SGR sequences).
public protocol DigestRenderer: Sendable {
  var format: DigestFormat { get }
  func render(_ digest: Digest, options: RenderOptions) -> String
}
