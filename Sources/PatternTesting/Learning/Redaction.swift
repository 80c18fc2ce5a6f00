import LogModel

/// Takes out of texts what must not leave the logs: secrets, addresses, names of people. Others of the
/// same shape stand in, which do not depend on what they stand for.
struct Redaction: Sendable {
  /// Makes what stands in for equal values of several texts differ.
  private let salt: Int

  init(salt: Int = 0) { self.salt = salt }

  /// Bytes of a line that are read; what follows is left out.
  private static let longestLine = 4096

  func redacted(_ text: String) -> String {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { pieces(of: Substring($0)).map(\.text).joined() }.joined(separator: "\n")
  }

  /// The pieces of a line, with what stands in for some; none is divided otherwise than
  /// ``MessagePiece/pieces(of:isWhole:limit:)`` does.
  func pieces(of line: some StringProtocol) -> [MessagePiece] {
    let pieces = MessagePiece.pieces(of: line, isWhole: true, limit: Redaction.longestLine)
    let secrets = Redaction.secrets(among: pieces)
    return pieces.enumerated().map { index, piece in
      var piece = piece
      if secrets.contains(index) {
        piece.text = invented(like: piece.text, isSecret: true)
      } else {
        piece.text = redacted(piece)
      }
      return piece
    }
  }

  private func redacted(_ piece: MessagePiece) -> String {
    switch piece.kind {
    case .sign, .blank, .time: return piece.text
    case .email: return "user\(1 + salt % 9)@example.com"
    case .uuid: return invented(like: piece.text, isSecret: true)
    case .address: return address(piece.text)
    case .url, .path: return place(piece.text)
    case .quoted:
      let inner = piece.text.dropFirst().dropLast()
      guard let quote = piece.text.first, let end = piece.text.last else { return piece.text }
      return String(quote) + pieces(of: inner).map(\.text).joined() + String(end)
    case .word, .number, .id: return invented(like: piece.text, isSecret: false)
    }
  }

  private func address(_ text: String) -> String {
    if text.hasPrefix("127.") || text == "0.0.0.0" || text == "::1" || text == "::" { return text }
    return text.contains(":") ? "2001:db8::\(1 + salt % 9)" : "192.0.2.\(1 + salt % 9)"
  }

