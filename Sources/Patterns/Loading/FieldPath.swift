/// The grammar of a path into an entry: names joined by dots; a name with dots stands in double
/// quotes (`labels."k8s-pod/app.name"`), in which `\"` and `\\` are a quote and a backslash.
enum FieldPath {
  struct SyntaxError: Error {
    var message: String
  }

  /// The names of a path, outermost first.
  static func parse(_ path: String) throws(SyntaxError) -> [String] {
    var names: [String] = []
    var rest = Substring(path)
    while true {
      if rest.first == "\"" {
        names.append(try quotedName(&rest))
      } else {
        let name = rest.prefix { $0 != "." && $0 != "\"" }
        rest = rest.dropFirst(name.count)
        if rest.first == "\"" {
          throw SyntaxError(message: "a quote within a name; put the whole name in quotes")
        }
        names.append(String(name))
      }
      if names.last?.isEmpty ?? true { throw SyntaxError(message: "an empty name") }
      guard let separator = rest.popFirst() else { return names }
      if separator != "." { throw SyntaxError(message: "expected a dot after a closing quote") }
    }
  }

  private static func quotedName(_ rest: inout Substring) throws(SyntaxError) -> String {
    rest.removeFirst()
    var name = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return name
      case "\\":
        guard let escaped = rest.popFirst(), escaped == "\"" || escaped == "\\" else {
          throw SyntaxError(message: #"expected \" or \\ after a backslash"#)
        }
        name.append(escaped)
      default: name.append(character)
      }
    }
    throw SyntaxError(message: "a quote is not closed")
  }
}
