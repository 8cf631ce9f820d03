import Foundation

/// Size and time of each file of a hub.
///
/// Looking through every page takes longer the more a hub holds. Files that are as an orderly end left them need it at no
/// start; after a power cut, a kill or another hand on them they do.
struct FolderState: Equatable {
    let text: String

    init(text: String) { self.text = text }

    /// As the files are now; one that is not there is left out.
    init(of files: [String]) {
        text = files.compactMap { file in
            var found = stat()
            guard stat(file, &found) == 0 else { return nil }
            return "\(file.split(separator: "/").last ?? "") \(found.st_size) \(found.st_mtim.tv_sec).\(found.st_mtim.tv_nsec)\n"
        }.joined()
    }
}