  /// A URL or path: whose it is, its password, addresses and long tokens within it.
  private func place(_ text: String) -> String {
    var rest = text
    if let scheme = rest.firstRange(of: "://") {
      let authority = rest[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      if let at = authority.lastIndex(of: "@") {
        rest.replaceSubrange(scheme.upperBound..<at, with: "user:secret")
      }
    }
    for home in ["/home/", "/Users/", "\\Users\\"] {
      guard let found = rest.firstRange(of: home) else { continue }
      let name = rest[found.upperBound...].prefix { $0 != "/" && $0 != "\\" }
      rest.replaceSubrange(name.startIndex..<name.endIndex, with: "user")
    }
    var made = ""
    var part = ""
    // The name of what the next part is the value of.
    var name = ""
    func flush() {
      if part.isEmpty { return }
      if Redaction.isSecret(name) {
        made += invented(like: part, isSecret: true)
        part = ""
        return
      }
      let pieces = MessagePiece.pieces(of: part, isWhole: true)
      let whole = pieces.count == 1 ? pieces[0].kind : .word
      switch whole {
      case .address: made += address(part)
      case .email: made += "user\(1 + salt % 9)@example.com"
      case .uuid: made += invented(like: part, isSecret: true)
      case .word, .sign, .blank, .number, .id, .path, .url, .time, .quoted:
        made += invented(like: part, isSecret: false)
      }
      part = ""
    }
    for character in rest {
      if "/?&=#:;,".contains(character) {
        let next = character == "=" ? part : ""
        flush()
        name = next
        made.append(character)
      } else {
        part.append(character)
      }
    }
    flush()
    return made
  }

  /// The same shape with other letters and digits, where a text is a secret or looks like one: a run of
  /// 16 letters and digits with both among them, or of 9 digits.
  private func invented(like text: String, isSecret: Bool) -> String {
    var made = ""
    var run: [Unicode.Scalar] = []
    func flush() {
      let digits = run.count { ("0"..."9").contains($0) }
      let isLong = run.count >= 16 && digits > 0 && digits < run.count
      let isNumber = digits == run.count && digits >= 9
      for (index, scalar) in run.enumerated() {
        made.unicodeScalars.append(
          isSecret || isLong || isNumber ? Redaction.other(scalar, index + 3 * salt) : scalar)
      }
      run = []
    }
    for scalar in text.unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        run.append(scalar)
      } else {
        flush()
        // A secret of other letters has a shape as well.
        made.unicodeScalars.append(isSecret && !scalar.isASCII ? "x" : scalar)
      }
    }
    flush()
    return made
  }

  /// Of the first letters and the first digits, so that what was hexadecimal stays so.
  private static func other(_ scalar: Unicode.Scalar, _ place: Int) -> Unicode.Scalar {
    switch scalar {
    case "0"..."9": Unicode.Scalar(UInt8(0x30 + (place * 7 + 1) % 10))
    case "A"..."Z": Unicode.Scalar(UInt8(0x41 + (place * 5 + 1) % 6))
    default: Unicode.Scalar(UInt8(0x61 + (place * 5 + 1) % 6))
    }
  }

  /// Indices of pieces that stand behind a word such as `password=`, up to a blank.
  private static func secrets(among pieces: [MessagePiece]) -> Set<Int> {
    var found: Set<Int> = []
    for (index, piece) in pieces.enumerated() {
      let name = piece.text.lowercased()
      if piece.kind == .word, schemes.contains(name) {
        // `Bearer abc`: prose where what follows is a word.
        let value = index + 2
        if value < pieces.count, pieces[index + 1].kind == .blank,
          take(from: value, pieces).contains(where: { isOdd(pieces[$0]) })
        {
          found.formUnion(take(from: value, pieces))
        }
        continue
      }
      guard piece.kind == .word || piece.kind == .quoted, isSecret(name) else { continue }
      var next = index + 1
      // The quote that ends a name in JSON.
      if next < pieces.count, pieces[next].text == "\"" || pieces[next].text == "'" { next += 1 }
      guard next < pieces.count, pieces[next].text == "=" || pieces[next].text == ":" else {
        continue
      }
      let isAssignment = pieces[next].text == "=" || piece.kind == .quoted
      next += 1
      if next < pieces.count, pieces[next].kind == .blank { next += 1 }
      if next + 1 < pieces.count, schemes.contains(pieces[next].text.lowercased()),
        pieces[next + 1].kind == .blank
      {
        next += 2
      }
      let value = take(from: next, pieces)
      // `password: must not be empty` gives none away.
      if isAssignment || value.contains(where: { isOdd(pieces[$0]) }) { found.formUnion(value) }
    }
    return found
  }

  /// Whether what bears such a name is one.
  private static func isSecret(_ name: String) -> Bool {
    let letters = name.lowercased().filter(\.isLetter)
    return names.contains { letters.hasSuffix($0) }
  }

  private static func take(from start: Int, _ pieces: [MessagePiece]) -> Range<Int> {
    var end = start
    while end < pieces.count, pieces[end].kind != .blank,
      ![",", ";", "&", ")", "}", "]"].contains(pieces[end].text)
    {
      end += 1
    }
    return start..<max(start, end)
  }

  private static func isOdd(_ piece: MessagePiece) -> Bool {
    piece.kind != .word && piece.kind != .sign && piece.kind != .blank
  }

  private static let names = [
    "password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "accesskey",
    "authorization", "credential", "credentials", "privatekey", "cookie", "sessionid", "signature",
  ]
  private static let schemes: Set<String> = ["bearer", "basic"]
}
