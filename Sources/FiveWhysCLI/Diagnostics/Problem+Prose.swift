import LogModel

extension Problem {
  /// `fivewhys: FILE: entry 17: what is wrong`.
  var prose: String {
    var text = "fivewhys: \(visible(file == "-" ? "standard input" : file)): "
    if let entry {
      text += "entry \(Quantity.grouped(entry)): "
    } else if let byteOffset {
      text += "at byte \(Quantity.grouped(byteOffset)): "
    }
    return text + visible(reason)
  }
}
