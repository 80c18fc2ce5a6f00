// The stage that this program wires and that is not there yet, under the names and shapes its module
// will give it: delete this file and the module's own takes its place.

import LogModel

enum DigestFormat: String, CaseIterable, Sendable { case text, json, markdown }

struct RenderOptions: Sendable {
  var width = 100
  var color = false
}

enum DigestRenderers {
  static func render(_ digest: Digest, as format: DigestFormat, options: RenderOptions) -> String {
    "\(format.rawValue) digest at \(digest.generatedAt.rfc3339)\n"
  }
}
