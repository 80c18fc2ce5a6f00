/// What single lines of Go traces look like, as the runtime and `debug.Stack` print them.
enum GoLine {
  /// What a line says went wrong.
  struct Failure {
    enum Kind {
      /// `panic: …`
      case panic
      /// `fatal error: …`, and it is one of the runtime's.
      case fatal
      /// `fatal error: …`, as other programs say too.
      case doubtful
      /// `SIGABRT: abort`: counts only where the stack of a goroutine follows.
      case signal
      /// A recovered panic as some server logs it; counts only where a stack follows.
      case logged
    }

    var kind: Kind
    /// What the line calls it: `panic`, `fatal error`, `SIGABRT`.
    var name: Range<Int>
    var message: Range<Int>

    fileprivate init(_ kind: Kind, _ line: Range<Int>, words: Int) {
      self.kind = kind
      name = line.lowerBound..<(line.lowerBound + words - 2)
      message = (line.lowerBound + words)..<line.upperBound
    }

    fileprivate init(logged message: Range<Int>) {
      kind = .logged
      name = message.lowerBound..<message.lowerBound
      self.message = message
    }
  }

  /// The failure that begins a line, or stands behind a server's words.
  static func failure(_ text: some ByteText, _ range: Range<Int>) -> Failure? {
    guard let first = range.first else { return nil }
    switch text[first] {
    case 0x70 where TextLine.hasPrefix(text, range, panicWord):
      return Failure(.panic, range, words: panicWord.count)
    case 0x66 where TextLine.hasPrefix(text, range, fatalWord):
      let message = (first + fatalWord.count)..<range.upperBound
      let isOwn = fatalErrors.contains { TextLine.hasPrefix(text, message, $0) }
      return Failure(isOwn ? .fatal : .doubtful, range, words: fatalWord.count)
    case 0x53: return signal(text, range)
    default: return nil
    }
  }

  /// `SIGQUIT: quit`, which the runtime prints above the registers and stacks of a program that a signal
  /// ended.
  private static func signal(_ text: some ByteText, _ range: Range<Int>) -> Failure? {
    guard TextLine.hasPrefix(text, range, signalWord) else { return nil }
    let limit = min(range.upperBound, range.lowerBound + maxSignal)
    var end = range.lowerBound
    while end < limit, PythonLine.isUpper(text[end]) { end += 1 }
    guard end > range.lowerBound + signalWord.count, end + 2 < range.upperBound,
      text[end] == 0x3A, text[end + 1] == 0x20, PythonLine.isLower(text[end + 2])
    else { return nil }
    return Failure(.signal, range, words: end + 2 - range.lowerBound)
  }

