import CMalloc

/// What the process does with memory that it no longer needs.
public enum Memory {
    /// Keeps what reading gives back for solving: fresh pages from the system take longer than the round of a small town.
    public static func keepFreed() {
        mallopt(M_MMAP_THRESHOLD, 32 << 20)
        mallopt(M_TRIM_THRESHOLD, 64 << 20)
    }
}
