public import LogModel

/// Frames of earlier traces by the lines they were read from, and whose frames are: the traces of a
/// service mostly have frames that an earlier one had.
public final class KnownFrames {
  /// Lines between a trace's header and its exception, and what was read from them.
  struct Block {
    /// With the line ends between them.
    var lines: [UInt8]
    var lineCount: Int
    var frames: [StackFrame]
    /// Of the first frame.
    var indentation: Int
  }

  /// Blocks held before they are forgotten, and their bytes.
  private static let limit = 1024
  private static let maxBytes = 1 << 20
  /// Blocks that begin with the same line.
  private static let mostAlike = 8
  /// By a hash of the first line; those that share it, the latest last.
  private var blocks: [UInt64: [Block]] = [:]
  private var count = 0
  private var bytesHeld = 0

  /// Whether a frame is the application's, where somebody other than its language says so.
  private let verdict: ((StackFrame) -> Bool?)?
  private var verdicts: [StackFrame: Bool] = [:]
  private static let mostVerdicts = 8192

  /// - Parameter verdict: whether a frame is the application's; nil leaves it to the language. The
  ///   same frame gets the same answer.
  public init(verdict: ((StackFrame) -> Bool?)? = nil) { self.verdict = verdict }

  /// A frame as its language has it, or as the verdict says.
  func judged(_ frame: StackFrame) -> StackFrame {
    guard let verdict else { return frame }
    var judged = frame
    if let known = verdicts[frame] {
      judged.isApplication = known
      return judged
    }
    judged.isApplication = verdict(frame) ?? frame.isApplication
    if verdicts.count >= KnownFrames.mostVerdicts { verdicts.removeAll(keepingCapacity: true) }
    verdicts[frame] = judged.isApplication
    return judged
  }

  /// The block that stands in a text from the start of a line, up to the end of one.
  func block(in text: [UInt8], from start: Int, firstLine: Range<Int>) -> Block? {
    guard !blocks.isEmpty, let candidates = blocks[KnownFrames.hash(text, firstLine)] else {
      return nil
    }
    for block in candidates {
      let end = start + block.lines.count
      if end < text.count, text[end] == 0x0A, text[start..<end].elementsEqual(block.lines) {
        return block
      }
    }
    return nil
  }

  func insert(_ block: Block, firstLine: Range<Int>, of text: [UInt8]) {
    guard block.lines.count <= KnownFrames.maxBytes / 16 else { return }
    if count >= KnownFrames.limit || bytesHeld > KnownFrames.maxBytes {
      blocks.removeAll(keepingCapacity: true)
      (count, bytesHeld) = (0, 0)
    }
    count += 1
    bytesHeld += block.lines.count
    let hash = KnownFrames.hash(text, firstLine)
    // Few traces that begin alike are looked through, however many there are.
    if blocks[hash, default: []].count >= KnownFrames.mostAlike { blocks[hash]?.removeFirst() }
    blocks[hash, default: []].append(block)
  }

  private static func hash(_ text: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}
