/// How alike two words are, 0 to 1, with weight on the beginning.
///
/// W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model" (1990): Jaro's
/// measure, raised by a tenth of the rest for each of up to four equal first letters where it is above 0.7.
enum JaroWinkler {
    /// The first 64 letters count.
    static func similarity(_ a: [UInt8], _ b: [UInt8]) -> Double {
        let jaro = jaro(a, b)
        guard jaro > 0.7 else { return jaro }
        var prefix = 0
        while prefix < min(4, a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
        return jaro + 0.1 * Double(prefix) * (1 - jaro)
    }

    private static func jaro(_ a: [UInt8], _ b: [UInt8]) -> Double {
        let lengthA = min(a.count, 64), lengthB = min(b.count, 64)
        guard lengthA > 0, lengthB > 0 else { return 0 }
        let window = max(max(lengthA, lengthB) / 2 - 1, 0)
        var matchedA: UInt64 = 0, matchedB: UInt64 = 0
        for i in 0..<lengthA {
            for j in max(0, i - window)..<max(min(lengthB, i + window + 1), max(0, i - window))
            where matchedB & 1 << UInt64(j) == 0 && a[i] == b[j] {
                matchedA |= 1 << UInt64(i)
                matchedB |= 1 << UInt64(j)
                break
            }
        }
        let matches = Double(matchedA.nonzeroBitCount)
        guard matches > 0 else { return 0 }
        let swapped = Double(misplaced(a, matchedA, b, matchedB) / 2)
        return (matches / Double(lengthA) + matches / Double(lengthB) + (matches - swapped) / matches) / 3
    }

    /// How many matched letters stand at another rank among the matched ones of the other word.
    private static func misplaced(_ a: [UInt8], _ matchedA: UInt64, _ b: [UInt8], _ matchedB: UInt64) -> Int {
        var (restA, restB, count) = (matchedA, matchedB, 0)
        while restA != 0, restB != 0 {
            if a[restA.trailingZeroBitCount] != b[restB.trailingZeroBitCount] { count += 1 }
            restA &= restA - 1
            restB &= restB - 1
        }
        return count
    }
}
