import ArgumentParser
import Foundation
import House
import Logging

/// Erases again whoever was erased, and stops the links that were stopped, since a backup that an operator has put in place by hand, such as one of PostgreSQL.
struct EraseAgain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase-again", abstract: "After a database was brought back by hand: erase again whoever was erased since, and stop again the links that were stopped.")
    @OptionGroup var place: DataFolder

    func run() async throws {
        try place.requireHub()
        try ErasureList(file: place.erasedFile).requireWhole()
        let open = try await place.open(logger: Logger(label: "tessera"))
        try await open.hub.stopLinksAgain()
        let count = try await open.hub.reapplyErasures()
        try await open.close()
        print("Whoever was erased is erased again. Of these could still be read: \(count).")
    }
}
