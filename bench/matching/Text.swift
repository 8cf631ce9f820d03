import Glibc

/// How figures are written and files filled; without Foundation, whose libraries would take memory in every comparison.
enum Text {
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    /// As `printf` writes it.
    static func formatted(_ format: String, _ values: any CVarArg...) -> String {
        var line = [CChar](repeating: 0, count: 256)
        let count = withVaList(values) { vsnprintf(&line, line.count, format, $0) }
        return String(decoding: line.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        guard let file = fopen(path, "w") else { throw Problem(description: "\(path) cannot be written") }
        let all = Array(bytes), written = fwrite(all, 1, all.count, file)
        guard fclose(file) == 0, written == all.count else { throw Problem(description: "\(path) could not be written whole") }
    }

    /// To the standard output, however many pieces it takes.
    static func print(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count <= 0 { exit(1) }
            rest = rest.dropFirst(count)
        }
    }
}

extension String {
    /// Followed by spaces, to stand in a column.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}
