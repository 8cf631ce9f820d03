import Foundation

/// Hands the readers to libFuzzer: fuzz READER [libFuzzer's options] FOLDER...
///
/// libFuzzer's own `main` stays out, since a program of Swift brings its own.
@main enum Driver {
    static func main() {
        guard CommandLine.arguments.count > 1, CommandLine.arguments[1] != "--list" else { return Parser.all.forEach { print($0.name) } }
        guard let parser = Parser.named(CommandLine.arguments[1]) else { return print("There is no reader \(CommandLine.arguments[1]).") }
        chosen = parser
        var words = ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map { strdup($0) } + [nil]
        var count = CInt(words.count - 1)
        words.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            exit(runLibFuzzer(&count, &start) { start, count in
                chosen?.read(Array(UnsafeBufferPointer(start: start, count: count)))
                return 0
            })
        }
    }
}

/// A function of C takes no context along.
nonisolated(unsafe) private var chosen: Parser?

@_silgen_name("LLVMFuzzerRunDriver")
private func runLibFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
