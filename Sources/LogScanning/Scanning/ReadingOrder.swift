import LogModel

/// Puts what several threads read of one input, block by block, in the order of the input.
///
/// Most blocks need nothing of those before them; they are read in any order, and what is to be known
/// of them in their order waits here until it is their turn. For the others a thread waits for the
/// turn before it reads on: then it alone has all that came before.
final class ReadingOrder: @unchecked Sendable {
  /// What is to be known of a block in its order.
  struct BlockEnd {
    /// What it leaves to the next: all, where the block had its turn; else the time of its last entry.
    enum Rest {
      case past(ReadingPast)
      case time(Timestamp?)
    }

    var entries: Int
    var rest: Rest
    var problems: ReadProblems
    var templates: TemplateTable
    /// Where its text ends in the inflated input.
    var textEnd: Int
    /// Nil where nothing was read for it.
    var bytesRead: Int?
  }

  private let monitor = Monitor()
  // All below is guarded by the monitor, or belongs to the thread whose block has its turn.
  private(set) var turn: Int
  /// Block → whether it is of objects alone, until the next block has asked.
  private var ofObjects: [Int: Bool]
  /// Ends of blocks that came before their turn.
  private var waiting: [Int: BlockEnd] = [:]
  /// Ends that may wait, so that they take little memory.
  private let mostWaiting: Int
  private let lineLimit: Int
  private let progress: ((Int) -> Void)?
  private(set) var numbering = EntryNumbering()
  private(set) var entries: Int
  private(set) var problems: ReadProblems
  private(set) var templates: TemplateTable
  private(set) var past: ReadingPast
  /// Where the text of the blocks ends whose turn has passed.
  private(set) var textEnd: Int
  /// Cuts the lines of the blocks that have their turn, and holds what of a line is in blocks before.
  var framer: LineFramer

  /// - Parameter turn: the number of the first block that is shared; `entries` and the rest tell of
  ///   those before, and `textEnd` where they end in the inflated input.
  init(
    turn: Int, entries: Int, past: ReadingPast, framer: LineFramer, lineLimit: Int,
    problems: ReadProblems, templates: TemplateTable, mostWaiting: Int,
    textEnd: Int, progress: ((Int) -> Void)?
  ) {
    self.turn = turn
    self.entries = entries
    self.past = past
    self.framer = framer
    self.lineLimit = lineLimit
    self.problems = problems
    self.templates = templates
    self.mostWaiting = mostWaiting
    self.textEnd = textEnd
    self.progress = progress
    ofObjects = [turn - 1: false]
    // Those of before are numbered as one part.
    for part in 0..<turn { numbering.append(base: part == 0 ? 0 : entries) }
  }

  /// Takes in whether a block is of objects alone, which is the first thing that its thread finds out.
  ///
  /// - Returns: the same of the block before, waiting for it where it was taken just now.
  func note(_ block: Int, isOfObjects: Bool) -> Bool {
    monitor.locked {
      ofObjects[block] = isOfObjects
      monitor.tell()
      while true {
        if let before = ofObjects.removeValue(forKey: block - 1) { return before }
        monitor.wait()
      }
    }
  }

  /// Waits for a block's turn, and tells what came before it.
  ///
  /// - Returns: the past, and the number of entries before the block.
  func await(_ block: Int) -> (past: ReadingPast, entries: Int) {
    monitor.locked {
      while turn != block { monitor.wait() }
      return (past, entries)
    }
  }

  /// Takes the templates of a block that has its turn and is not at its end yet.
  func take(_ part: TemplateTable, of block: Int) {
    monitor.locked {
      templates.append(part, ordinals: entries - EntryNumbering.start(of: block))
    }
  }

  /// A block was read.
  func end(_ block: Int, _ end: BlockEnd) {
    monitor.locked {
      while turn != block, waiting.count >= mostWaiting { monitor.wait() }
      waiting[block] = end
      guard turn == block else { return }
      while let next = waiting.removeValue(forKey: turn) {
        pass(turn, next)
        turn += 1
      }
      monitor.tell()
    }
  }

  private func pass(_ block: Int, _ end: BlockEnd) {
    let ordinals = entries - EntryNumbering.start(of: block)
    problems.append(end.problems, ordinals: ordinals)
    templates.append(end.templates, ordinals: ordinals)
    numbering.append(base: entries)
    entries += end.entries
    switch end.rest {
    case .past(let past): self.past = past
    case .time(let time):
      past.pass(time)
      framer = LineFramer(limit: lineLimit, offset: end.textEnd)
    }
    textEnd = end.textEnd
    if let bytesRead = end.bytesRead { progress?(bytesRead) }
  }
}