  /// Whether a line is of the registers of a program that a signal ended: `PC=0x45e01f m=0 sigcode=0`.
  static func isRegisters(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, range, counter)
  }

  /// Whether a line can only be that of a server that recovered from a panic:
  /// `2025/09/16 00:41:13 http: panic serving 10.8.0.4:51234: …`, `… panic recovered:`.
  static func isServer(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let words = afterTime(text, range)
    if TextLine.hasPrefix(text, words, serving) { return true }
    return words.lowerBound > range.lowerBound && TextLine.hasSuffix(text, words, recovered)
  }

  /// A line without the time that the standard logger puts before it, and without gin's colour.
  private static func afterTime(_ text: some ByteText, _ range: Range<Int>) -> Range<Int> {
    var line = range
    if TextLine.hasPrefix(text, line, red) {
      line = (line.lowerBound + red.count)..<line.upperBound
    }
    let start = line.lowerBound
    // `2025/09/16 00:41:13 `, `2025/09/16 00:41:13.123456 `
    guard line.count > 20, text[start + 4] == 0x2F, text[start + 7] == 0x2F,
      text[start + 10] == 0x20, text[start + 13] == 0x3A, text[start + 16] == 0x3A,
      PythonLine.isDigit(text[start + 18])
    else { return range }
    var end = start + 19
    while end < line.upperBound, text[end] == 0x2E || PythonLine.isDigit(text[end]) { end += 1 }
    guard end + 1 < line.upperBound, text[end] == 0x20 else { return range }
    return (end + 1)..<line.upperBound
  }

  /// Whether a line says what the runtime found, as gin prints it below the request.
  static func isRuntimeError(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, range, runtimeError)
  }

  /// The panic that a server recovered and logged: `http: panic serving 10.0.0.1:4711: …`.
  static func logged(_ text: some ByteText, _ range: Range<Int>) -> Failure? {
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + maxPrefix)
    if let serving = TextLine.find(servingWords, in: text, head) {
      let address = (serving + servingWords.count)..<range.upperBound
      guard let colon = TextLine.find(colon, in: text, address) else { return nil }
      return Failure(logged: (colon + 2)..<range.upperBound)
    }
    for words in loggedWords {
      guard let found = TextLine.find(words, in: text, head) else { continue }
      return Failure(logged: TextLine.trimmed(text, (found + words.count)..<range.upperBound))
    }
    return nil
  }

  /// A panic that was raised while another one was handled: `\tpanic: …`.
  static func next(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    let indentation = TextLine.indentation(text, range)
    let line = (range.lowerBound + indentation)..<range.upperBound
    guard indentation > 0, TextLine.hasPrefix(text, line, panicWord) else { return nil }
    return (line.lowerBound + panicWord.count)..<line.upperBound
  }

  /// Whether a goroutine begins: `goroutine 1 [running]:`.
  static func isGoroutine(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, range, goroutine) && TextLine.hasSuffix(text, range, goroutineEnd)
      && range.count > goroutine.count
      && PythonLine.isDigit(text[range.lowerBound + goroutine.count])
  }

  /// Where a goroutine begins within a line.
  static func goroutineStart(_ text: some ByteText, _ range: Range<Int>) -> Int? {
    guard TextLine.hasSuffix(text, range, goroutineEnd) else { return nil }
    return TextLine.find(goroutine, in: text, range)
  }

  /// The function of a call: `net/http.(*conn).serve(0xc0000a1, {0x6f, 0x1}…)`, `main.f[...](...)`.
  static func call(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard let last = range.last, text[last] == 0x29, isInName(text[range.lowerBound]) else {
      return nil
    }
    // Arguments are numbers; no bracket stands in them.
    var open = last
    while open > range.lowerBound {
      open -= 1
      if text[open] == 0x28 { break }
      guard isInArguments(text[open]) else { return nil }
    }
    let function = range.lowerBound..<open
    guard function.count <= TraceText.maxNameBytes else { return nil }
    if TextLine.hasPrefix(text, range, panicCall) { return function }
    var hasDot = false
    for position in function {
      let byte = text[position]
      if byte == 0x2E { hasDot = true }
      guard isInName(byte) || isInPath(byte) else { return nil }
    }
    return hasDot ? function : nil
  }

  /// The function that started the goroutine: `created by main.main in goroutine 1`.
  static func creator(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard TextLine.hasPrefix(text, range, created) else { return nil }
    var name = (range.lowerBound + created.count)..<range.upperBound
    if let end = TextLine.find(inGoroutine, in: text, name) { name = name.lowerBound..<end }
    // A person may create something as well: a function has a package.
    guard name.contains(where: { text[$0] == 0x2E }),
      name.allSatisfy({ isInName(text[$0]) || isInPath(text[$0]) })
    else { return nil }
    return name
  }

  /// Where a call is: `\t/app/main.go:12 +0x1d`.
  static func place(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (file: Range<Int>, line: Int)? {
    guard TextLine.indentation(text, range) > 0 else { return nil }
    return source(text, TextLine.trimmed(text, range))
  }

  /// Where a call is in the stacks of the gin framework: `/app/main.go:12 (0x45e01f)`.
  static func ginPlace(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (file: Range<Int>, line: Int)? {
    guard let last = range.last, text[last] == 0x29,
      let address = TextLine.find(ginAddress, in: text, range)
    else { return nil }
    return source(text, range.lowerBound..<address)
  }

  /// The function in the line below it: `\tmain.index: items[7]`, `\t(*Engine).ServeHTTP: …`.
  static func ginFunction(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard TextLine.indentation(text, range) > 0 else { return nil }
    let line = TextLine.trimmed(text, range)
    guard let end = TextLine.find(colon, in: text, line), end > line.lowerBound else { return nil }
    return line.lowerBound..<end
  }

  private static func source(
    _ text: some ByteText, _ line: Range<Int>
  ) -> (file: Range<Int>, line: Int)? {
    var end = line.upperBound
    // Behind it stands the offset in the function, and more in dumps of the runtime.
    if let offset = TextLine.find(offset, in: text, line) { end = offset }
    var position = end
    while position > line.lowerBound, PythonLine.isDigit(text[position - 1]) { position -= 1 }
    guard position > line.lowerBound, text[position - 1] == 0x3A,
      let number = TextLine.number(text, position..<end)
    else { return nil }
    let file = line.lowerBound..<(position - 1)
    let isSource =
      sources.contains { TextLine.hasSuffix(text, file, $0) }
      // What has no source: methods that the compiler made, code of C.
      || end < line.upperBound
        && sourceless.contains { $0.count == file.count && TextLine.hasPrefix(text, file, $0) }
    return isSource ? (file, number) : nil
  }

  static func isSignal(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, range, signal)
  }

  /// `...12 frames elided...`
  static func isElided(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, range, dots) && TextLine.hasSuffix(text, range, elided)
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    PythonLine.isLower(byte) || PythonLine.isUpper(byte) || PythonLine.isDigit(byte)
      || byte == 0x5F || byte >= 0x80
  }

  /// `github.com/a-b/c%2ed.(*T).m`, `main.f[...]`, `main.(*T).m-fm`, `main.f.func1`.
  private static func isInPath(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2E, 0x2F, 0x2D, 0x25, 0x28, 0x29, 0x2A, 0x5B, 0x5D, 0x7E, 0x40: true
    default: false
    }
  }

  /// `0xc0000a1, {0x6f, 0x1?}, ...`
  private static func isInArguments(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2C, 0x2E, 0x3F, 0x5F, 0x78, 0x7B, 0x7D: true
    case 0x61...0x66: true
    default: PythonLine.isDigit(byte)
    }
  }

  /// What stands before a server's words, in bytes.
  private static let maxPrefix = 512
  private static let panicWord = Array("panic: ".utf8)
  private static let fatalWord = Array("fatal error: ".utf8)
  private static let panicCall = Array("panic(".utf8)
  private static let servingWords = Array("panic serving ".utf8)
  private static let loggedWords = [
    "panic recovered:", "Observed a panic: ", "[PANIC RECOVER]", "Recovered from panic: ",
    "recovered from panic: ", "panic: ",
  ].map { Array($0.utf8) }
  private static let goroutine = Array("goroutine ".utf8)
  private static let goroutineEnd = Array("]:".utf8)
  private static let created = Array("created by ".utf8)
  private static let inGoroutine = Array(" in goroutine ".utf8)
  private static let offset = Array(" +0x".utf8)
  private static let ginAddress = Array(" (0x".utf8)
  private static let colon = Array(": ".utf8)
  private static let signal = Array("[signal SIG".utf8)
  private static let signalWord = Array("SIG".utf8)
  /// No signal has a longer name, in bytes.
  private static let maxSignal = 16
  private static let counter = Array("PC=0x".utf8)
  private static let serving = Array("http: panic serving ".utf8)
  private static let recovered = Array(" panic recovered:".utf8)
  private static let red = Array("\u{1B}[31m".utf8)
  private static let runtimeError = Array("runtime error: ".utf8)
  private static let dots = Array("...".utf8)
  private static let elided = Array(" elided...".utf8)
  private static let sources = [".go", ".s", ".c", ".h"].map { Array($0.utf8) }
  private static let sourceless = ["<autogenerated>", "??"].map { Array($0.utf8) }
  private static let fatalErrors = [
    "all goroutines are asleep", "concurrent map ", "stack overflow", "out of memory",
    "runtime: ", "unexpected signal", "sync: ", "fault", "morestack on g0", "bad pointer",
    "found bad pointer", "newproc: ", "too many concurrent", "invalid runtime symbol",
    "no goroutines (main called runtime.Goexit)", "checkdead: ", "workbuf is empty",
    "systemstack called", "cannot allocate memory", "thread exhaustion",
    "all goroutines stopped", "self-preempt", "lock count", "schedule: ",
  ].map { Array($0.utf8) }
}
