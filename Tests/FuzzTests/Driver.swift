import Foundation

/// Hands one reader to libFuzzer, whose own `main` runs the program: `TESSERA_FUZZ_READER=po fuzz [libFuzzer's options] FOLDER...`
///
/// Without the name of a reader it lists them all.
@_cdecl("LLVMFuzzerInitialize")
func beginFuzzing(_ count: UnsafeMutablePointer<CInt>, _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>) -> CInt {
    if chosen == nil {
        Parser.all.forEach { print($0.name) }
        exit(0)
    }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOnce(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    chosen?.read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

private let chosen = ProcessInfo.processInfo.environment["TESSERA_FUZZ_READER"].flatMap(Parser.named)
